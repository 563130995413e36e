"""Entries of the screening log: who was put forward, as a serial and roles, and how the criteria were answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime

from lifeworld.approvals.models import Site
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.recruitment.models import Answer, CriterionAnswer, EntryBand, ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.rules.eligibility import MOST_HOURS
from lifeworld.recruitment.rules.roles import may_be_a_name, wrong_with_reason, wrong_with_role
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.recruitment.selectors.frames import frames_of
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.study.acting import check_as_seen, next_number, now_changed, one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

_TOLD = (
    "site_id", "screened_on", "put_forward_by", "approached_by", "hours", "hours_source", "hours_checked_by",
)  # fmt: skip
_KEPT = "Nothing was changed, and what you typed is still here."


@dataclass(frozen=True)
class AnswerGiven:
    """How one criterion was answered: `models.Answer`, where that was learnt, and who checked it, as roles."""

    answer: str
    source: str = ""
    checked_by: str = ""


@dataclass(frozen=True)
class EntryGiven:
    """What is written down of somebody put forward. `answers` go by a criterion's key, `bands` by a frame's."""

    site: Site
    screened_on: date
    put_forward_by: str
    approached_by: str = ""
    hours: Decimal | None = None
    hours_source: str = ""
    hours_checked_by: str = ""
    answers: Mapping[int, AnswerGiven] = field(default_factory=dict)
    bands: Mapping[int, str] = field(default_factory=dict)
    names_nobody: bool = False

    def roles(self) -> list[str]:
        """Everything in it that says who somebody is by their work."""
        of_answers = [text for one in self.answers.values() for text in (one.source, one.checked_by)]
        own = [self.put_forward_by, self.approached_by, self.hours_source, self.hours_checked_by]
        return [text.strip() for text in own + of_answers]


class MayBeANameError(DomainError):
    """A role holds a word that may be somebody's name. It is let through once the writer says that it names nobody."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "One of the roles holds a word with a capital, and may name somebody.",
            _KEPT,
            "Write the role instead, or say below that it names nobody.",
        )


@one_act(Right.RECRUIT)
def add_entry(*, access: Access, at: datetime, given: EntryGiven) -> ScreeningEntry:
    """Add somebody who was put forward, under the next serial.

    Raises:
        InvalidInputError: recruitment is not kept here, a day or number cannot be, or a role holds figures.
        MayBeANameError: a role looks like a name, and it is not said that it names nobody.
    """
    if plan_of(access.study) is None:
        raise InvalidInputError(
            "This study does not keep its recruitment here yet.", _KEPT, "Begin with the plan of recruitment."
        )
    _check(given, localtime(at).date())
    serial = next_number(ScreeningEntry.objects.filter(study=access.study), "serial")
    entry = ScreeningEntry(study=access.study, serial=serial, created_at=at, changed_at=at)
    _set(entry, given)
    entry.save()
    StageReached.objects.create(entry=entry, stage=Stage.SCREENED, on=given.screened_on, created_at=at)
    _answer(access, entry, given)
    tell(access, at, "added screening entry", entry, before=None, after=_told(entry))
    return entry


@one_act(Right.RECRUIT)
def correct_entry(
    *, access: Access, at: datetime, entry: ScreeningEntry, given: EntryGiven, why: str, seen: datetime | None = None
) -> ScreeningEntry:
    """Correct an entry, or write down what is known by now. What stood before is kept in the trail, with `why`.

    An answer that was wrong is put right even where it lets somebody take part who should not have: what happened is
    written down as it was.

    Raises:
        InvalidInputError: as for adding; or a stage was reached before the day or green light that it would rest on.
        MayBeANameError: as for adding.
        ClashError: somebody changed it since `seen`.
    """
    fresh = entry_of(access, entry.serial)
    check_as_seen(fresh, seen)
    _check(given, localtime(at).date())
    if wrong := wrong_with_reason(why):
        raise InvalidInputError(wrong, _KEPT, "Say it without them.")
    _check_stages(fresh, given)
    before = _told(fresh)
    _set(fresh, given)
    _answer(access, fresh, given)
    after = _told(fresh)
    if before != after:
        now_changed(fresh, at)
        fresh.save()
        StageReached.objects.filter(entry=fresh, stage=Stage.SCREENED).update(on=given.screened_on)
        tell(access, at, "corrected screening entry", fresh, before=before, after=after, why=why.strip())
    return fresh


