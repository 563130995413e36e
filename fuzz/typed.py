"""What is typed, drawn or sent in a field, and the small files that lie beside a store."""

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import fuzz.ready  # noqa: F401
from fuzz.invariants import LARGEST_DATABASE_INTEGER, hold
from lifeworld.approvals.forms import course_from, day_or_none, event_from, number_from, versions_from
from lifeworld.common.errors import DomainError
from lifeworld.config.bounds import read_json
from lifeworld.consent.rules.strokes import HEIGHT, WIDTH, path_of, read_strokes, written
from lifeworld.fieldwork.forms import PLAN_TYPED, minutes_or_none, moment_or_none, page_from
from lifeworld.fieldwork.forms import plan_from as meeting_from
from lifeworld.fieldwork.rules.guides import Change, compare, guide_text, read_guide
from lifeworld.fieldwork.rules.money import LARGEST_PENCE, pence_from
from lifeworld.interviews.rules.meeting import read_held_on, read_interview_number, read_minutes
from lifeworld.recruitment.forms import decimal_from, moment_from
from lifeworld.recruitment.forms import plan_from as recruitment_from
from lifeworld.reporting.rules.options import read_options
from lifeworld.safekeeping.forms import retention_from
from lifeworld.safekeeping.services.forgotten import SUFFIX, lines_near
from lifeworld.security.attempts import ATTEMPTS_NAME, counted_attempt
from lifeworld.security.recovery_key import read_recovery_key
from lifeworld.security.vault_file import VAULT_NAME, read_vault
from lifeworld.study.forms import key_from
from lifeworld.study.forms import plan_from as study_plan_from

DAY = date(2026, 3, 2)
LARGEST_SMALL = 32_767  # of the columns that numbers of people, months and hours go into
SHEETS = {"1": 1, "12": 12}

# Every field that is more than words, by what reads it.
FIELDS: dict[str, Callable[[str], Any]] = {
    "a day": day_or_none,
    "a number of a list": number_from,
    "a course": lambda text: course_from(dict.fromkeys(("opinion_on", "proportionate", "nation"), text)),
    "an event": lambda text: event_from(dict.fromkeys(("happened_on", "serious", "words"), text)),
    "versions": lambda text: versions_from({f"version-{text}": "new"}),
    "a key": key_from,
    "a day that was": lambda text: read_held_on(text, DAY),
    "minutes": read_minutes,
    "an interview": read_interview_number,
    "hours": decimal_from,
    "a time": lambda text: moment_from(DAY, text),
    "a moment": lambda text: moment_or_none(text, text),
    "a meeting": lambda text: meeting_from(dict.fromkeys(PLAN_TYPED, text) | {"day": "2026-03-02"}, new=True),
    "whole minutes": minutes_or_none,
    "a page": page_from,
    "money": pence_from,
    "a recruitment plan": lambda text: recruitment_from({"hours_to_consider": text, "cut_off_days": text}),
    "columns": lambda text: read_options({"columns": text}),
    "entries": lambda text: read_options({"entries": text, "by": "turn"}),
    "a recovery key": lambda text: read_recovery_key(text).groups,
    "a study's plan": lambda text: study_plan_from({"target_min": text, "target_max": text}),
    "a schedule": lambda text: retention_from({"months": text, "trigger_on": ""}, SHEETS),
    "a sheet": lambda text: retention_from({"sheet_id": text}, SHEETS),
}


def check_typed(data: bytes) -> None:
    """Any text in every field: a value that its column can keep, or a refusal."""
    text = _text(data)
    for name, read in FIELDS.items():
        found = _read(read, text)
        _check_value(name, found)
    plan = _read(FIELDS["a study's plan"], text) or {}
    hold(all(one is None or one <= LARGEST_SMALL for one in plan.values()), "more people than a column holds")
    hold(FIELDS["a sheet"](text)["sheet_id"] in {None, *SHEETS.values()}, "a sheet that is not on the list")
    hold(0 < (_read(pence_from, text) or 1) <= LARGEST_PENCE, "a sum beyond what is paid")


def check_strokes(data: bytes) -> None:
    """What a browser says was drawn: strokes on the sheet that come back as they were sealed, or none."""
    lines = read_strokes(_text(data))
    if lines is None:
        return
    hold(all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for line in lines for x, y in line), "a point off the sheet")
    hold(read_strokes(written(lines).decode()) == lines, "a signature does not come back")
    hold(set(path_of(lines)) <= set("ML 0123456789"), "more than a path in a path")


def check_guide(data: bytes) -> None:
    """Two topic guides, a null character between: each reads back as it is shown, and comparing loses no question."""
    one, _, other = _text(data).partition("\0")
    before, after = (_read(read_guide, text) or [] for text in (one, other))
    for questions in (before, after):
        hold(not questions or read_guide(guide_text(questions)) == questions, "a guide does not come back")
    rows = compare(before, after)
    hold([row.after for row in rows if row.after] == [*range(1, len(after) + 1)], "a question is lost or moved")
    hold(sorted(row.before for row in rows if row.before) == [*range(1, len(before) + 1)], "an old question is lost")
    hold(all((row.before is None) == (row.change is Change.NEW) for row in rows), "a question is not new")


def check_call(data: bytes) -> None:
    """The body of a call: values that a database can keep, or a refusal."""
    body = _read(read_json, data)
    if body is not None:
        json.dumps(body, ensure_ascii=False).encode()


def check_beside(data: bytes) -> None:
    """The small files beside a store, as a disk or a stranger left them: read, refused, or counted as none."""
    with tempfile.TemporaryDirectory(prefix="lifeworld-fuzz-") as place:
        folder = Path(place) / "store"
        folder.mkdir()
        for file in (folder / VAULT_NAME, folder / ATTEMPTS_NAME, folder.with_name(f"list{SUFFIX}")):
            file.write_bytes(data)
        for line in _read(lines_near, folder) or []:
            hold(line.at.tzinfo is not None and not line.is_of("walking", 1), "somebody is taken for forgotten")
        hold(isinstance(_read(read_vault, folder) or {}, dict), "a vault that is none")
        _read(_one_attempt, folder)


def _one_attempt(folder: Path) -> None:
    with counted_attempt(folder, 1_772_000_000.0):
        pass


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _read(read: Callable[[Any], Any], value: Any) -> Any:
    """What was read; None where it was refused in three sentences."""
    try:
        return read(value)
    except DomainError as refusal:
        hold(len(refusal.sentences()) == 3, "a refusal without what, safe and do")
        return None


def _check_value(name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        for inner in value.values():
            _check_value(name, inner)
    elif isinstance(value, int):
        hold(0 <= value <= 10**16, f"{name}: a number beyond every key")
    elif isinstance(value, Decimal):
        hold(abs(value) <= LARGEST_DATABASE_INTEGER and value.as_tuple().exponent == -2, f"{name}: no such decimal")
    elif isinstance(value, date | datetime):
        hold(value.year >= 1, f"{name}: no such day")
