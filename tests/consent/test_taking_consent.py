"""Writing down a consent: what must hold first, what is recorded and not refused, and what a "no" comes to."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lifeworld.approvals.models import Course, Site
from lifeworld.approvals.services import course as of_course
from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.consent.models import ClauseAnswer, Consent, Deviation, Effect
from lifeworld.consent.rules.clauses import USUAL, ClauseGiven
from lifeworld.consent.rules.consents import STATES, TRANSITIONS, next_state
from lifeworld.consent.selectors.permissions import (
    NoConsentError,
    NotAgreedToRecordingError,
    allows,
    check_may_be_interviewed,
    check_may_record,
    consent_in_force,
    may_record,
)
from lifeworld.consent.services import clauses, consents, deviations
from lifeworld.consent.services.taking import (
    ConsentedMeanwhileError,
    NoConsentYetError,
    NotAgreedError,
    ShortNoticeError,
    record_consent,
)
from lifeworld.identities.keys import open_for
from lifeworld.identities.models import KeyUse
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act, ActDetail
from tests.conftest import NOON
from tests.consent.consented import (
    OPINION,
    SCAN,
    STROKES,
    TAKEN,
    at_contact,
    case_of,
    consent,
    consenting_site,
    given,
    newest,
    numbers,
    taken_back,
    version_at,
)

pytestmark = pytest.mark.usefixtures("sealed_store")


@pytest.fixture
def site(access: Access) -> Site:
    return consenting_site(access)


def take(access: Access, entry: ScreeningEntry, **other: Any) -> Consent:
    return record_consent(access=access, at=NOON, entry=entry, given=given(access, **other))


def test_a_consent_makes_the_case_and_seals_the_signed_paper(access: Access, site: Site) -> None:
    entry = at_contact(access, site)
    made = take(access, entry, copy_given_on=TAKEN.date())
    entry.refresh_from_db()
    assert entry.case is not None and entry.case.pseudonym == "Maeve"
    assert entry.stages.filter(stage=Stage.CONSENTED, on=TAKEN.date(), at=TAKEN).exists()
    kept = Consent.objects.get()
    assert SCAN not in bytes(kept.scan or b"") and open_for(entry, KeyUse.CONSENT_FORM, bytes(kept.scan or b"")) == SCAN
    assert ClauseAnswer.objects.filter(consent=made, reply="yes").count() == len(USUAL)
    assert not Deviation.objects.exists()
    assert consent_in_force(entry) == made
    assert list(Act.objects.order_by("-number").values_list("verb", flat=True)[:4]) == [
        "recorded consent", "linked case", "added case", "reached stage",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "match"),
    [
        ("no opinion", "favourable opinion"),
        ("later opinion", "before the favourable opinion"),
        ("no green light", "no green light"),
        ("later green light", "before the site’s green light"),
        ("closed", "closed by that day"),
        ("not open", "not open"),
        ("tomorrow", "has not come yet"),
        ("not informed", "given the information"),
    ],
)
def test_no_consent_before_what_it_rests_on(access: Access, site: Site, what: str, match: str) -> None:
    entry = at_contact(access, site)
    course, other = Course.objects.get(), {}
    if what == "no opinion":
        course.opinion_on = None
    elif what == "later opinion":
        course.opinion_on = TAKEN.date() + timedelta(days=1)
    elif what == "closed":
        course.recruiting_until = TAKEN.date() - timedelta(days=1)
    elif what == "not open":
        course.recruiting_from = None
    elif "green light" in what:
        site.green_light = None if what.startswith("no") else TAKEN.date() + timedelta(days=1)
        site.save()
    elif what == "tomorrow":
        other = {"taken_at": NOON + timedelta(days=1)}
    else:
        entry.stages.filter(stage=Stage.INFORMED).delete()
    course.save()
    with pytest.raises(NoConsentYetError, match=match):
        take(access, entry, **other)
    assert not Consent.objects.exists() and not Case.objects.exists()


def test_a_clause_that_consent_rests_on_must_be_agreed_to(access: Access, site: Site) -> None:
    entry = at_contact(access, site)
    for reply in ("no", "not-asked"):
        with pytest.raises(NotAgreedError, match="clause 5") as refused:
            take(access, entry, no={"audio": reply})
        assert "decided against it" in refused.value.do
    with pytest.raises(InvalidInputError, match="Clause 1 has no answer"):
        take(access, entry, answers={})
    assert not Consent.objects.exists()


def test_less_time_than_the_plan_gives_needs_a_reason_and_keeps_it(access: Access, site: Site) -> None:
    entry = at_contact(access, site)
    informed = entry.stages.get(stage=Stage.INFORMED)
    informed.at = TAKEN - timedelta(hours=5)
    informed.save()
    with pytest.raises(ShortNoticeError, match="about 5 hours"):
        take(access, entry)
    take(access, entry, short_notice_reason="They asked to go on at once.")
    assert ActDetail.objects.get(act__verb="recorded consent").why == "They asked to go on at once."


def test_capacity_is_presumed_and_a_doubt_keeps_its_support(access: Access, site: Site) -> None:
    entry = at_contact(access, site)
    for other in ({"capacity": "supported"}, {"capacity": "supported", "support": "Pictures"}):
        with pytest.raises(InvalidInputError, match="support that was given"):
            take(access, entry, **other)
    with pytest.raises(InvalidInputError, match="lacks the ability"):
        take(access, entry, capacity="lacking")
    take(access, entry, capacity="supported", support="Read aloud, twice", assessor="care coordinator")
    words = [str(one) for one in ActDetail.objects.values_list("changes", flat=True)]
    assert not any("Read aloud" in one for one in words)


def test_other_versions_are_a_deviation_with_words_and_no_refusal(access: Access, site: Site) -> None:
    old = newest(access, "sheet")
    version_at(access, site, "sheet", "1.1", live=date(2026, 2, 5))
    made = consent(access, site, sheet=old)
    found = Deviation.objects.get()
    assert (found.kind, found.entry_id, found.on) == ("sheet-version", made.entry_id, TAKEN.date())
    assert found.words == (
        "Entry 1 consented on 6 February 2026 on version 1.0 of the participant information sheet, while version 1.1 "
        "was in use at Norfolk Trust."
    )
    deviations.act_on_deviation(
        access=access, at=NOON, deviation=found, action="Told the sponsor.", closed_on=NOON.date()
    )
    assert Act.objects.filter(verb="closed deviation").count() == 1
    with pytest.raises(InvalidInputError, match="not before it happened"):
        deviations.act_on_deviation(access=access, at=NOON, deviation=found, action="Told", closed_on=date(2026, 2, 1))


def test_a_signature_on_screen_is_bounded_and_sealed(access: Access, site: Site) -> None:
    entry = at_contact(access, site)
    for strokes in ("", "[]", "[[[1,2]]]", '[[["a",2],[3,4]]]', "[[[1,2],[900,4]]]", "[" * 5000, "x" * 70_000):
        with pytest.raises(InvalidInputError, match="Nothing is drawn"):
            take(access, entry, mode="stylus", strokes=strokes)
    made = take(access, entry, mode="stylus", strokes=STROKES, scan=b"", scan_suffix="")
    sealed = bytes(Consent.objects.get(pk=made.pk).signature or b"")
    assert b"10,20" not in sealed and open_for(entry, KeyUse.CONSENT_FORM, sealed).startswith(b"[[[10,20]")


@pytest.mark.parametrize(
    "wrong",
    [{"scan_suffix": ".exe"}, {"scan": b""}, {"taken_by": " "}, {"taken_by": "Ann, 01603 1"}, {"mode": "telephone"},
     {"copy_given_on": date(2026, 2, 5)}, {"copy_given_on": date(2026, 3, 3)}, {"support": "x" * 501},
     {"pseudonym": " "}],
    ids=["program", "empty scan", "nobody", "a number", "mode", "copy before", "copy to come", "long", "no pseudonym"],
)  # fmt: skip
def test_what_cannot_be_is_refused(access: Access, site: Site, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        take(access, at_contact(access, site), **wrong)
    assert not Consent.objects.exists()


def test_re_consent_takes_the_place_of_the_first_on_the_same_case(access: Access, site: Site) -> None:
    first = consent(access, site)
    of_course.close_recruitment(access=access, at=NOON, on=date(2026, 2, 10))
    newer = version_at(access, site, "form", "1.1", live=date(2026, 2, 10))
    clauses.set_clauses(access=access, at=NOON, form=newer, clauses=USUAL)
    later = datetime(2026, 2, 20, 10, 0, tzinfo=UTC)
    second = take(access, first.entry, taken_at=later, no={"quotes": "no"})
    assert (second.number, case_of(second), Case.objects.count()) == (2, case_of(first), 1)
    assert not allows(case_of(second), Effect.QUOTES) and allows(case_of(second), Effect.AUDIO)
    with pytest.raises(NoConsentYetError, match="that moment or later"):
        take(access, first.entry, taken_at=TAKEN)
    with pytest.raises(consents.NotInForceError):
        consents.take_back_clause(access=access, at=NOON, consent=first, number=7, on=NOON.date())


def test_only_a_standing_yes_opens(access: Access, site: Site) -> None:
    made = consent(access, site, {"quotes": "no", "results": "not-asked"})
    case = case_of(made)
    assert not allows(case, Effect.QUOTES) and not allows(case, Effect.RESULTS) and allows(case, Effect.GP)
    check_may_record(case, TAKEN.date())
    gp, quotes = (numbers(newest(access, "form"))[name] for name in ("gp", "quotes"))
    consents.take_back_clause(access=access, at=NOON, consent=made, number=gp, on=NOON.date())
    assert not allows(case, Effect.GP)
    for number in (gp, quotes, 1):
        with pytest.raises(InvalidInputError):
            consents.take_back_clause(access=access, at=NOON, consent=made, number=number, on=NOON.date())
    with pytest.raises(InvalidInputError, match="with a reason"):
        consents.correct_answer(access=access, at=NOON, consent=made, number=quotes, reply="yes", why="")
    consents.correct_answer(access=access, at=NOON, consent=made, number=quotes, reply="yes", why="The form says yes.")
    assert allows(case, Effect.QUOTES)
    with pytest.raises(InvalidInputError, match="there is no consent"):
        consents.correct_answer(access=access, at=NOON, consent=made, number=1, reply="no", why="Hm")


def test_without_recording_agreed_to_no_recording_is_kept(access: Access, site: Site) -> None:
    form = newest(access, "form")
    optional = [ClauseGiven("I take part."), ClauseGiven("Recorded.", mandatory=False, effect="audio")]
    clauses.set_clauses(access=access, at=NOON, form=form, clauses=optional)
    case = case_of(consent(access, site, {"audio": "no"}))
    with pytest.raises(NotAgreedToRecordingError):
        check_may_record(case, NOON.date())


def test_an_interview_needs_a_consent_in_force_on_its_day(access: Access, site: Site) -> None:
    made = consent(access, site)
    case, by_hand = case_of(made), add_case(access=access, at=NOON, pseudonym="By hand")
    check_may_be_interviewed(case, TAKEN.date())
    for one, day in ((case, TAKEN.date() - timedelta(days=1)), (by_hand, NOON.date())):
        with pytest.raises(NoConsentError):
            check_may_be_interviewed(one, day)
    taken_back(access, made, date(2026, 2, 20))
    check_may_be_interviewed(case, date(2026, 2, 19))
    with pytest.raises(NoConsentError):
        check_may_be_interviewed(case, date(2026, 2, 20))
    assert consent_in_force(made.entry) is None and not allows(case, Effect.AUDIO)
    with pytest.raises(consents.NotInForceError):
        consents.take_back_clause(access=access, at=NOON, consent=made, number=1, on=date(2026, 2, 21))
    with pytest.raises(NoConsentYetError, match="took their consent back"):
        take(access, made.entry, taken_at=datetime(2026, 2, 21, 10, 0, tzinfo=UTC))


def test_a_recording_is_judged_by_its_day_and_quotes_by_today(access: Access, site: Site) -> None:
    form = newest(access, "form")
    optional = [
        ClauseGiven("I take part."), ClauseGiven("Recorded.", mandatory=False, effect="audio"),
        ClauseGiven("Quoted.", mandatory=False, effect="quotes"),
    ]  # fmt: skip
    clauses.set_clauses(access=access, at=NOON, form=form, clauses=optional)
    made = consent(access, site)
    case, back, again = case_of(made), date(2026, 2, 20), datetime(2026, 2, 25, 10, 0, tzinfo=UTC)
    for effect in ("audio", "quotes"):
        consents.take_back_clause(access=access, at=NOON, consent=made, number=numbers(form)[effect], on=back)
    assert may_record(case, TAKEN.date()) and may_record(case, back - timedelta(days=1))
    assert not may_record(case, TAKEN.date() - timedelta(days=1)) and not may_record(case, back)
    assert not allows(case, Effect.QUOTES)
    take(access, made.entry, taken_at=again, no={"quotes": "no"})
    assert may_record(case, again.date()) and may_record(case, TAKEN.date())
    assert not may_record(case, back + timedelta(days=4)) and not allows(case, Effect.QUOTES)
    taken_back(access, made, date(2026, 2, 27))
    assert may_record(case, date(2026, 2, 26)) and not may_record(case, date(2026, 2, 27))


def test_of_two_windows_the_second_is_told_of_the_first(access: Access, site: Site) -> None:
    entry = at_contact(access, site)
    record_consent(access=access, at=NOON, entry=entry, given=given(access), follows=0)
    later = given(access, taken_at=TAKEN + timedelta(hours=2))
    with pytest.raises(ConsentedMeanwhileError, match="since you opened this page"):
        record_consent(access=access, at=NOON, entry=entry, given=later, follows=0)
    assert Consent.objects.count() == 1
    assert record_consent(access=access, at=NOON, entry=entry, given=later, follows=1).number == 2


def test_a_study_that_keeps_no_recruitment_here_holds_nothing_back(access: Access, maeve: Case) -> None:
    assert all(allows(maeve, effect) for effect in Effect)
    check_may_be_interviewed(maeve, OPINION)
    check_may_record(maeve, OPINION)


def test_clauses_are_fixed_once_somebody_consented_on_them(access: Access, site: Site) -> None:
    form = newest(access, "form")
    for wrong in ([], [ClauseGiven(" ")], [ClauseGiven("a", mandatory=False)], [ClauseGiven("a", effect="fly")],
                  [ClauseGiven("a", effect="gp"), ClauseGiven("b", effect="gp")]):  # fmt: skip
        with pytest.raises(InvalidInputError):
            clauses.set_clauses(access=access, at=NOON, form=form, clauses=wrong)
    with pytest.raises(InvalidInputError, match="Only a consent form"):
        clauses.set_clauses(access=access, at=NOON, form=newest(access, "sheet"), clauses=USUAL)
    consent(access, site)
    with pytest.raises(clauses.ClausesFixedError):
        clauses.set_clauses(access=access, at=NOON, form=form, clauses=USUAL)


def test_copy_and_scan_are_kept_and_the_scan_is_only_for_who_opens_names(
    access: Access, site: Site, bob: Person
) -> None:
    made = consent(access, site, scan=b"", scan_suffix="")
    with pytest.raises(NotFoundError):
        consents.take_out_scan(access=access, at=NOON, consent=made)
    consents.keep_scan(access=access, at=NOON, consent=made, scan=SCAN, suffix=".PDF")
    assert consents.take_out_scan(access=access, at=NOON, consent=made) == SCAN
    consents.give_copy(access=access, at=NOON, consent=made, on=NOON.date())
    with pytest.raises(InvalidInputError):
        consents.give_copy(access=access, at=NOON, consent=made, on=date(2026, 2, 1))
    supervisor = Access(access.study, bob, Role.SUPERVISOR)
    assert Membership.objects.filter(person=bob).exists()
    with pytest.raises(NotAllowedError):
        consents.take_out_scan(access=supervisor, at=NOON, consent=made)
    with pytest.raises(NotAllowedError):
        record_consent(access=supervisor, at=NOON, entry=made.entry, given=given(access))


def test_every_act_on_a_consent_leads_to_a_state_there_is() -> None:
    assert {state for pair, after in TRANSITIONS.items() for state in (pair[0], after)} == set(STATES)
    assert all(next_state("taken back", act) is None for act in ("re-consent", "take back"))
