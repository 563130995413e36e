"""The meetings of a study, and what there is about one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from lifeworld.analysis.selectors.access import is_closed
from lifeworld.approvals.models import DocumentKind, DocumentVersion
from lifeworld.approvals.selectors.documents import version_in_use
from lifeworld.common.errors import NotFoundError
from lifeworld.consent.models import Consent, Effect
from lifeworld.consent.selectors.permissions import (
    NoConsentError,
    allows,
    check_may_be_interviewed,
    consent_in_force,
    may_record,
)
from lifeworld.fieldwork.models import CheckIn, FieldNote, Incident, Meeting, MeetingPlace, MeetingState
from lifeworld.fieldwork.rules.checklist import ticks_for
from lifeworld.fieldwork.rules.meetings import NOT_ENDED
from lifeworld.fieldwork.rules.overdue import check_in_missed
from lifeworld.fieldwork.rules.places import expired
from lifeworld.recruitment.hooks import NOTHING_SAID, words_of
from lifeworld.recruitment.models import ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.selectors.entries import has_left
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

# As many as one part of the page shows; the rest are a page further.
PAGE = 50


def meetings_of(access: Access) -> QuerySet[Meeting]:
    """The study's meetings in the order in which they were planned, with person and case."""
    return Meeting.objects.filter(study=access.study).select_related("entry__case", "interviewer")


def meeting_numbered(access: Access, number: int) -> Meeting:
    """A meeting by its number within the study; `NotFoundError` where there is none."""
    found = meetings_of(access).filter(number=number).select_related("guide__document", "entry__site", "entry__case")
    meeting = found.defer("guide__content").first()
    if meeting is None:
        raise NotFoundError
    meeting.study = access.study
    return meeting


@dataclass(frozen=True)
class MeetingLists:
    """The meetings as the page shows them: today's, those to come, and those that are over, the latest first."""

    today: list[Meeting]
    planned: list[Meeting]
    over: list[Meeting]
    more: bool


_OPEN = (MeetingState.PLANNED, MeetingState.UNDER_WAY, MeetingState.PAUSED)


def meeting_lists(access: Access, now: datetime, page: int = 1) -> MeetingLists:
    """The meetings for the page of a day; `page` counts those that are over, fifty a page."""
    still = list(meetings_of(access).filter(state__in=_OPEN).order_by("starts_at", "number"))
    past = meetings_of(access).exclude(state__in=_OPEN).order_by("-starts_at", "-number")
    found = list(past[(page - 1) * PAGE : page * PAGE + 1])
    today = localdate(now)
    here = [one for one in still if localdate(one.starts_at) <= today]
    return MeetingLists(here, [one for one in still if one not in here], found[:PAGE], len(found) > PAGE)


@dataclass(frozen=True)
class Ready:
    """One line of the list before leaving: whether it is so, and where it is ticked or settled. `key` is a tick's."""

    words: str
    done: bool
    key: str = ""
    note: str = ""


@dataclass(frozen=True)
class MeetingView:
    """Everything the page of one meeting shows, but what is sealed. It may begin, or have begun, on its day or not."""

    meeting: Meeting
    before: list[Ready]
    check_ins: Sequence[CheckIn]
    next_check_in: CheckIn | None
    missed: list[CheckIn]
    note: FieldNote | None
    note_hidden: bool
    may_audio: bool
    may_write_letter: bool
    has_place: bool
    went_no_further: bool
    may_begin: bool
    incidents: Sequence[Incident]


