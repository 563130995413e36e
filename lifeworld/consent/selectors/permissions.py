"""What a person's consent lets others do: asked by whatever records, interviews, quotes or writes to somebody.

Where a study keeps no recruitment here (`plan_of` is None) nothing is known about consent, and nothing is held back.
Where it does, only a "yes" opens: "no", "not asked", a clause taken back and no consent at all all hold back.

What was done at a meeting (being interviewed, being recorded) is judged by the consent in force on the meeting's day:
it was right then, and what a later "no" comes to is for a withdrawal. What is done with somebody's words now (quoting
them, writing to them) is judged by what they say today.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime

from lifeworld.common.errors import DomainError
from lifeworld.consent.models import ClauseAnswer, ClauseReply, Consent, Effect
from lifeworld.recruitment.models import Leaving, ScreeningEntry
from lifeworld.recruitment.selectors.entries import entry_of_case
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.study.models import Case, Study


class NoConsentError(DomainError):
    """Somebody's interview was to come in by a day on which no consent of theirs was in force."""

    def __init__(self) -> None:
        super().__init__(
            "No consent of this person was in force on that day, so no interview of theirs can be kept.",
            "Nothing was saved, and the file is where it was.",
            "Record their consent first, or look at the day again.",
        )


class NotAgreedToRecordingError(DomainError):
    """A recording was to be kept of somebody who did not agree to be recorded."""

    def __init__(self) -> None:
        super().__init__(
            "This person did not agree to be recorded.",
            "Nothing was saved.",
            "Say that the meeting was not recorded. If a recording was made, stop, and ask your supervisor what to do.",
        )


def consent_in_force(entry: ScreeningEntry) -> Consent | None:
    """The latest consent of a person, unless they took it back or have given none."""
    latest = Consent.objects.filter(entry=entry).order_by("-number").defer("scan", "signature").first()
    return latest if latest is not None and latest.withdrawn_on is None else None


def allows(case: Case, effect: Effect) -> bool:
    """Whether what a clause of that effect asks for may be done with this person."""
    return case.pk not in held_back(case.study, effect, [case.pk])


def held_back(study: Study, effect: Effect, cases: Collection[int] | None = None) -> frozenset[int]:
    """The keys of the study's cases (or of some of them) with whom it may not be done, in two queries at most."""
    if plan_of(study) is None:
        return frozenset()
    later = Consent.objects.filter(entry=OuterRef("consent__entry"), number__gt=OuterRef("consent__number"))
    agreed = ClauseAnswer.objects.filter(
        ~Exists(later), clause__effect=effect, reply=ClauseReply.YES, taken_back_on__isnull=True,
        consent__entry__case=OuterRef("pk"),
    )  # fmt: skip
    if effect != Effect.RESULTS:
        # Whoever takes their interview back may still wish to hear what was found: that is a clause of its own.
        agreed = agreed.filter(consent__withdrawn_on__isnull=True)
    wanted = Case.objects.filter(study=study).filter(~Exists(agreed))
    if cases is not None:
        wanted = wanted.filter(pk__in=cases)
    return frozenset(wanted.order_by().values_list("pk", flat=True))


def check_may_be_interviewed(case: Case, on: date) -> None:
    """Raise `NoConsentError` where recruitment is kept here and no consent of that case was in force on that day."""
    if plan_of(case.study) is None:
        return
    entry = entry_of_case(case)
    if entry is not None and Leaving.objects.filter(entry=entry, on__lte=on).exists():
        raise NoConsentError
    if entry is None or _in_force_on(entry, on) is None:
        raise NoConsentError


def may_record(case: Case, on: date) -> bool:
    """Whether a meeting on a day may be recorded: as agreed by then, whatever was said since."""
    if plan_of(case.study) is None:
        return True
    entry = entry_of_case(case)
    consent = _in_force_on(entry, on) if entry is not None else None
    agreed = ClauseAnswer.objects.filter(
        Q(taken_back_on__isnull=True) | Q(taken_back_on__gt=on), consent=consent, clause__effect=Effect.AUDIO,
        reply=ClauseReply.YES,
    )  # fmt: skip
    return consent is not None and agreed.exists()


def check_may_record(case: Case, on: date) -> None:
    """Raise `NotAgreedToRecordingError` where a meeting with this person on that day may not be recorded."""
    if not may_record(case, on):
        raise NotAgreedToRecordingError


def _in_force_on(entry: ScreeningEntry, on: date) -> Consent | None:
    """The latest consent given by a day, unless it was taken back by then."""
    for consent in Consent.objects.filter(entry=entry).order_by("-number").defer("scan", "signature"):
        if localtime(consent.taken_at).date() <= on:
            return consent if consent.withdrawn_on is None or on < consent.withdrawn_on else None
    return None
