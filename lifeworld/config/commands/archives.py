"""`archive` and `bring-in`: a whole study from one store to another."""

import argparse
import os

from django.utils import timezone

from lifeworld.config.commands.opening import answer, opened, opened_or_made, say
from lifeworld.interchange.archive.refusals import NotAnArchiveError
from lifeworld.interchange.archive.services import BroughtIn, bring_in_study, take_out_study
from lifeworld.security.passphrase_source import archive_passphrase_from
from lifeworld.security.sealing import store_is_sealed
from lifeworld.study.selectors import access_to


def archive(options: argparse.Namespace) -> int:
    """Take a study out; an existing file stays unless --force is given."""
    access = access_to(opened(options), options.study)
    secret = archive_passphrase_from(os.environ, options.archive_passphrase_file, new=True)
    done = take_out_study(
        access=access, at=timezone.now(), out=options.out, passphrase=secret, replace=options.force,
        progress=_Told("written"),
    )  # fmt: skip
    answer(options, done, f"{done.size} bytes with {done.acts} acts; the last one is sealed {done.head[:16]}….")
    return 0


def bring_in(options: argparse.Namespace) -> int:
    """Bring a study in; where there is no store yet, one is made."""
    try:
        file = options.file.open("rb")
    except OSError:
        raise NotAnArchiveError from None
    with file:
        person = opened_or_made(options, options.name)
        secret = archive_passphrase_from(os.environ, options.archive_passphrase_file, new=False)
        done = bring_in_study(
            by=person, at=timezone.now(), file=file, passphrase=secret, replace=options.replace,
            sealed=store_is_sealed(), progress=_Told("read"),
        )  # fmt: skip
    _tell_of_people(done)
    answer(options, done, done.study)
    return 0


def _tell_of_people(done: BroughtIn) -> None:
    if done.made:
        say(f"New here, and not able to sign in yet: {', '.join(done.made)}.")
    if done.unsure:
        say(f"Here under another name, so without a role in the study: {', '.join(done.unsure)}.")
    if done.gone:
        told = ", ".join(f"{kind} ({count})" for kind, count in done.gone.items())
        say(f"Whom they were about is in the study no more, so these were destroyed here: {told}.")


class _Told:
    """Says every tenth of a long work."""

    def __init__(self, word: str) -> None:
        self._word, self._next = word, 10

    def __call__(self, done: int, total: int) -> None:
        if total >= 20_000 and done * 100 >= self._next * total:
            say(f"{done:,} of {total:,} rows {self._word}")
            self._next = done * 100 // total // 10 * 10 + 10
