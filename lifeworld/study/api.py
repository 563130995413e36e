"""Studies and cases over JSON."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from lifeworld.common.api import asker, given, now
from lifeworld.common.shapes import Seen
from lifeworld.security.sealing import store_is_sealed
from lifeworld.study import services
from lifeworld.study.models import Case, Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, case_named, cases_in, studies_for

router = Router(tags=["studies"])
HowMany = Annotated[int, Field(ge=0, le=32_767)]


class StudyRow(Schema):
    """A study in a list."""

    slug: str
    short_title: str
    fictional: bool
    created_at: datetime


class StudyOut(StudyRow):
    """A study's record and plan."""

    research_type: str
    full_title: str
    iras_id: str
    contact_name: str
    contact_email: str
    sponsor: str
    clinicaltrials_id: str
    isrctn: str
    eudract: str
    duration: str
    research_summary: str
    results_summary: str
    rec_name: str
    rec_reference: str
    rec_opinion_date: str
    rec_opinion: str
    data_collection_arrangements: str
    research_programme: str
    summary_warnings: list[dict[str, str]]
    research_question: str
    target_min: int | None
    target_max: int | None
    eligibility: str
    interview_plan: str
    label_profile: str
    cross_case_opened_at: datetime | None
    cross_case_reason: str
    changed_at: datetime


class StudyIn(Schema):
    """A new study, from its public record."""

    summary: str
    slug: str = ""


class StudyPatch(Schema):
    """What to change; any field of the record or the plan."""

    short_title: str = ""
    research_type: str = ""
    full_title: str = ""
    iras_id: str = ""
    contact_name: str = ""
    contact_email: str = ""
    sponsor: str = ""
    clinicaltrials_id: str = ""
    isrctn: str = ""
    eudract: str = ""
    duration: str = ""
    research_summary: str = ""
    results_summary: str = ""
    rec_name: str = ""
    rec_reference: str = ""
    rec_opinion_date: str = ""
    rec_opinion: str = ""
    data_collection_arrangements: str = ""
    research_programme: str = ""
    research_question: str = ""
    target_min: HowMany | None = None
    target_max: HowMany | None = None
    eligibility: str = ""
    interview_plan: str = ""
    label_profile: Literal["2022", "2009"] = "2022"
    changed_at: Seen | None = None


class CaseRow(Schema):
    """A case: its pseudonym and where it stands, none of its words."""

    id: int
    number: int
    pseudonym: str
    state: str
    opened_at: datetime | None
    signed_off_at: datetime | None


class CaseIn(Schema):
    """A new case."""

    pseudonym: str


@router.get("/studies", response=list[StudyRow])
def list_studies(request: HttpRequest) -> list[Study]:
    """The studies this person has a role in."""
    return list(studies_for(asker(request)))


@router.post("/studies", response=StudyOut)
def create(request: HttpRequest, payload: StudyIn) -> Study:
    """Make a study from its public record."""
    return services.create_study(
        by=asker(request), at=now(), summary_text=payload.summary, slug=payload.slug, sealed=store_is_sealed()
    )


@router.get("/studies/{slug:slug}", response=StudyOut)
def show(request: HttpRequest, slug: str) -> Study:
    """One study."""
    return access_to(asker(request), slug).study


@router.patch("/studies/{slug:slug}", response=StudyOut)
def change(request: HttpRequest, slug: str, payload: StudyPatch) -> Study:
    """Change the record or the plan."""
    values = given(payload)
    seen = values.pop("changed_at", None)
    return services.change_study(access=access_to(asker(request), slug), at=now(), values=values, seen=seen)


@router.get("/studies/{slug:slug}/cases", response=list[CaseRow])
def list_cases(request: HttpRequest, slug: str) -> list[Case]:
    """The study's cases."""
    return list(cases_in(access_to(asker(request), slug, Right.READ_STUDY)))


@router.post("/studies/{slug:slug}/cases", response=CaseRow)
def add_case(request: HttpRequest, slug: str, payload: CaseIn) -> Case:
    """Add a participant under a pseudonym."""
    return services.add_case(access=access_to(asker(request), slug), at=now(), pseudonym=payload.pseudonym)


@router.get("/studies/{slug:slug}/cases/{pseudonym}", response=CaseRow)
def show_case(request: HttpRequest, slug: str, pseudonym: str) -> Case:
    """One case."""
    return case_named(access_to(asker(request), slug), pseudonym)
