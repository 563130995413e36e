"""`export`, `check` and `trail`."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from lifeworld.common.errors import DomainError
from lifeworld.config.commands.opening import answer, opened, say
from lifeworld.quality.selectors import check_study
from lifeworld.reporting.rules.options import read_options
from lifeworld.reporting.services import take_out
from lifeworld.security.storage import StorageError
from lifeworld.security.vault_file import replace_file
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, case_named
from lifeworld.trail.selectors import chains, verify

# Formats that are text, and may go on to another program.
PRINTED = ("json", "csv", "html", "svg")


def export(options: argparse.Namespace) -> int:
    """Take one table or document out into a file, or print it where it is text and no file is named.

    An existing file stays unless --force is given.
    """
    if options.out is not None:
        _check_place(options.out, force=options.force)
    elif options.fmt not in PRINTED:
        raise DomainError("A Word or Excel file is not printed.", "Nothing was taken out.", "Name a file with -o.")
    access = access_to(opened(options), options.study)
    choices = read_options({"columns": options.columns or "", "by": options.by or ""})
    document = take_out(
        access=access, at=timezone.now(), kind=options.kind, fmt=options.fmt,
        case=case_named(access, options.case) if options.case else None, options=choices, progress=_tell,
    )  # fmt: skip
    if options.out is None:
        sys.stdout.write(document.content.decode())
        return 0
    try:
        replace_file(options.out, document.content)
    except (StorageError, OSError):
        raise DomainError(
            "The file could not be written.",
            "Nothing was left there, and nothing in the study was changed.",
            "Choose another place, or make room there.",
        ) from None
    result = {"kind": options.kind, "format": options.fmt, "bytes": len(document.content)}
    answer(options, result, f"{len(document.content)} bytes written.")
    return 0


def check(options: argparse.Namespace) -> int:
    """The method's hard checks; exit status 1 where one finds something."""
    access = access_to(opened(options), options.study, Right.READ_WORDS)
    findings = check_study(access)
    text = "\n".join(f"{found.sentence} ({found.source})" for found in findings)
    answer(options, findings, text or "Every hard check holds.")
    return 1 if findings else 0


def trail(options: argparse.Namespace) -> int:
    """Check one chain or all; exit status 1 where one does not hold."""
    person = opened(options)
    slugs = [access_to(person, options.study, Right.READ_TRAIL).study.slug] if options.study else chains()
    verdicts = [verify(slug) for slug in slugs]
    lines = [
        f"{verdict.study or 'the store'}: "
        + (verdict.finding.sentence if verdict.finding else f"the chain of {verdict.acts} acts holds.")
        for verdict in verdicts
    ]
    answer(options, verdicts, "\n".join(lines))
    return 1 if any(verdict.finding for verdict in verdicts) else 0


def _check_place(out: Path, *, force: bool) -> None:
    if out.exists() and not force:
        raise DomainError("A file is at that place already.", "It was left as it is.", "Use --force to replace it.")
    if not out.absolute().parent.is_dir():
        raise DomainError("There is no such folder to write into.", "Nothing was written.", "Make the folder first.")


def _tell(done: int, total: int) -> None:
    # Every tenth of a long table: enough to see that it moves.
    if total >= 500 and done % max(1, total // 10) == 0:
        say(f"{done} of {total} rows")
