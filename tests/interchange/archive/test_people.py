"""People move by name alone: who is not here cannot sign in, who is not certainly meant gets no role."""

from lifeworld.analysis.models import DiaryEntry
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role, Study
from tests.interchange.archive.forging import plain_of
from tests.interchange.archive.moving import bring_in, forget


def test_who_is_not_here_is_made_and_cannot_sign_in(worked: Study, archive: bytes, alice: Person, bob: Person) -> None:
    forget(worked)
    bob.delete()
    done = bring_in(archive, alice)
    assert done.made == ["bob"] and done.unsure == []
    made = Person.objects.get(username="bob")
    assert made.name == "Bob" and not made.is_active and not made.has_usable_password()
    assert Membership.objects.get(person=made).role == Role.SUPERVISOR


def test_an_archive_holds_nothing_by_which_anyone_could_come_in(worked: Study, alice: Person, bob: Person) -> None:
    from tests.interchange.archive.moving import archive_of

    bob.set_password("copper heron staircase")
    bob.save()
    inside = plain_of(archive_of(worked))
    assert b'"bob":"Bob"' in inside
    assert bob.password.encode() not in inside and b"pbkdf2" not in inside and b"argon2" not in inside


def test_a_username_that_is_somebody_elses_here_gets_no_role(
    worked: Study, archive: bytes, alice: Person, bob: Person
) -> None:
    forget(worked)
    Person.objects.filter(pk=bob.pk).update(name="Robert Someone")
    done = bring_in(archive, alice)
    assert done.unsure == ["bob"] and done.made == []
    assert not Membership.objects.filter(person=bob).exists()


def test_the_same_name_written_otherwise_is_the_same_person(
    worked: Study, archive: bytes, alice: Person, bob: Person
) -> None:
    forget(worked)
    Person.objects.filter(pk=bob.pk).update(name=" BOB ")
    assert bring_in(archive, alice).unsure == []
    assert Membership.objects.get(person=bob).role == Role.SUPERVISOR


def test_what_somebody_wrote_stays_theirs_under_another_key(worked: Study, archive: bytes, alice: Person) -> None:
    forget(worked)
    Membership.objects.all().delete()
    alice.delete()
    again = Person.objects.create_person(username="alice", name="Alice")
    bring_in(archive, again)
    assert DiaryEntry.objects.get().author == again
    assert Membership.objects.get(person=again).role == Role.LEAD