def _check(given: EntryGiven, today: date) -> None:
    if given.screened_on > today:
        raise InvalidInputError("That day has not come yet.", _KEPT, "Give the day they were put forward.")
    if not given.put_forward_by.strip():
        raise InvalidInputError("It is not said who put them forward.", _KEPT, "Choose a role, or write one.")
    if given.hours is not None and not 0 <= given.hours <= MOST_HOURS:
        raise InvalidInputError("The hours are no such number.", _KEPT, "Write them in figures, such as 6 or 3.5.")
    for text in given.roles():
        wrong = wrong_with_role(text)
        if wrong:
            raise InvalidInputError(wrong, _KEPT, "Write who it was by their work, such as care coordinator.")
    if not given.names_nobody and any(may_be_a_name(text) for text in given.roles()):
        raise MayBeANameError


def _check_stages(entry: ScreeningEntry, given: EntryGiven) -> None:
    later = [one.on for one in entry.stages.all() if one.stage != Stage.SCREENED]
    days = later + ([entry.leaving.on] if hasattr(entry, "leaving") else [])
    opens_on = given.site.green_light
    if days and min(days) < given.screened_on:
        raise InvalidInputError(
            "They reached a stage, or went no further, before that day.", _KEPT, "Look at the days again."
        )
    if later and (opens_on is None or min(later) < opens_on):
        raise InvalidInputError(
            "They reached a stage before that site had its green light.", _KEPT, "Look at the site again."
        )


def _set(entry: ScreeningEntry, given: EntryGiven) -> None:
    entry.site, entry.screened_on = given.site, given.screened_on
    entry.put_forward_by, entry.approached_by = given.put_forward_by.strip(), given.approached_by.strip()
    entry.hours = given.hours
    entry.hours_source, entry.hours_checked_by = given.hours_source.strip(), given.hours_checked_by.strip()
    check_lengths(entry)


def _answer(access: Access, entry: ScreeningEntry, given: EntryGiven) -> None:
    for criterion in criteria_of(access.study).filter(pk__in=given.answers):
        one = given.answers[criterion.pk]
        if one.answer not in Answer.values:
            raise InvalidInputError("A criterion is answered by yes, no, or not known yet.", _KEPT, "Choose one.")
        values = {"answer": one.answer, "source": one.source.strip(), "checked_by": one.checked_by.strip()}
        check_lengths(CriterionAnswer(**values))
        CriterionAnswer.objects.update_or_create(entry=entry, criterion=criterion, defaults=values)
    for frame in frames_of(access).filter(pk__in=given.bands):
        band = given.bands[frame.pk]
        if not band:
            EntryBand.objects.filter(entry=entry, frame=frame).delete()
        elif band in frame.bands:
            EntryBand.objects.update_or_create(entry=entry, frame=frame, defaults={"band": band})
        else:
            raise InvalidInputError("There is no such band.", _KEPT, "Choose one of the frame’s bands.")


def _told(entry: ScreeningEntry) -> dict[str, str]:
    """The entry as the trail keeps it: its fields, answers and bands."""
    answers = CriterionAnswer.objects.filter(entry=entry).select_related("criterion")
    bands = EntryBand.objects.filter(entry=entry).order_by("frame_id").values_list("frame_id", "band")
    return {
        **values_of(entry, _TOLD),
        **{
            f"criterion {one.criterion.number}": ", ".join(filter(None, (one.answer, one.source, one.checked_by)))
            for one in answers
        },
        **{f"frame {frame}": band for frame, band in bands},
    }
