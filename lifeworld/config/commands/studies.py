"""`study`, `case` and `transcript`."""

import argparse
from datetime import date
from pathlib import Path

from django.utils import timezone

from lifeworld.common.errors import InvalidInputError
from lifeworld.config.commands.opening import answer, opened, opened_or_made, say
from lifeworld.interchange.services import bring_in_file
from lifeworld.interviews.services import Numbering
from lifeworld.security.sealing import store_is_sealed
from lifeworld.study.api import CaseRow, StudyOut
from lifeworld.study.rules.roles import Right
from lifeworld.study.rules.upload_text import text_of
from lifeworld.study.selectors import access_to, case_named, cases_in, studies_for
from lifeworld.study.services import add_case, create_study


def study(options: argparse.Namespace) -> int:
    """Create, list or show studies."""
    return {"create": _create, "list": _list, "show": _show}[options.act](options)


def _create(options: argparse.Namespace) -> int:
    text = text_of(read_file(options.summary))
    person = opened_or_made(options, options.name)
    made = create_study(by=person, at=timezone.now(), summary_text=text, slug=options.slug, sealed=store_is_sealed())
    for warning in made.summary_warnings:
        say(warning["sentence"])
    answer(options, StudyOut.from_orm(made).dict(), made.slug)
    return 0


def _list(options: argparse.Namespace) -> int:
    rows = [{"slug": one.slug, "short_title": one.short_title} for one in studies_for(opened(options))]
    answer(options, rows, "\n".join(f"{row['slug']}\t{row['short_title']}" for row in rows))
    return 0


def _show(options: argparse.Namespace) -> int:
    access = access_to(opened(options), options.study)
    record = StudyOut.from_orm(access.study).dict()
    record["cases"] = [CaseRow.from_orm(case).dict() for case in cases_in(access)]
    lines = [f"{name}: {value}" for name, value in record.items() if value not in ("", None, [])]
    answer(options, record, "\n".join(lines))
    return 0


def case(options: argparse.Namespace) -> int:
    """Add a participant."""
    access = access_to(opened(options), options.study)
    made = add_case(access=access, at=timezone.now(), pseudonym=options.pseudonym)
    answer(options, CaseRow.from_orm(made).dict(), f"{made.pseudonym} is case {made.number}.")
    return 0


def transcript(options: argparse.Namespace) -> int:
    """Bring in one transcript; what was kept, dropped and guessed is said on standard error."""
    access = access_to(opened(options), options.study, Right.READ_WORDS)
    found = case_named(access, options.pseudonym)
    freeze = Numbering(options.line_width, options.lines_per_page) if options.freeze else None
    version, read = bring_in_file(
        access=access, at=timezone.now(), case=found, content=read_file(options.file), suffix=options.file.suffix,
        interviewer=options.interviewer, interview=options.interview, held_on=_day(options.held_on),
        minutes=options.minutes, freeze=freeze,
    )  # fmt: skip
    for notice in read.notices:
        say(notice.sentence)
    if options.interviewer is None and not read.guessed_interviewer:
        say("It is not clear who the interviewer is: every turn was taken as the participant's.")
    result = {
        "version": version.pk, "case": found.pseudonym, "dialect": version.dialect, "words": version.word_count,
        "turns": len(read.turns), "lines": len(version.lines), "frozen": version.frozen_at is not None,
        "speakers": [{"name": one.name, "turns": one.turns} for one in read.speakers],
        "notices": version.notices,
    }  # fmt: skip
    answer(options, result, f"{version.word_count} words in {len(read.turns)} turns are in {found.pseudonym}'s case.")
    return 0


def read_file(path: Path) -> bytes:
    """A file's bytes; its name goes into no message."""
    try:
        return path.read_bytes()
    except OSError:
        raise InvalidInputError("That file could not be read.", "Nothing was changed.", "Check its path.") from None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidInputError("That is no date.", "Nothing was saved.", "Write it as 2026-03-02.") from None
