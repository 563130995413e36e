"""The trail: appended in the act's transaction; alteration, removal and reordering are found and named."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lifeworld.trail.models import Act, ActDetail, ChainHead
from lifeworld.trail.rules import Link, detail_digest, link_hash
from lifeworld.trail.selectors import verify
from lifeworld.trail.services import record

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def ten_acts(db: None) -> list[Act]:
    with transaction.atomic():
        return [
            record(by="alice", at=AT, verb="wrote note", study="walking", changes=[{"n": n}], why=f"reason {n}")
            for n in range(10)
        ]


def test_an_untouched_chain_holds(ten_acts: list[Act]) -> None:
    verdict = verify("walking")
    assert (verdict.acts, verdict.finding) == (10, None)


@pytest.mark.parametrize("field", ["actor", "verb", "case_number", "at", "object_id", "hash", "detail_digest"])
def test_an_altered_row_is_named(ten_acts: list[Act], field: str) -> None:
    other = {"actor": "mallory", "verb": "took out note", "case_number": 9, "object_id": 9, "hash": "f" * 64}
    value = other.get(field, "0" * 64 if field == "detail_digest" else datetime(2027, 1, 1, tzinfo=UTC))
    Act.objects.filter(pk=ten_acts[4].pk).update(**{field: value})
    finding = verify("walking").finding
    assert finding is not None and finding.number == 5


def test_altered_words_are_named(ten_acts: list[Act]) -> None:
    ActDetail.objects.filter(act=ten_acts[2]).update(why="another reason")
    finding = verify("walking").finding
    assert finding is not None and finding.number == 3 and "words" in finding.sentence


@pytest.mark.parametrize("gone", [{0}, {9}, {2, 5}, {0, 4, 9}, set(range(10))])
def test_destroyed_words_are_named_and_the_chain_is_read_to_its_end(ten_acts: list[Act], gone: set[int]) -> None:
    ActDetail.objects.filter(act__in=[ten_acts[n] for n in gone]).delete()
    verdict = verify("walking")
    assert (verdict.acts, verdict.words_missing) == (10, len(gone))
    assert verdict.finding is not None and verdict.finding.number == min(gone) + 1
    assert all(str(n + 1) in verdict.finding.sentence for n in gone)


def test_of_many_rows_without_words_only_some_are_named(db: None) -> None:
    with transaction.atomic():
        for _ in range(30):
            record(by="alice", at=AT, verb="wrote note", study="walking", why="a reason")
    ActDetail.objects.all().delete()
    verdict = verify("walking")
    assert verdict.words_missing == 30
    assert verdict.finding is not None and "and 18 more" in verdict.finding.sentence


def test_an_altered_row_behind_destroyed_words_is_still_found(ten_acts: list[Act]) -> None:
    ActDetail.objects.filter(act=ten_acts[2]).delete()
    Act.objects.filter(pk=ten_acts[6].pk).update(actor="mallory")
    verdict = verify("walking")
    assert verdict.words_missing == 1
    assert verdict.finding is not None and verdict.finding.number == 7 and "altered" in verdict.finding.sentence


def test_rows_cut_from_the_end_behind_destroyed_words_are_still_found(ten_acts: list[Act]) -> None:
    ActDetail.objects.filter(act=ten_acts[2]).delete()
    ten_acts[9].delete()
    finding = verify("walking").finding
    assert finding is not None and finding.number == 10 and "removed" in finding.sentence


@pytest.mark.parametrize("gone", range(10))
def test_a_removed_row_is_named_wherever_it_stood(ten_acts: list[Act], gone: int) -> None:
    ten_acts[gone].delete()
    finding = verify("walking").finding
    assert finding is not None and str(gone + 1) in finding.sentence


def test_two_rows_that_changed_places_are_named(ten_acts: list[Act]) -> None:
    first, second = ten_acts[3], ten_acts[4]
    Act.objects.filter(pk=first.pk).update(number=99)
    Act.objects.filter(pk=second.pk).update(number=4)
    Act.objects.filter(pk=first.pk).update(number=5)
    finding = verify("walking").finding
    assert finding is not None and "4" in finding.sentence


def test_a_chain_without_its_head_does_not_hold(ten_acts: list[Act]) -> None:
    ChainHead.objects.all().delete()
    assert verify("walking").finding is not None


def test_a_row_that_the_head_knows_nothing_of_is_found(ten_acts: list[Act]) -> None:
    last = ten_acts[-1]
    link = Link(**{name: getattr(last, name) for name in Link.__dataclass_fields__} | {"number": 11,
                "previous_hash": last.hash, "detail_digest": ""})  # fmt: skip
    Act.objects.create(**vars(link), hash=link_hash(link))
    finding = verify("walking").finding
    assert finding is not None and "does not match" in finding.sentence


def test_rows_written_while_the_chain_is_read_are_no_fault(ten_acts: list[Act]) -> None:
    written: list[Act] = []

    def write_first(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('SELECT "trail_act"') and not written:
            written.append(ten_acts[0])
            with transaction.atomic():
                written.append(record(by="bob", at=AT, verb="wrote note", study="walking"))
        return execute(sql, *rest)

    with connection.execute_wrapper(write_first):
        verdict = verify("walking")
    assert (verdict.acts, verdict.finding) == (11, None)


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)


class WordsComeBackAsTheyWere(TestCase):
    """A database may give keys in another order (PostgreSQL's jsonb does); the digest is the same."""

    @settings(deadline=None, max_examples=50)
    @given(st.dictionaries(WORDS, PLAIN, max_size=5), WORDS)
    def test_the_digest_holds_for_any_words(self, change: dict[str, Any], why: str) -> None:
        with transaction.atomic():
            record(by="alice", at=AT, verb="wrote note", study="walking", changes=[change], why=why)
        assert verify("walking").finding is None


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_row() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(by="alice", at=AT, verb="wrote note", study="walking")
        raise ZeroDivisionError
    assert not Act.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_cannot_be_recorded_outside_its_transaction() -> None:
    with pytest.raises(RuntimeError):
        record(by="alice", at=AT, verb="wrote note", study="walking")


def test_the_same_words_have_different_digests_under_different_salts() -> None:
    assert detail_digest("a", [], "yes") != detail_digest("b", [], "yes")


@pytest.mark.django_db(transaction=True)
def test_a_verb_that_does_not_read_as_a_sentence_is_refused() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        record(by="alice", at=AT, verb="frobnicated", study="walking")
