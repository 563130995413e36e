"""Length and place of the interviews for the methods section, and what was paid for the sponsor."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.utils.timezone import localdate

from lifeworld.fieldwork.models import Meeting, MeetingState, Payment, PaymentFor, PlaceType, Recorded
from lifeworld.fieldwork.rules.lengths import Lengths, lengths_of
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class Met:
    """One interview that was held: with whom (a pseudonym), when, how long, in what sort of place, how recorded."""

    number: int
    case: int
    pseudonym: str
    on: date
    minutes: int | None
    place: str
    recorded: str
    others: str


@dataclass(frozen=True)
class MethodsTable:
    """Every interview held with a case that is still in the study, and what they come to."""

    rows: list[Met]
    lengths: Lengths | None
    places: list[tuple[str, int]]


def meetings_table(access: Access) -> MethodsTable:
    """The interviews held, in order of the case and the day; a case that was withdrawn is in none of it."""
    held = Meeting.objects.filter(
        study=access.study, state__in=(MeetingState.HELD, MeetingState.NOTED), entry__case__isnull=False,
    ).select_related("entry__case").order_by("entry__case__number", "began_at", "number")  # fmt: skip
    rows = [
        Met(
            one.number, one.entry.case.number, one.entry.case.pseudonym, localdate(one.began_at or one.starts_at),
            one.minutes, str(PlaceType(one.place_type).label), str(Recorded(one.recorded).label), _others(one),
        )
        for one in held
        if one.entry.case is not None
    ]  # fmt: skip
    places = Counter(row.place for row in rows)
    return MethodsTable(rows, lengths_of([row.minutes for row in rows]), places.most_common())


@dataclass(frozen=True)
class Paid:
    """What one kind of payment comes to, in pence: agreed in all, and paid so far."""

    what: str
    agreed: int
    paid: int


def payments_in_all(access: Access) -> list[Paid]:
    """The sums for the sponsor, by what was paid for; nobody is in them."""
    sums = (
        Payment.objects.filter(meeting__study=access.study)
        .order_by("what").values("what")
        .annotate(agreed=Sum("pence"), paid=Sum("pence", filter=Q(paid_on__isnull=False)))
    )  # fmt: skip
    return [Paid(str(PaymentFor(one["what"]).label), one["agreed"], one["paid"] or 0) for one in sums]


def _others(meeting: Meeting) -> str:
    there = [word for word, was in (("interpreter", meeting.interpreter), ("companion", meeting.companion)) if was]
    return " and ".join(there)
