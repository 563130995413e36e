"""Whatever people lawfully do, the trail holds; whatever single thing is done to the trail, the row is named.

One machine of acts through the services themselves (hypothesis, stateful): writing, changing, taking out, undoing,
going back, in any order. After each the chain must hold. Now and then somebody with the open store tampers, once, in
a savepoint that is rolled back.
"""

import re
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lifeworld.analysis.services import cases, diary, history, notes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.common.errors import DomainError
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case, create_study
from lifeworld.trail.models import Act, ActDetail, ChainHead
from lifeworld.trail.selectors import verify
from tests.conftest import NOON, RECORD, bring_in

TEXTS = st.sampled_from(["", "a", "just: twice", "Ünïcode 🙂", "line\nbreak", "'; DROP TABLE--"])
FIELDS = {
    "actor": "mallory", "verb": "took out note", "area": "elsewhere", "case_number": 99, "object_type": "other",
    "object_id": 999_999, "reverses": 77, "hash": "f" * 64, "previous_hash": "e" * 64, "detail_digest": "d" * 64,
    "at": NOON + timedelta(days=400), "study": "another", "number": 50_000,
}  # fmt: skip


class Trail(RuleBasedStateMachine):
    """A study with one case at work, its acts, and somebody who tampers."""

    @initialize()
    def begin(self) -> None:
        self.scope = transaction.atomic()
        self.scope.__enter__()
        self.hour = 0
        alice = Person.objects.create_person(username="alice", name="Alice")
        study = create_study(by=alice, at=NOON, summary_text=RECORD, slug="walking")
        self.access = Access(study, alice, Role.LEAD)
        case = add_case(access=self.access, at=NOON, pseudonym="Maeve")
        self.span = Span(bring_in(self.access, case).pk, 0, 20)
        self.case = cases.open_for_analysis(access=self.access, at=NOON, case=case)

    def teardown(self) -> None:
        if hasattr(self, "scope"):
            transaction.set_rollback(True)
            self.scope.__exit__(None, None, None)

    def act(self, service: Callable[..., Any], **words: Any) -> None:
        """One act; a refusal changes nothing and writes nothing."""
        self.hour += 1
        before = Act.objects.count()
        try:
            with transaction.atomic():
                service(access=self.access, at=NOON + timedelta(hours=self.hour), **words)
        except DomainError:
            assert Act.objects.count() == before
        self.case = Case.objects.get(pk=self.case.pk)

    @rule(body=TEXTS, kind=st.sampled_from(["linguistic", "untyped"]))
    def write(self, body: str, kind: str) -> None:
        self.act(notes.write_note, case=self.case, kind=kind, body=body, spans=[self.span])

    @rule(body=TEXTS, at=st.integers(0, 9))
    def change(self, body: str, at: int) -> None:
        for note in self.case.notes.filter(removed_at=None).order_by("pk")[at : at + 1]:
            self.act(notes.change_note, note=note, body=body)

    @rule(at=st.integers(0, 9))
    def take_out(self, at: int) -> None:
        for note in self.case.notes.filter(removed_at=None).order_by("pk")[at : at + 1]:
            self.act(notes.take_out_note, note=note)

    @rule(text=TEXTS)
    def state(self, text: str) -> None:
        keys = list(self.case.notes.filter(removed_at=None).values_list("pk", flat=True)[:2])
        self.act(statements.write_statement, case=self.case, text=text, note_ids=keys)

    @rule(step=st.sampled_from([history.undo, history.redo]))
    def step_back_or_forth(self, step: Callable[..., Any]) -> None:
        self.act(step, area="reader", case=self.case)

    @rule(text=TEXTS)
    def reflect(self, text: str) -> None:
        self.act(diary.write_entry, text=text, step="noting", written_on=NOON.date(), case=self.case)

    @rule(close=st.booleans(), why=TEXTS)
    def sign_off_or_reopen(self, close: bool, why: str) -> None:
        if close:
            self.act(cases.sign_off, case=self.case)
        else:
            self.act(cases.reopen, case=self.case, why=why)

    @invariant()
    def the_chain_holds(self) -> None:
        if hasattr(self, "case"):
            verdict = verify("walking")
            assert (verdict.finding, verdict.words_missing) == (None, 0)
            assert verdict.acts == Act.objects.filter(study="walking").count()

    @rule(at=st.integers(0, 10_000), field=st.sampled_from(sorted(FIELDS)))
    def alter(self, at: int, field: str) -> None:
        with self.tampering(at) as act:
            Act.objects.filter(pk=act.pk).update(**{field: FIELDS[field]})

    @rule(at=st.integers(0, 10_000))
    def remove(self, at: int) -> None:
        with self.tampering(at) as act:
            act.delete()

    @rule(at=st.integers(0, 10_000))
    def cut_off_the_end(self, at: int) -> None:
        with self.tampering(at) as act:
            Act.objects.filter(study="walking", number__gte=act.number).delete()

    @rule(at=st.integers(0, 10_000), further=st.integers(1, 10_000), whole=st.booleans())
    def swap(self, at: int, further: int, whole: bool) -> None:
        rows = list(Act.objects.filter(study="walking").order_by("number"))
        first = at % (len(rows) - 1)
        with self.tampering(first) as act:
            other = rows[first + 1 + further % (len(rows) - 1 - first)]
            names = [f.name for f in Act._meta.concrete_fields if f.name != "id"] if whole else ["number"]
            mine, theirs = ({name: getattr(row, name) for name in names} for row in (act, other))
            Act.objects.filter(pk=act.pk).update(number=60_000)
            Act.objects.filter(pk=other.pk).update(**mine)
            Act.objects.filter(pk=act.pk).update(**theirs)

    @rule(at=st.integers(0, 10_000), gone=st.booleans())
    def meddle_with_words(self, at: int, gone: bool) -> None:
        worded = list(ActDetail.objects.filter(act__study="walking").order_by("pk"))
        if not worded:
            return
        detail = worded[at % len(worded)]
        with self.tampering(detail.act.number - 1):
            if gone:
                detail.delete()
            else:
                ActDetail.objects.filter(pk=detail.pk).update(why=f"{detail.why} and more")

    @rule(forged=st.booleans())
    def meddle_with_the_end(self, forged: bool) -> None:
        last = Act.objects.filter(study="walking").order_by("number").last()
        assert last is not None
        with self.tampering(last.number - 1, named=last.number + 1 if forged else last.number):
            if forged:
                last.pk, last.number, last.previous_hash = None, last.number + 1, last.hash
                last.save(force_insert=True)
            else:
                ChainHead.objects.filter(study="walking").update(number=last.number - 1)

    @contextmanager
    def tampering(self, at: int, named: int | None = None) -> Any:
        """Yields a row; what is done to it must be found and the row named; then it is as it was."""
        rows = list(Act.objects.filter(study="walking").order_by("number"))
        act = rows[at % len(rows)]
        with transaction.atomic():
            number = named or act.number
            yield Act.objects.get(pk=act.pk)
            finding = verify("walking").finding
            assert finding is not None
            told = finding.sentence
            at_the_end = named is not None and "end of the chain" in told
            assert at_the_end or re.search(rf"\b{number}\b", told), told
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_any_lawful_acts_hold_and_any_single_tampering_is_named() -> None:
    run_state_machine_as_test(
        Trail,
        settings=settings(
            max_examples=25, stateful_step_count=20, derandomize=True, database=None, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
