"""What the forms of this room send, as the values its services take."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_time
from django.utils.timezone import get_default_timezone

from lifeworld.approvals.forms import day_from, key_or_none, number_from
from lifeworld.approvals.selectors.documents import version_of
from lifeworld.approvals.selectors.sites import site_numbered
from lifeworld.common.errors import InvalidInputError
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.rules.eligibility import MOST_HOURS, Hours
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.recruitment.selectors.entries import hours_of
from lifeworld.recruitment.selectors.frames import frames_of
from lifeworld.recruitment.services.entries import AnswerGiven, EntryGiven
from lifeworld.study.forms import levelled
from lifeworld.study.selectors import Access

ENTRY_FIELDS = (
    "site", "screened_on", "put_forward_by", "approached_by", "hours", "hours_source", "hours_checked_by",
)  # fmt: skip


def entry_from(access: Access, sent: QueryDict, kept: ScreeningEntry | None = None) -> EntryGiven:
    """An entry as it was typed. Raises `InvalidInputError` where a day or number is none, or no site is chosen.

    Hours that no criterion asks for any more stay as `kept` has them.
    """
    text = {name: levelled(sent.get(name, "")) for name in ENTRY_FIELDS}
    hours = Hours(decimal_from(text["hours"]), text["hours_source"], text["hours_checked_by"])
    if kept is not None and "hours" not in sent:
        hours = hours_of(kept)
    return EntryGiven(
        site=site_numbered(access, number_from(text["site"])), screened_on=day_from(text["screened_on"]),
        put_forward_by=text["put_forward_by"], approached_by=text["approached_by"],
        hours=hours.value, hours_source=hours.source, hours_checked_by=hours.checked_by,
        names_nobody=sent.get("names_nobody") == "on",
        answers={
            one.pk: AnswerGiven(*(levelled(sent.get(f"{part}-{one.pk}", ""))
                                  for part in ("answer", "source", "checked")))
            for one in criteria_of(access.study) if f"answer-{one.pk}" in sent
        },
        bands={one.pk: sent.get(f"band-{one.pk}", "") for one in frames_of(access) if f"band-{one.pk}" in sent},
    )  # fmt: skip


def criterion_from(access: Access, typed: Mapping[str, str]) -> dict[str, Any]:
    """A criterion's values, from what was typed. Raises `InvalidInputError` where the hours are no number, or no
    version is chosen; `NotFoundError` where the study has none of that key."""
    values: dict[str, Any] = dict(typed)
    if "excludes" in typed:
        values["excludes"] = typed["excludes"] == "True"
    if "least" in typed:
        values["least"] = decimal_from(typed["least"])
    if "protocol_id" in typed:
        values["protocol_id"] = _protocol(access, typed["protocol_id"])
    return values


def _protocol(access: Access, chosen: str) -> int | None:
    if not chosen:
        return None
    key = key_or_none(chosen)
    if key is None:
        raise InvalidInputError("That is no version.", "Nothing was changed.", "Choose from the list.")
    return version_of(access, key).pk


def plan_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """The plan's values, from what was typed. Raises `InvalidInputError` where a number is none."""
    values: dict[str, Any] = dict(typed)
    for name in ("hours_to_consider", "cut_off_days"):
        if name in typed:
            values[name] = _whole(typed[name]) if typed[name] or name == "hours_to_consider" else None
    return values


def moment_from(day: date, typed: str) -> datetime | None:
    """The moment on a day, where a time was given. Raises `InvalidInputError` where it is none."""
    if not typed.strip():
        return None
    try:
        found: time | None = parse_time(typed.strip())
    except ValueError:
        found = None
    if found is None:
        raise InvalidInputError("That is no time of day.", "Nothing was changed.", "Write it as 14:30, or leave it.")
    return datetime.combine(day, found, get_default_timezone())


def decimal_from(typed: str) -> Decimal | None:
    """A number of hours, None where nothing was typed. Raises `InvalidInputError` where it is none."""
    text = typed.strip().replace("½", ".5").replace(",", ".")
    if not text:
        return None
    try:
        found = Decimal(text) if text.isascii() else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite() or not -MOST_HOURS <= found <= MOST_HOURS:
        raise InvalidInputError(
            "The hours are no such number.",
            "Nothing was changed, and what you typed is still here.",
            "Write them in figures, such as 6 or 3.5.",
        )
    return round(found, 2)


def _whole(typed: str) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise InvalidInputError(
            "One of the numbers is none.",
            "Nothing was changed, and what you typed is still here.",
            "Write it in figures.",
        )
    return int(text)
