"""Where each kind of record about one person lies, and how many: an aid to a request for access. No words.

Source: UK GDPR, Article 15, and governance Q14. What a person is given is the data protection officer's to decide.
"""

from dataclasses import dataclass

from lifeworld.consent.models import Consent, Deviation
from lifeworld.fieldwork.models import Incident, Meeting, MeetingPlace, Payment
from lifeworld.identities.models import Identity
from lifeworld.recruitment.models import CriterionAnswer, EntryBand, ScreeningEntry, StageReached
from lifeworld.safekeeping.models import Withdrawal
from lifeworld.safekeeping.selectors.case_rows import rows_of
from lifeworld.safekeeping.selectors.mentions import mentions_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act


@dataclass(frozen=True)
class Held:
    """One kind of record: how many there are, and in which part of the store."""

    what: str
    count: int
    where: str


def everything_of(access: Access, entry: ScreeningEntry) -> list[Held]:
    """Every kind of which there is something."""
    access.require(Right.READ_RECRUITMENT)
    log, sealed, data = "Screening log", "Sealed, under this person’s own key", "Research data"
    found = [
        Held("stages reached", StageReached.objects.filter(entry=entry).count(), log),
        Held("criteria answered", CriterionAnswer.objects.filter(entry=entry).count(), log),
        Held("bands of the sample", EntryBand.objects.filter(entry=entry).count(), log),
        Held("name and contact details", Identity.objects.filter(entry=entry).count(), sealed),
        Held("consents, clause by clause", Consent.objects.filter(entry=entry).count(), "Consent"),
        Held("signed forms", Consent.objects.filter(entry=entry).exclude(scan=None, signature=None).count(), sealed),
        Held("deviations from what was approved", Deviation.objects.filter(entry=entry).count(), "Consent"),
        Held("meetings", Meeting.objects.filter(entry=entry).count(), "Interview day"),
        Held("addresses of meetings", MeetingPlace.objects.filter(meeting__entry=entry).count(), sealed),
        Held("payments", Payment.objects.filter(meeting__entry=entry).count(), "Interview day"),
        Held("records of distress or disclosure", Incident.objects.filter(entry=entry).count(), sealed),
        Held("withdrawals", Withdrawal.objects.filter(entry=entry).count(), "Proofs"),
    ]
    case = entry.case
    if case is not None:
        found += [Held(rows.name, rows.rows.count(), data) for rows in rows_of(case)]
        acts = Act.objects.filter(study=access.study.slug, case_number=case.number).count()
        found.append(Held("acts about the case", acts, "Trail"))
        if access.can(Right.RECRUIT):
            found.append(Held("other texts that speak of them", len(mentions_of(access, case)), data))
    return [one for one in found if one.count]
