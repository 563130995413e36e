"""Who works in a study: everyone in it sees them, the lead alone changes them, and it is never without a lead."""

import pytest

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.security.models import Person
from lifeworld.store import people
from lifeworld.study.models import Membership, Role, Study
from lifeworld.study.selectors import Access, NotAllowedError, access_to
from lifeworld.study.services.members import LastLeadError, add_member, change_role, end_membership
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import verify
from tests.conftest import NOON
from tests.server.browsing import Browser, settled

HERE = "/studies/walking/members"


def browser_of(person: Person) -> Browser:
    made = Browser()
    made.sign_in(person, settled(person))
    return made


def key_of(person: Person) -> int:
    return Membership.objects.get(person=person).pk


def test_whoever_is_added_sees_the_study_and_nobody_else_does(alice_in: Browser, study: Study, charlie: Person) -> None:
    charlies = browser_of(charlie)
    assert charlies.get("/studies/walking").status_code == charlies.get(HERE).status_code == 404
    answer = alice_in.post(HERE, {"username": " Charlie ", "role": "analyst"})
    assert answer.status_code == 302
    assert charlies.get("/studies/walking").status_code == 200
    assert b"Charlie (you)" in charlies.get(HERE).content
    act = Act.objects.filter(study="walking").latest("number")
    assert (act.verb, act.actor, act.object_id) == ("added member", "alice", charlie.pk)
    assert act.detail.changes[0]["after"] == {"role": "analyst"} and "harlie" not in str(act.detail.changes)
    assert verify("walking").finding is None


def test_somebody_unknown_or_deactivated_or_already_here_is_refused_calmly(
    alice_in: Browser, study: Study, charlie: Person
) -> None:
    people.deactivate(at=NOON, username="charlie")
    for username, words in [
        ("nobody", "Nobody here signs in"),
        ("charlie", "Nobody here signs in"),
        ("bob", "already"),
    ]:
        answer = alice_in.post(HERE, {"username": username, "role": "analyst"})
        assert (
            answer.status_code == 422
            and words in answer.content.decode()
            and f'value="{username}"' in answer.content.decode()
        )
    assert alice_in.post(HERE, {"username": "bob", "role": "king"}).status_code == 422
    assert study.memberships.count() == 2


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEAD])
def test_every_role_sees_who_works_here_and_only_the_lead_changes_it(
    study: Study, alice: Person, bob: Person, role: Role
) -> None:
    Membership.objects.filter(person=bob).update(role=role)
    bobs = browser_of(bob)
    page = bobs.get(HERE)
    assert page.status_code == 200 and b"Alice" in page.content and b"Add them to the study" not in page.content
    assert bobs.post(HERE, {"username": "alice", "role": "lead"}).status_code == 403
    assert bobs.post(f"{HERE}/{key_of(alice)}/role", {"role": "adviser"}).status_code == 403
    assert bobs.post(f"{HERE}/{key_of(alice)}/end").status_code == 403
    assert set(study.memberships.values_list("role", flat=True)) == {"lead", role.value}


def test_a_role_is_changed_and_ended(alice_in: Browser, study: Study, bob: Person) -> None:
    bobs = browser_of(bob)
    assert alice_in.post(f"{HERE}/{key_of(bob)}/role", {"role": "auditor"}).status_code == 302
    assert access_to(bob, "walking").role == "auditor"
    assert alice_in.post(f"{HERE}/{key_of(bob)}/end").status_code == 302
    assert bobs.get("/studies/walking").status_code == 404
    verbs = Act.objects.filter(study="walking").order_by("-number").values_list("verb", flat=True)[:2]
    assert list(verbs) == ["ended membership", "changed member's role"]


def test_a_study_is_never_left_without_a_lead(access: Access, alice: Person, bob: Person) -> None:
    with pytest.raises(LastLeadError):
        change_role(access=access, at=NOON, member=key_of(alice), role="analyst")
    with pytest.raises(LastLeadError):
        end_membership(access=access, at=NOON, member=key_of(alice))
    assert access_to(alice, "walking").role == "lead"
    change_role(access=access, at=NOON, member=key_of(bob), role="lead")
    people.deactivate(at=NOON, username="bob")
    with pytest.raises(LastLeadError):
        end_membership(access=access, at=NOON, member=key_of(alice))


def test_whoever_hands_over_and_leaves_sees_their_other_studies(
    alice_in: Browser, study: Study, alice: Person, bob: Person
) -> None:
    alice_in.post(f"{HERE}/{key_of(bob)}/role", {"role": "lead"})
    assert alice_in.post(f"{HERE}/{key_of(alice)}/end").headers["Location"] == "/studies"
    assert alice_in.get("/studies/walking").status_code == 404


def test_another_studys_member_is_not_found(access: Access, study: Study, charlie: Person) -> None:
    other = Study.objects.create(slug="other", short_title="Other", created_at=NOON, changed_at=NOON)
    theirs = Membership.objects.create(study=other, person=charlie, role=Role.LEAD)
    for act in (
        lambda: change_role(access=access, at=NOON, member=theirs.pk, role="adviser"),
        lambda: end_membership(access=access, at=NOON, member=theirs.pk),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_a_service_asks_for_the_right_itself(study: Study, bob: Person, charlie: Person) -> None:
    with pytest.raises(NotAllowedError):
        add_member(access=access_to(bob, "walking"), at=NOON, username="charlie", role="lead")


def test_refusals_are_said_in_three_sentences(access: Access) -> None:
    with pytest.raises(InvalidInputError) as refused:
        add_member(access=access, at=NOON, username="nobody", role="analyst")
    assert len(DomainError.sentences(refused.value)) == 3
