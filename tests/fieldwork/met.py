"""Somebody who consented, and a meeting with them, for tests that walk or move all there is."""

from datetime import datetime, timedelta
from typing import Any

from lifeworld.approvals.models import DocumentVersion, Site
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.services import course, documents
from lifeworld.consent.rules.clauses import USUAL
from lifeworld.consent.services import clauses
from lifeworld.fieldwork.models import Meeting
from lifeworld.fieldwork.services import after, guides, incidents, meetings, payments, planning
from lifeworld.fieldwork.services.incidents import Told
from lifeworld.fieldwork.services.places import Place
from lifeworld.fieldwork.services.planning import Plan
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.consent.consented import OPINION, consent, version_at
from tests.recruitment.recruited import OPENED, open_site

GUIDE = "Can you tell me how it began?\n- Who asked you?\n- Where were you?\n\nWhat did it come to mean?"
LABEL = "2.9"
ADDRESS = "4 Quay Lane, Wells"


def keep_guide(access: Access, label: str = "1.0", text: str = GUIDE) -> DocumentVersion:
    """A version of the topic guide with its questions."""
    version = documents.keep_version(
        access=access, at=NOON, kind="guide", title="", label=label, dated=OPENED, approved_on=OPENED,
        content=b"a file", suffix=".txt",
    )  # fmt: skip
    guides.keep_questions(access=access, at=NOON, guide=version, typed=text)
    return version


def meeting_site(access: Access) -> Site:
    """A site at which people may consent, with a sheet and a form of its own beside any that there are."""
    site = open_site(access)
    course.set_course(access=access, at=NOON, course=course_of(access), values={"opinion_on": OPINION})
    version_at(access, site, "sheet", LABEL)
    clauses.set_clauses(access=access, at=NOON, form=version_at(access, site, "form", LABEL), clauses=USUAL)
    return site


def consented(access: Access, pseudonym: str = "Wren", site: Site | None = None, **other: Any) -> ScreeningEntry:
    """Somebody who consented to everything, and so has a case."""
    where = site or meeting_site(access)
    entry = consent(access, where, pseudonym=pseudonym, **other).entry
    return ScreeningEntry.objects.select_related("case", "site", "study").get(pk=entry.pk)


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


def meet(access: Access, secret: str = "secret", entry: ScreeningEntry | None = None) -> dict[str, Any]:
    """One meeting held and followed up, and one that is planned; answers the keys of what was made.

    They are with `entry`, somebody who consented, or else with somebody new at a site of their own.
    """
    guide = keep_guide(access, text=f"{secret}?\n- {secret}")
    entry = entry or consented(access, f"Wren {secret}")
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