def meeting_view(access: Access, meeting: Meeting, now: datetime) -> MeetingView:
    """What the page of one meeting shows. The field note is out of sight while another case is under analysis."""
    case = meeting.entry.case
    note = FieldNote.objects.filter(meeting=meeting).select_related("case").first()
    hidden = note is not None and (is_closed(access, note.case) or not access.can(Right.READ_WORDS))
    check_ins = list(meeting.check_ins.order_by("due_at", "id"))
    open_ones = [one for one in check_ins if one.made_at is None]
    may_see, still = access.can(Right.RECRUIT), meeting.state in NOT_ENDED
    return MeetingView(
        meeting=meeting, before=_before(meeting), check_ins=check_ins,
        next_check_in=open_ones[0] if open_ones and still else None,
        missed=[one for one in open_ones if still and check_in_missed(one.due_at, one.made_at, now)],
        note=None if hidden else note, note_hidden=hidden,
        may_audio=case is not None and may_record(case, localdate(meeting.starts_at)),
        may_write_letter=case is not None and allows(case, Effect.GP), has_place=has_place(meeting, localdate(now)),
        went_no_further=meeting.state == MeetingState.PLANNED and went_no_further(meeting.entry),
        may_begin=not went_no_further(meeting.entry, by=localdate(meeting.starts_at)),
        incidents=list(meeting.entry.incidents.defer("sealed").order_by("opened_on", "id")) if may_see else [],
    )  # fmt: skip


def has_place(meeting: Meeting, today: date) -> bool:
    """Whether an address is kept for it that is not past its day."""
    found = MeetingPlace.objects.filter(meeting=meeting).only("expires_on").first()
    return found is not None and not expired(found.expires_on, today)


def went_no_further(entry: ScreeningEntry, by: date | None = None) -> bool:
    """Whether this person left, asked for contact to stop, or took back their consent: nobody goes to meet them.

    With `by`, whether they had on that day: what was begun before it was right then.
    """
    back = Consent.objects.filter(entry=entry, withdrawn_on__isnull=False).order_by("withdrawn_on")
    days = [
        entry.leaving.on if has_left(entry) else None,
        words_of([entry.pk]).get(entry.pk, NOTHING_SAID).stopped_on,
        back.values_list("withdrawn_on", flat=True).first(),
    ]
    return any(day is not None and (by is None or day <= by) for day in days)


def may_be_met(access: Access) -> list[ScreeningEntry]:
    """Who agreed to contact, went on, was not interviewed and has no meeting ahead: the first twenty by serial."""
    far = StageReached.objects.filter(entry=OuterRef("pk"))
    agreed = far.filter(stage__in=(Stage.CONTACT, Stage.CONSENTED))
    ahead = Meeting.objects.filter(entry=OuterRef("pk"), state__in=_OPEN)
    found = ScreeningEntry.objects.filter(
        Exists(agreed), ~Exists(far.filter(stage=Stage.INTERVIEWED)), ~Exists(ahead), study=access.study,
        leaving__isnull=True,
    )  # fmt: skip
    said = words_of(found.values_list("pk", flat=True))
    stopped = [key for key, word in said.items() if word.stopped]
    return list(found.exclude(pk__in=stopped).select_related("case").order_by("serial")[:20])


def consented_by(entry: ScreeningEntry, day: date) -> bool:
    """Whether this person may be interviewed on a day: they have a case, and consent is in force where it is kept."""
    if entry.case is None:
        return False
    try:
        check_may_be_interviewed(entry.case, day)
    except NoConsentError:
        return False
    return True


def usual_guide(access: Access, entry: ScreeningEntry, day: date) -> DocumentVersion | None:
    """The topic guide in use at this person's site on a day: what a new meeting's form offers first."""
    return version_in_use(access, entry.site, DocumentKind.GUIDE, day)


def _before(meeting: Meeting) -> list[Ready]:
    consent = consent_in_force(meeting.entry)
    consented = consented_by(meeting.entry, localdate(meeting.starts_at))
    asked = meeting.guide.questions.count() if meeting.guide else 0
    if consented and consent is not None:
        since = f"Since {localdate(consent.taken_at).day} {localdate(consent.taken_at):%B %Y}."
    else:
        since = "" if consented else "Take it before the interview begins: without it, the interview cannot begin."
    plan = bool(meeting.buddy and meeting.buddy_told and meeting.no_word)
    return [
        Ready("Consent is in force", consented, note=since),
        Ready(
            "The topic guide is chosen, with its questions", asked > 0,
            note="" if asked else "Choose a version, and keep its questions as text.",
        ),
        Ready(
            "The lone-worker plan is made", plan,
            note="" if plan else "Say who your buddy is, how they are told, and what they do if there is no word.",
        ),
        *(Ready(words, key in meeting.ready, key=key) for key, words in ticks_for(meeting.recorded).items()),
    ]  # fmt: skip
