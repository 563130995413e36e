"""Changes to the approved study: their name by the day, their outcome, and what waits for it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.approvals.models import Change, ChangeCategory, DocumentVersion, LiveVersion, OutcomeChoice
from lifeworld.approvals.rules import changes as rules
from lifeworld.approvals.selectors.changes import (
    ConsentAgain,
    affected_by,
    change_numbered,
    change_rows,
    reconsent_needed_since,
)
from lifeworld.approvals.selectors.documents import documents_of
from lifeworld.approvals.services import changes, documents, sites
from lifeworld.common.errors import ClashError, InvalidInputError, NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access, NotAllowedError, access_to
from lifeworld.study.services import create_study
from lifeworld.trail.models import Act
from tests.conftest import NOON, RECORD

AMENDMENT: dict[str, Any] = {
    "label": "Amendment 1", "what": "The sheet says where recordings are kept.", "category": "substantial-amendment",
    "by_rec": True, "submitted_on": date(2026, 2, 10), "reconsent": "to-be-interviewed",
    "reconsent_reason": "They were told of another place.",
}  # fmt: skip


def added(access: Access, affected: dict[int, bool] | None = None, **other: Any) -> Change:
    return changes.add_change(access=access, at=NOON, values=AMENDMENT | other, affected=affected)


def agreed(access: Access, change: Change, day: int = 20, outcome: str = "favourable") -> Change:
    on = date(2026, 2, day)
    return changes.set_outcome(access=access, at=NOON, change=change, outcome=outcome, on=on, reference="Letter")


def sheet(access: Access, label: str = "1.2", kind: str = "sheet", approved: date | None = None) -> DocumentVersion:
    return documents.keep_version(
        access=access, at=NOON, kind=kind, title="", label=label, dated=date(2026, 2, 8), approved_on=approved,
        content=b"words", suffix=".txt",
    )  # fmt: skip


def test_the_founding_study_amends_and_a_study_of_today_modifies() -> None:
    assert [one.key for one in rules.categories_on(date(2016, 9, 1))] == [
        "substantial-amendment", "non-substantial-amendment",
    ]  # fmt: skip
    assert [one.key for one in rules.categories_on(date(2026, 9, 1))] == [
        "substantial-modification", "important-detail", "minor-modification",
    ]  # fmt: skip
    assert rules.wrong_with_category("substantial-amendment", date(2016, 9, 1)) == ""
    assert rules.wrong_with_category("substantial-modification", date(2016, 9, 1)) == (
        "A change submitted on that day is a substantial amendment or a non-substantial amendment."
    )
    assert "a modification of an important detail" in rules.wrong_with_category("amendment", date(2026, 9, 1))


@pytest.mark.parametrize(("day", "key"), [(27, "substantial-amendment"), (28, "substantial-modification")])
def test_the_words_change_on_the_28_of_april_2026(day: int, key: str) -> None:
    assert rules.categories_on(date(2026, 4, day))[0].key == key


def test_every_name_says_what_it_covers_whence_and_when_it_was_looked_at() -> None:
    assert [one.key for one in rules.CATEGORIES] == ChangeCategory.values
    assert [one.name for one in rules.CATEGORIES] == ChangeCategory.labels
    assert list(rules.Outcome) == OutcomeChoice.values
    for one in rules.CATEGORIES:
        assert one.covers and one.source and one.checked.year >= 2026, one.key


days = st.dates(date(2016, 1, 1), date(2030, 1, 1))
tries = st.builds(
    lambda outcome, on: rules.CameWith("A change", outcome, None if outcome == "awaited" else on),
    st.sampled_from(rules.Outcome), days,
)  # fmt: skip


@given(days)
def test_every_day_has_one_vocabulary(day: date) -> None:
    names = [one.key.rpartition("-")[2] for one in rules.categories_on(day)]
    assert (names.count("amendment") == 2) != ("modification" in names)


@given(st.lists(tries, max_size=5), days)
def test_no_version_is_used_before_a_change_that_brought_it_is_agreed(given_tries: list[Any], on: date) -> None:
    if rules.wrong_with_using(given_tries, on) or not given_tries:
        return
    assert all(one.outcome != "awaited" for one in given_tries)
    assert any(one.outcome in ("favourable", "acknowledged") and one.outcome_on <= on for one in given_tries)


def test_a_change_is_written_down_and_its_outcome_approves_what_it_brought(access: Access) -> None:
    old, new = sheet(access, "1.1", approved=date(2026, 2, 9)), sheet(access)
    change = added(access, {old.pk: False, new.pk: True})
    assert (change.number, change.outcome, affected_by(change)) == (1, "awaited", {old.pk: False, new.pk: True})
    agreed(access, change)
    new.refresh_from_db()
    assert new.approved_on == date(2026, 2, 20)
    row = change_rows(access)[0]
    assert (row.new, row.old, row.reviewers, row.awaited) == (
        ["Participant information sheet 1.2"], ["Participant information sheet 1.1"], "the REC", False,
    )  # fmt: skip
    verbs = Act.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["wrote down change", "wrote down outcome of change", "approved document version"]
    act = Act.objects.get(verb="wrote down change")
    assert act.detail.changes[0]["after"]["brings"] == str(new.pk)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"label": " "}, "what it is called"),
        ({"what": ""}, "what changes"),
        ({"submitted_on": None}, "once it was submitted"),
        ({"submitted_on": date(2026, 3, 3)}, "once it was submitted"),
        ({"category": "minor-modification"}, "is a substantial amendment or"),
        ({"category": ""}, "is a substantial amendment or"),
        ({"by_rec": False}, "who reviews"),
        ({"reconsent": "somebody"}, "who is asked again"),
        ({"reconsent_reason": " "}, "for a reason"),
    ],
)
def test_what_is_no_change_is_refused(access: Access, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidInputError, match=told):
        added(access, **wrong)
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "on"),
    [("favourable", None), ("awaited", 20), ("splendid", 20), ("favourable", 9), ("favourable", 29)],
)
def test_what_is_no_outcome_is_refused(access: Access, outcome: str, on: int | None) -> None:
    day = None if on is None else date(2026, 2, on) if on < 29 else date(2026, 3, 3)
    change = added(access)
    with pytest.raises(InvalidInputError):
        changes.set_outcome(access=access, at=NOON, change=change, outcome=outcome, on=day)
    assert Change.objects.get().outcome == "awaited"


def test_an_outcome_is_taken_back_and_a_change_corrected_only_so_far(access: Access) -> None:
    change = agreed(access, added(access))
    with pytest.raises(InvalidInputError, match="Its outcome came before"):
        changes.revise_change(access=access, at=NOON, change=change, values={"submitted_on": date(2026, 2, 21)})
    changes.set_outcome(access=access, at=NOON, change=change, outcome="awaited", on=None, reference="a slip")
    kept = Change.objects.get()
    assert (kept.outcome_on, kept.outcome_reference) == (None, "")
    mine, seen = change_numbered(access, 1), kept.changed_at
    changes.revise_change(access=access, at=NOON, change=kept, values={"label": "Amendment 2"}, seen=seen)
    with pytest.raises(ClashError):
        changes.revise_change(access=access, at=NOON, change=mine, values={"label": "Amendment 3"}, seen=seen)


def test_a_version_waits_for_the_outcome_of_its_change(access: Access) -> None:
    norfolk = sites.add_site(access=access, at=NOON, values={"organisation": "Norfolk", "route": "hra-hcrw"})
    new = sheet(access, approved=date(2026, 2, 9))
    change = added(access)
    changes.bring_version_in(access=access, at=NOON, change=change, version=new)

    def live(day: int) -> LiveVersion:
        return documents.go_live(access=access, at=NOON, version=new, site=norfolk, live_from=date(2026, 2, day))

    with pytest.raises(InvalidInputError, match="It came with Amendment 1, whose outcome is awaited"):
        live(25)
    agreed(access, change, outcome="unfavourable")
    with pytest.raises(InvalidInputError, match="was not agreed"):
        live(25)
    second = added(access, {new.pk: True}, label="Amendment 2")
    agreed(access, second, day=22)
    with pytest.raises(InvalidInputError, match="before the change it came with was agreed"):
        live(21)
    assert live(22).live_from == date(2026, 2, 22)
    assert documents_of(access)[0].versions[0].used_unagreed is False
    changes.set_outcome(access=access, at=NOON, change=second, outcome="awaited", on=None)
    row = documents_of(access)[0].versions[0]
    assert row.used_unagreed is True and "Amendment 2, whose outcome is awaited" in row.held


def test_the_room_of_consent_hears_of_agreed_changes_alone(access: Access) -> None:
    brought = {sheet(access).pk: True, sheet(access, kind="form").pk: True, sheet(access, kind="protocol").pk: True}
    first = added(access, brought)
    added(access, label="Amendment 2")
    third = added(access, label="Amendment 3", reconsent="nobody", reconsent_reason="")
    assert reconsent_needed_since(access.study) == []
    agreed(access, first)
    agreed(access, third)
    assert reconsent_needed_since(access.study) == [
        ConsentAgain(
            1, "Amendment 1", date(2026, 2, 20), "to-be-interviewed", "They were told of another place.",
            sorted(brought)[:2],
        )
    ]  # fmt: skip


def test_another_studys_change_and_versions_are_not_found(access: Access, alice: Person) -> None:
    added(access)
    version = sheet(access)
    create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    other = access_to(alice, "other")
    with pytest.raises(NotFoundError):
        change_numbered(other, 1)
    with pytest.raises(NotFoundError):
        added(other, {version.pk: True})


def test_a_supervisor_writes_down_no_change(access: Access, bob: Person) -> None:
    Membership.objects.get_or_create(study=access.study, person=bob, defaults={"role": Role.SUPERVISOR})
    with pytest.raises(NotAllowedError):
        added(access_to(bob, access.study.slug))
    assert not Change.objects.exists()
