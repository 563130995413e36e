"""People who consented in the ways there are, for tests that walk or move all there is, or build on a consent."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lifeworld.approvals.models import Condition, DocumentVersion, Site
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.services import conditions, course, documents
from lifeworld.consent.models import Clause, Consent
from lifeworld.consent.rules.clauses import USUAL
from lifeworld.consent.services import clauses, consents, deviations
from lifeworld.consent.services.taking import ConsentGiven, record_consent
from lifeworld.recruitment.models import RecruitmentPlan, ScreeningEntry, Stage
from lifeworld.recruitment.services.stages import link_case, reach_stage
from lifeworld.safekeeping.rules.levels import Level
from lifeworld.safekeeping.services.withdrawals import withdraw
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.recruitment.recruited import OPENED, come_to, open_site, plan, put_forward

OPINION = date(2026, 1, 20)
# They are put forward on 2 February, agree to contact on the 5th, and consent on the 6th at ten.
TAKEN = datetime(2026, 2, 6, 10, 0, tzinfo=UTC)
STROKES = "[[[10,20],[30,40],[50,20]],[[70,70]]]"
SCAN = b"%PDF-1.4 a signed form"


def version_at(access: Access, site: Site, kind: str, label: str = "1.0", *, live: date = OPENED) -> DocumentVersion:
    """A version of a document, approved and in use at a site; one that is there already goes to use there too."""
    there = DocumentVersion.objects.filter(document__study=access.study, document__kind=kind, document__title="")
    made = there.filter(label=label).first() or documents.keep_version(
        access=access, at=NOON, kind=kind, title="", label=label, dated=date(2026, 1, 10), approved_on=OPINION,
        content=f"{kind} {label}".encode(), suffix=".txt",
    )  # fmt: skip
    documents.go_live(access=access, at=NOON, version=made, site=site, live_from=live)
    return made


def consenting_site(access: Access, organisation: str = "Norfolk Trust") -> Site:
    """A site at which people may consent: opinion, green light, recruitment open, sheet and form in use."""
    course.set_course(access=access, at=NOON, course=course_of(access), values={"opinion_on": OPINION})
    site = open_site(access, organisation)
    plan(access)
    version_at(access, site, "sheet")
    form = version_at(access, site, "form")
    if not form.clauses.exists():
        clauses.set_clauses(access=access, at=NOON, form=form, clauses=USUAL)
    return site


def newest(access: Access, kind: str) -> DocumentVersion:
    """The latest version of a kind."""
    found = DocumentVersion.objects.filter(document__study=access.study, document__kind=kind).order_by("-pk").first()
    assert found is not None
    return found


def numbers(form: DocumentVersion) -> dict[str, int]:
    """The number of each clause that holds something back, by its effect."""
    return {one.effect: one.number for one in Clause.objects.filter(form=form).exclude(effect="")}


def given(access: Access, no: Mapping[str, str] | None = None, **other: Any) -> ConsentGiven:
    """A consent to everything, but for those effects in `no`, with the reply there."""
    form = other.pop("form", None) or newest(access, "form")
    answers = {one.number: "yes" for one in Clause.objects.filter(form=form)}
    for effect, reply in (no or {}).items():
        answers[numbers(form)[effect]] = reply
    values: dict[str, Any] = {
        "taken_at": TAKEN, "taken_by": "the researcher", "sheet": newest(access, "sheet"), "form": form,
        "answers": answers, "pseudonym": "Maeve", "scan": SCAN, "scan_suffix": ".pdf",
    }  # fmt: skip
    return ConsentGiven(**(values | other))


def at_contact(access: Access, site: Site) -> ScreeningEntry:
    """Somebody who agreed to be contacted, and may consent now."""
    return come_to(access, put_forward(access, site), Stage.CONTACT)


def consent(access: Access, site: Site, no: Mapping[str, str] | None = None, **other: Any) -> Consent:
    """Somebody new who consented, but for what is in `no`."""
    return record_consent(access=access, at=NOON, entry=at_contact(access, site), given=given(access, no, **other))


def taken_back(access: Access, made: Consent, on: date) -> None:
    """Whoever consented takes everything back on a day, after the cut-off, so that their case stays."""
    RecruitmentPlan.objects.filter(study=access.study).update(cut_off_days=None, cut_off_words="until the themes merge")
    entry, before = ScreeningEntry.objects.get(pk=made.entry_id), on - timedelta(days=1)
    withdraw(access=access, at=NOON, entry=entry, levels=[Level.DATA], on=on, by_hand=before)


def case_of(made: Consent) -> Case:
    """The case of whoever consented."""
    case = ScreeningEntry.objects.select_related("case").get(pk=made.entry_id).case
    assert case is not None
    return case


def bring_consent(access: Access, site: Site, case: Case, no: Mapping[str, str] | None = None) -> Consent:
    """A consent of somebody whose case there is already: what was added by hand before recruitment was kept here."""
    entry = at_contact(access, site)
    entry.case = case
    entry.save(update_fields=["case"])
    made = record_consent(access=access, at=NOON, entry=entry, given=given(access, no, pseudonym=""))
    reach_stage(access=access, at=NOON, entry=entry, stage=Stage.INTERVIEWED, on=TAKEN.date())
    return made


def consent_all(access: Access, secret: str = "secret", case: Case | None = None) -> dict[str, Any]:
    """One who signed on the screen, said no to quotes, took a clause back and consented again; one deviation.

    Answers the keys of what was made, by their names in addresses. With `case` it is theirs, and none is made.
    """
    for condition in Condition.objects.filter(study=access.study, before_start=True, closed_on__isnull=True):
        conditions.close_condition(access=access, at=NOON, condition=condition, on=OPINION, evidence=secret)
    site = consenting_site(access, secret)
    entry = at_contact(access, site)
    if case is not None:
        link_case(access=access, at=NOON, entry=entry, case=case)
    told = given(
        access, {"quotes": "no", "gp": "not-asked"}, pseudonym=f"Agnes {secret}"[:60], mode="stylus",
        strokes=STROKES, capacity="supported", support=secret, assessor="the researcher",
    )  # fmt: skip
    first = record_consent(access=access, at=NOON, entry=entry, given=told)
    reuse = numbers(newest(access, "form"))["reuse"]
    consents.take_back_clause(access=access, at=NOON, consent=first, number=reuse, on=NOON.date())
    again = given(access, taken_at=datetime(2026, 2, 20, 10, 0, tzinfo=UTC))
    second = record_consent(access=access, at=NOON, entry=first.entry, given=again)
    deviation = deviations.add_deviation(
        access=access, at=NOON, on=NOON.date(), kind="other", words=secret, entry=first.entry
    )
    return {
        "serial": first.entry.serial, "consent": second.number, "clause": reuse, "deviation": deviation.pk,
        "form_version": newest(access, "form").pk,
    }  # fmt: skip
