"""No order of lawful acts leads to a consent before a green light, an interview without consent, or a quote against a
clause: acts are tried in any order, on any day, and what the services let through is looked at after each."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import localtime
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import open_for_analysis
from lifeworld.analysis.services.notes import write_note
from lifeworld.approvals.models import Course, Site
from lifeworld.approvals.services import course as of_course
from lifeworld.approvals.services import sites
from lifeworld.common.errors import DomainError
from lifeworld.consent.models import ClauseAnswer, Consent, Effect
from lifeworld.consent.rules.withholding import WITHHELD
from lifeworld.consent.selectors.permissions import allows
from lifeworld.consent.services import consents
from lifeworld.consent.services.taking import record_consent
from lifeworld.interviews.models import Interview
from lifeworld.interviews.selectors import frozen_version
from lifeworld.recruitment.models import ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.services import stages
from lifeworld.reporting.selectors.cases import words_of
from lifeworld.safekeeping.rules.levels import Level
from lifeworld.safekeeping.services.withdrawals import withdraw
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.any_order import TakenBack
from tests.conftest import NOON, bring_in
from tests.consent.consented import consenting_site, given, newest, numbers
from tests.recruitment.recruited import put_forward

pytestmark = pytest.mark.usefixtures("sealed_store")

# The window in which everything happens: around the site's green light (1 February) up to today (2 March).
days = st.sampled_from(
    [date(2026, 1, day) for day in (18, 31)]
    + [date(2026, 2, day) for day in (1, 4, 6, 8, 10, 20)]
    + [date(2026, 3, day) for day in (2, 4)]
)
replies = st.sampled_from(["yes", "no", "not-asked"])
some = st.integers(0, 2)


def acts(access: Access, seen: set[str]) -> type[RuleBasedStateMachine]:
    """The acts on one study, each in a savepoint of its own, as a machine that tries them in any order.

    `seen` gathers what was come upon, so that a promise is not kept merely because nothing ever happened.
    """

    class Acts(TakenBack):
        @initialize()
        def begin(self) -> None:
            self.access = access
            self.site = consenting_site(access)
            self.people = [put_forward(access, self.site) for _ in range(2)]
            self.names = count(1)

        def tried(self, act: Any, **arguments: Any) -> None:
            try:
                with transaction.atomic():
                    act(access=self.access, at=NOON, **arguments)
            except DomainError:
                pass

        def person(self, which: int) -> ScreeningEntry:
            return ScreeningEntry.objects.get(pk=self.people[which % 2].pk)

        @rule(on=st.none() | days)
        def change_green_light(self, on: date | None) -> None:
            site = Site.objects.get(pk=self.site.pk)
            # What was done at a site cannot be undone by moving its green light: that is its room's to refuse.
            first = Consent.objects.filter(site=site).order_by("taken_at").values_list("taken_at", flat=True).first()
            if first is None or (on is not None and on <= localtime(first).date()):
                self.tried(sites.change_site, site=site, values={"green_light": on, "permission_on": date(2026, 1, 18)})

        @rule(which=some)
        def consent_before_a_late_light(self, which: int) -> None:
            self.change_green_light(date(2026, 2, 20))
            self.consent_in_good_order(which, "yes")

        @rule(on=days, closing=st.booleans())
        def open_or_close(self, on: date, closing: bool) -> None:
            self.tried(of_course.close_recruitment if closing else of_course.open_recruitment, on=on)

        @rule(which=some, on=days, stage=st.sampled_from(Stage.values))
        def reach(self, which: int, on: date, stage: str) -> None:
            if stage != Stage.CONSENTED:
                self.tried(stages.reach_stage, entry=self.person(which), stage=stage, on=on)

        @rule(which=some)
        def come_to_contact(self, which: int) -> None:
            for number, stage in enumerate((Stage.ELIGIBLE, Stage.INFORMED, Stage.CONTACT), start=3):
                self.tried(stages.reach_stage, entry=self.person(which), stage=stage, on=date(2026, 2, number))

        @rule(which=some, on=days, hour=st.integers(0, 23), quotes=replies, audio=replies, short=st.booleans())
        def consent(self, which: int, on: date, hour: int, quotes: str, audio: str, short: bool) -> None:
            taken = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
            told = given(
                access, {"quotes": quotes, "audio": audio}, taken_at=taken, pseudonym=f"P{next(self.names)}",
                short_notice_reason="They asked to" if short else "",
            )  # fmt: skip
            self.tried(record_consent, entry=self.person(which), given=told)

        @rule(which=some, quotes=replies)
        def consent_in_good_order(self, which: int, quotes: str) -> None:
            self.come_to_contact(which)
            told = given(
                access,
                {"quotes": quotes},
                pseudonym=f"P{next(self.names)}",
                taken_at=datetime(2026, 2, 10, 9, tzinfo=UTC),
            )
            self.tried(record_consent, entry=self.person(which), given=told)

        @precondition(lambda self: Consent.objects.exists())
        @rule(on=days, which=some, number=st.integers(1, 12), reply=replies, act=st.integers(0, 2))
        def change_consent(self, on: date, which: int, number: int, reply: str, act: int) -> None:
            found = list(Consent.objects.order_by("pk"))
            consent = found[which % len(found)]
            if act == 0:
                self.tried(consents.take_back_clause, consent=consent, number=number, on=on)
            elif act == 1:
                self.tried(consents.correct_answer, consent=consent, number=number, reply=reply, why="Mistyped")
            else:
                level = list(Level)[number % len(Level)]
                self.tried(withdraw, entry=self.person(which), levels=[level], on=on)

        @rule()
        def add_somebody_by_hand_and_bring_in(self) -> None:
            add_case(access=access, at=NOON, pseudonym=f"H{next(self.names)}")
            self.bring_in_and_note(-1)

        @rule(which=some, quotes=replies)
        def come_all_the_way(self, which: int, quotes: str) -> None:
            self.consent_in_good_order(which, quotes)
            self.bring_in_and_note(which)

        @rule(which=some)
        def bring_in_and_note(self, which: int) -> None:
            found = list(Case.objects.order_by("pk"))
            if not found:
                return
            case = found[which % len(found)]
            try:
                with transaction.atomic():
                    bring_in(access, case)
                    opened = open_for_analysis(access=access, at=NOON, case=case)
                    span = Span(frozen_version(opened).pk, 34, 60)
                    write_note(access=access, at=NOON, case=opened, kind="untyped", body="a", spans=[span])
            except DomainError:
                pass

        @invariant()
        def no_consent_before_a_green_light(self) -> None:
            for one in Consent.objects.select_related("site"):
                on, opinion = localtime(one.taken_at).date(), Course.objects.get().opinion_on
                assert one.site.green_light is not None and one.site.green_light <= on <= NOON.date()
                assert opinion is not None and opinion <= on
                assert StageReached.objects.filter(entry=one.entry_id, stage=Stage.INFORMED, on__lte=on).exists()
                resting = ClauseAnswer.objects.filter(consent=one, clause__mandatory=True)
                assert resting.exists() and not resting.exclude(reply="yes").exists()
                seen.add("again" if one.number > 1 else "consent")

        @invariant()
        def no_interview_without_consent(self) -> None:
            for one in Interview.objects.select_related("case__screening_entry"):
                first = Consent.objects.filter(entry__case=one.case).order_by("number").first()
                assert first is not None and localtime(first.taken_at).date() <= NOON.date()
                seen.add("interview")

        @invariant()
        def no_quote_against_a_clause(self) -> None:
            cases = list(Case.objects.filter(interviews__isnull=False))
            for pk, words in words_of(cases).items():
                quotes = [place.quote for note in words.notes.values() for place in note.passages]
                last = Consent.objects.filter(entry__case=pk).order_by("-number").first()
                assert last is not None
                answer = last.answers.get(clause__number=numbers(newest(access, "form"))["quotes"])
                agreed = answer.reply == "yes" and answer.taken_back_on is None and last.withdrawn_on is None
                assert agreed is allows(Case.objects.get(pk=pk), Effect.QUOTES)
                assert all((quote == WITHHELD) is not agreed for quote in quotes)
                seen.update({"withheld" if quote == WITHHELD else "quoted" for quote in quotes})

    return Acts


def test_no_order_of_lawful_acts_breaks_a_promise(access: Access) -> None:
    seen: set[str] = set()
    some_orders = settings(
        max_examples=14, stateful_step_count=10, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(acts(access, seen), settings=some_orders)


def test_what_is_looked_at_is_there_to_be_seen(access: Access) -> None:
    seen: set[str] = set()
    machine: Any = acts(access, seen)()
    machine.begin()
    for which, quotes in enumerate(("yes", "no")):
        machine.come_all_the_way(which, quotes)
        machine.no_consent_before_a_green_light()
        machine.no_interview_without_consent()
        machine.no_quote_against_a_clause()
    machine.teardown()
    assert seen == {"consent", "interview", "withheld", "quoted"}
