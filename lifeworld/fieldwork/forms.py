"""What the forms of this room send, as the values its services take, and what they show first."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localtime, make_aware

from lifeworld.approvals.forms import day_from
from lifeworld.common.errors import InvalidInputError
from lifeworld.fieldwork.models import Meeting
from lifeworld.fieldwork.rules.distress import FIELDS, STEP_NAMES
from lifeworld.fieldwork.services.incidents import Told
from lifeworld.fieldwork.services.places import Place
from lifeworld.fieldwork.services.planning import Plan
from lifeworld.study.forms import levelled

PLAN_TYPED = (
    "day", "starts", "ends", "place_type", "recorded", "guide", "interpreter", "companion", "buddy", "buddy_told",
    "no_word", "grace_minutes", "check_ins", "address", "travel",
)  # fmt: skip
# As long as the columns, so that nothing is cut unseen; the sealed ones are held to a length, too.
_LONGEST = {"buddy": 80, "buddy_told": 120, "no_word": 500, "address": 500, "travel": 1000}
_KEPT = "Nothing was changed, and what you typed is still here."


def typed_plan(request: HttpRequest) -> dict[str, str]:
    """The form's texts."""
    return {name: levelled(request.POST.get(name, "")) for name in PLAN_TYPED}


def plan_shown(meeting: Meeting) -> dict[str, str]:
    """A meeting's plan as its form shows it first; the address is opened on its own page, and left as it is here."""
    starts, ends = localtime(meeting.starts_at), localtime(meeting.ends_at)
    due = [localtime(one.due_at) for one in meeting.check_ins.order_by("due_at", "id") if one.due_at]
    return {
        "day": starts.date().isoformat(), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}",
        "place_type": meeting.place_type, "recorded": meeting.recorded, "guide": str(meeting.guide_id or ""),
        "interpreter": "yes" if meeting.interpreter else "", "companion": "yes" if meeting.companion else "",
        "buddy": meeting.buddy, "buddy_told": meeting.buddy_told, "no_word": meeting.no_word,
        "grace_minutes": str(meeting.grace_minutes), "check_ins": " ".join(f"{one:%H:%M}" for one in due),
    }  # fmt: skip


def plan_from(typed: Mapping[str, str], *, new: bool) -> Plan:
    """The plan typed. An empty address leaves the one there is, but of a `new` meeting.

    Raises `InvalidInputError` where a day, time, number or length cannot be.
    """
    for name, longest in _LONGEST.items():
        if len(typed[name]) > longest:
            raise InvalidInputError(f"One of the fields holds {longest} characters at most.", _KEPT, "Write less.")
    day = day_from(typed["day"])
    place = Place(typed["address"], typed["travel"])
    return Plan(
        values={
            "starts_at": _at(day, typed["starts"]), "ends_at": _at(day, typed["ends"]),
            "place_type": typed["place_type"], "recorded": typed["recorded"],
            "guide_id": _whole(typed["guide"]) if typed["guide"] else None,
            "interpreter": bool(typed["interpreter"]), "companion": bool(typed["companion"]),
            "buddy": typed["buddy"], "buddy_told": typed["buddy_told"], "no_word": typed["no_word"],
            "grace_minutes": _whole(typed["grace_minutes"] or "30"),
        },
        check_ins=[_at(day, one) for one in typed["check_ins"].replace(",", " ").split()],
        place=place if new or place != Place() else None,
    )  # fmt: skip


def moment_or_none(day: str, clock: str) -> datetime | None:
    """A moment of a day that has passed, None where neither was typed. Raises `InvalidInputError` for half of one."""
    if not day.strip() and not clock.strip():
        return None
    return _at(day_from(day), clock)


def minutes_or_none(typed: str) -> int | None:
    """Whole minutes, None where nothing was typed."""
    return _whole(typed.strip()) if typed.strip() else None


def told_from(request: HttpRequest) -> Told:
    """An incident's record as it was typed."""
    meeting = request.POST.get("meeting", "")
    return Told(
        words={name: levelled(request.POST.get(name, "")) for name in FIELDS},
        done=[key for key in STEP_NAMES if key in request.POST.getlist("done")],
        meeting=int(meeting) if meeting.isascii() and meeting.isdigit() and len(meeting) < 10 else None,
    )


def page_from(typed: str) -> int:
    """Which page of a list; the first where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 6 and int(typed) else 1


def as_typed(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """Those of a request's values, levelled."""
    return {name: levelled(values.get(name, "")) for name in names}


def _at(day: date, clock: str) -> datetime:
    try:
        return make_aware(datetime.combine(day, time.fromisoformat(clock.strip())).replace(tzinfo=None))
    except ValueError:
        raise InvalidInputError("One of the times is none.", _KEPT, "Write it as 14:30.") from None


def _whole(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 17):
        raise InvalidInputError("One of the numbers is none.", _KEPT, "Type it in figures.")
    return int(typed)
