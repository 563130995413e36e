"""The diary's calls, and the steps of a case's life."""

from datetime import date
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from lifeworld.analysis.selectors.access import check_open
from lifeworld.analysis.selectors.diary import EntryView, diary_of, entry_for, entry_view
from lifeworld.analysis.selectors.entry_links import check_about
from lifeworld.analysis.selectors.reader import may_write
from lifeworld.analysis.selectors.views_of import CaseView, case_view
from lifeworld.analysis.services import cases, diary
from lifeworld.common.api import asker, given, now
from lifeworld.common.shapes import Key, Ordinal, Seen
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, access_to_case, case_numbered

router = Router()
# The document tells these words; a test holds them equal to the model's own.
Step = Literal[
    "before", "interviewing", "reading", "noting", "statements", "connecting", "naming", "next case", "across cases",
    "writing",
]  # fmt: skip


class AboutIn(Schema):
    """What an entry is about: an object of the study, or a numbered line of a transcript."""

    type: Literal["note", "statement", "personal theme", "group theme", "line"]
    id: Key


class EntryIn(Schema):
    """A new entry; `written_on` is today where not given, `case` the case's number."""

    text: str
    step: Step
    written_on: date | None = None
    case: Key | None = None
    carried_over: bool = False
    about: list[AboutIn] = []
    client_key: UUID | None = None


class EntryPatch(Schema):
    """What to change in an entry."""

    text: str = ""
    step: Step | None = None
    carried_over: bool = False
    about: list[AboutIn] = []
    changed_at: Seen | None = None


class WhyIn(Schema):
    """The reason, where one is given."""

    why: str = ""


@router.get("/studies/{slug:slug}/diary", response=list[EntryView])
def entries(request: HttpRequest, slug: str, case: Ordinal | None = None, page: Ordinal = 1) -> list[EntryView]:
    """Entries, newest first."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    return diary_of(access, case=case_numbered(access, case) if case else None, page=page)


@router.post("/studies/{slug:slug}/diary", response=EntryView)
def write(request: HttpRequest, slug: str, payload: EntryIn) -> EntryView:
    """Write an entry."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    about = [one.dict() for one in payload.about]
    check_about(access, about)
    case = case_numbered(access, payload.case) if payload.case else None
    if case is not None:
        check_open(access, case)
    entry = diary.write_entry(
        access=access, at=now(), text=payload.text, step=payload.step,
        written_on=payload.written_on or timezone.localdate(),
        case=case, carried_over=payload.carried_over, about=about, client_key=payload.client_key,
    )  # fmt: skip
    return entry_view(entry)


@router.patch("/diary/{int:entry}", response=EntryView)
def change(request: HttpRequest, entry: int, payload: EntryPatch) -> EntryView:
    """Change an entry."""
    access, found = entry_for(asker(request), entry, Right.ANALYSE)
    values = given(payload)
    seen = values.pop("changed_at", None)
    check_about(access, values.get("about", ()))
    return entry_view(diary.change_entry(access=access, at=now(), entry=found, values=values, seen=seen))


@router.delete("/diary/{int:entry}", response=EntryView)
def take_out(request: HttpRequest, entry: int, changed_at: Seen | None = None) -> EntryView:
    """Take an entry out of sight."""
    access, found = entry_for(asker(request), entry, Right.ANALYSE)
    return entry_view(diary.take_out_entry(access=access, at=now(), entry=found, seen=changed_at))


@router.post("/cases/{int:case}/open", response=CaseView)
def open_case(request: HttpRequest, case: int) -> CaseView:
    """Open a prepared case for analysis."""
    access, found = access_to_case(asker(request), case, Right.READ_WORDS)
    done = cases.open_for_analysis(access=access, at=now(), case=found)
    return case_view(done, can_write=may_write(access, done))


@router.post("/cases/{int:case}/sign-off", response=CaseView)
def sign_off(request: HttpRequest, case: int) -> CaseView:
    """Sign a case off."""
    access, found = access_to_case(asker(request), case, Right.READ_WORDS)
    done = cases.sign_off(access=access, at=now(), case=found)
    return case_view(done, can_write=may_write(access, done))


@router.post("/cases/{int:case}/reopen", response=CaseView)
def reopen(request: HttpRequest, case: int, payload: WhyIn) -> CaseView:
    """Reopen a signed-off case."""
    access, found = access_to_case(asker(request), case, Right.READ_WORDS)
    done = cases.reopen(access=access, at=now(), case=found, why=payload.why)
    return case_view(done, can_write=may_write(access, done))


@router.post("/studies/{slug:slug}/cross-case/open", response=WhyIn)
def open_across(request: HttpRequest, slug: str, payload: WhyIn) -> WhyIn:
    """Open cross-case work early, with the reason."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    return WhyIn(why=cases.open_across_cases(access=access, at=now(), reason=payload.why).cross_case_reason)


@router.post("/studies/{slug:slug}/cross-case/close", response=WhyIn)
def close_across(request: HttpRequest, slug: str) -> WhyIn:
    """Close cross-case work again."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    return WhyIn(why=cases.close_across_cases(access=access, at=now()).cross_case_reason)
