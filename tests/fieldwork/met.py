"""Somebody who consented, and a meeting with them, for tests that walk or move all there is."""

from datetime import datetime, timedelta
from typing import Any

from lifeworld.approvals.models import DocumentVersion, Site
from lifeworld.approvals.services import documents
from lifeworld.consent.models import Clause, ClauseAnswer, Consent, Effect
from lifeworld.fieldwork.models import Meeting
from lifeworld.fieldwork.services import after, guides, incidents, meetings, payments, planning
from lifeworld.fieldwork.services.incidents import Told
from lifeworld.fieldwork.services.places import Place
from lifeworld.fieldwork.services.planning import Plan
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.services import stages
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON
from tests.recruitment.recruited import come_to, open_site, put_forward

GUIDE = "Can you tell me how it began?\n- Who asked you?\n- Where were you?\n\nWhat did it come to mean?"
ADDRESS = "4 Quay Lane, Wells"


def keep_version(access: Access, kind: str, label: str = "1.0", title: str = "") -> DocumentVersion:
    """A version of a document, approved."""
    return documents.keep_version(
        access=access, at=NOON, kind=kind, title=title, label=label, dated=NOON.date().replace(month=1, day=10),
        approved_on=NOON.date().replace(month=2, day=1), content=b"a file", suffix=".txt",
    )  # fmt: skip


def keep_guide(access: Access, label: str = "1.0", text: str = GUIDE) -> DocumentVersion:
    """A version of the topic guide with its questions."""
    version = keep_version(access, "guide", label)
    guides.keep_questions(access=access, at=NOON, guide=version, typed=text)
    return version


def contacted(access: Access, site: Site | None = None) -> ScreeningEntry:
    """Somebody who agreed to be contacted."""
    return come_to(access, put_forward(access, site or open_site(access)), Stage.CONTACT)


def consented(
    access: Access, pseudonym: str = "Wren", *, entry: ScreeningEntry | None = None, taken_at: datetime | None = None,
    no_to: tuple[Effect, ...] = (), case: Case | None = None,
) -> ScreeningEntry:  # fmt: skip
    """Somebody who consented an hour before noon (or `taken_at`) to everything but `no_to`, with a case."""
    found, when = entry or contacted(access), taken_at or NOON - timedelta(hours=1)
    form, sheet = (keep_version(access, kind, title=f"for {found.serial}") for kind in ("form", "sheet"))
    consent = Consent.objects.create(
        entry=found, number=1, site=found.site, taken_at=when, taken_by="researcher", sheet=sheet, form=form,
        mode="paper", created_at=when, changed_at=when,
    )  # fmt: skip
    for number, effect in enumerate((Effect.AUDIO, Effect.GP), start=1):
        clause = Clause.objects.create(
            form=form, number=number, words="I agree.", mandatory=False, effect=effect, created_at=when
        )
        ClauseAnswer.objects.create(consent=consent, clause=clause, reply="no" if effect in no_to else "yes")
    stages.reach_stage(access=access, at=when, entry=found, stage=Stage.CONSENTED, on=when.date())
    own = case or add_case(access=access, at=when, pseudonym=pseudonym)
    return stages.link_case(access=access, at=when, entry=found, case=own)


def plan(starts_at: datetime = NOON, **other: Any) -> Plan:
    """An hour and a half at home, with audio, a buddy and two check-ins."""
    values: dict[str, Any] = {
        "starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=90), "place_type": "home",
        "recorded": "audio", "guide_id": None, "interpreter": False, "companion": False, "buddy": "second supervisor",
        "buddy_told": "a message to the work phone", "no_word": "Ring; then the team’s duty worker; then 999.",
        "grace_minutes": 30,
    }  # fmt: skip
    due = [starts_at, starts_at + timedelta(minutes=90)]
    return Plan(values | other, due, Place(ADDRESS, "The blue door"))


def planned(access: Access, entry: ScreeningEntry, starts_at: datetime = NOON, **other: Any) -> Meeting:
    """A planned meeting, written down the day before."""
    at = starts_at - timedelta(days=1)
    return planning.plan_meeting(access=access, at=at, entry=entry, plan=plan(starts_at, **other))


def held(access: Access, entry: ScreeningEntry, starts_at: datetime = NOON, minutes: int = 60, **other: Any) -> Meeting:
    """A meeting that was held for an hour."""
    meeting = planned(access, entry, starts_at, **other)
    meetings.begin(access=access, at=starts_at, meeting=meeting)
    return meetings.end(access=access, at=starts_at + timedelta(minutes=minutes), meeting=meeting)


def meet(access: Access, secret: str = "secret", site: Site | None = None) -> dict[str, Any]:
    """One meeting held and followed up, and one that is planned; answers the keys of what was made."""
    guide = keep_guide(access, text=f"{secret}?\n- {secret}")
    entry = consented(access, f"Wren {secret}", entry=contacted(access, site))
    meeting = held(access, entry, guide_id=guide.pk, buddy=secret, no_word=secret)
    later = NOON + timedelta(hours=2)
    after.write_field_note(access=access, at=later, meeting=meeting, text=secret)
    payment = payments.agree_payment(access=access, at=later, meeting=meeting, what="thanks", pence=2000)
    told = Told({"seen": secret}, ["pause"], meeting.number)
    incident = incidents.write_incident(
        access=access, at=later, entry=entry, kind="distress", opened_on=NOON.date(), told=told
    )
    next_one = planned(access, entry, NOON + timedelta(days=365 * 20))
    return {
        "meeting": meeting.number, "planned_meeting": next_one.number, "meeting_serial": entry.serial,
        "incident": incident.number, "payment": payment.number, "guide": guide.pk,
    }  # fmt: skip
