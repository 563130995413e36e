"""Where the study is here already: a later state takes its place, an earlier one or a second way on does not."""

from datetime import timedelta

import pytest

from lifeworld.analysis.models import Note
from lifeworld.analysis.services import notes
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import reopen
from lifeworld.interchange.archive.refusals import (
    DivergedError,
    HereAlreadyError,
    KeysTakenError,
    NothingNewError,
    NotYoursError,
)
from lifeworld.interviews.models import Arrival
from lifeworld.interviews.selectors import frozen_version
from lifeworld.interviews.services.arrivals import Incoming, hold_arrivals
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case, create_study
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import acts_of, verify
from tests.conftest import NOON, RECORD
from tests.interchange.archive.moving import LATER, archive_of, bring_in, forget, parts_of


def go_on(study: Study, person: Person, words: str) -> None:
    """Two further acts, at a time of their own: acts that are alike to the microsecond are the same act."""
    at = LATER + timedelta(seconds=len(words))
    access = Access(study, person, Role.LEAD)
    case = Case.objects.get(study=study, pseudonym="Maeve")
    if case.signed_off_at:
        case = reopen(access=access, at=at, case=case)
    version = frozen_version(case)
    span = Span(version.pk, 0, 11, version.text[:11])
    notes.write_note(access=access, at=at, case=case, kind="untyped", body=words, spans=[span])


def test_the_same_again_is_nothing_new(worked: Study, archive: bytes, alice: Person) -> None:
    with pytest.raises(NothingNewError) as refused:
        bring_in(archive, alice, replace=True)
    assert "the study here is the same" in refused.value.what
    assert parts_of(archive_of(worked)) == parts_of(archive)


def test_a_later_state_takes_the_place_only_where_that_was_said(worked: Study, archive: bytes, alice: Person) -> None:
    here = acts_of(worked.slug).count()
    go_on(worked, alice, "written elsewhere")
    later = archive_of(worked)
    forget(worked)
    bring_in(archive, alice)
    with pytest.raises(HereAlreadyError) as refused:
        bring_in(later, alice)
    assert (refused.value.here, refused.value.there) == (here, here + 2)
    assert parts_of(archive_of(worked)) == parts_of(archive)
    done = bring_in(later, alice, replace=True)
    assert (done.before, done.acts) == (here, here + 2)
    assert parts_of(archive_of(worked)) == parts_of(later)
    assert verify(worked.slug).finding is None
    act = acts_of("").latest("number")
    assert act.detail.changes[0]["before"]["acts"] == here


def test_there_and_back_and_there_again(worked: Study, archive: bytes, alice: Person) -> None:
    """Laptop to server, on there, and back: each time the later state takes the place of the earlier."""
    for words in ("on the server", "on the laptop again", "and once more"):
        go_on(worked, alice, words)
        later = archive_of(worked)
        forget(worked)
        bring_in(archive, alice)
        bring_in(later, alice, replace=True)
        worked, archive = Study.objects.get(), later
    assert set(Note.objects.values_list("body", flat=True)) >= {"on the server", "and once more"}
    assert verify(worked.slug).finding is None


def test_an_earlier_state_is_nothing_new(worked: Study, archive: bytes, alice: Person) -> None:
    go_on(worked, alice, "written here")
    with pytest.raises(NothingNewError) as refused:
        bring_in(archive, alice, replace=True)
    assert "2 acts more" in refused.value.what
    assert Note.objects.filter(body="written here").exists()


def test_where_both_went_on_the_last_common_act_is_named(worked: Study, archive: bytes, alice: Person) -> None:
    common = acts_of(worked.slug).count()
    go_on(worked, alice, "written elsewhere")
    there = archive_of(worked)
    forget(worked)
    bring_in(archive, alice)
    go_on(worked, alice, "written here")
    before = parts_of(archive_of(worked))
    with pytest.raises(DivergedError) as refused:
        bring_in(there, alice, replace=True)
    assert refused.value.common == common and f"row {common}" in refused.value.what
    assert parts_of(archive_of(worked)) == before


def test_another_study_of_the_same_short_name_shares_no_act(worked: Study, archive: bytes, alice: Person) -> None:
    forget(worked)
    create_study(by=alice, at=LATER, summary_text=RECORD, slug="walking")
    with pytest.raises(DivergedError) as refused:
        bring_in(archive, alice, replace=True)
    assert refused.value.common == 0 and "Another study" in refused.value.what


def test_only_who_leads_it_here_may_replace_it(worked: Study, archive: bytes, bob: Person, charlie: Person) -> None:
    for person in (bob, charlie):
        with pytest.raises(NotYoursError):
            bring_in(archive, person, replace=True)
    assert not Membership.objects.filter(person=charlie).exists()


def test_ids_that_another_study_has_here_refuse_the_whole(worked: Study, archive: bytes, alice: Person) -> None:
    forget(worked)
    Act.objects.filter(study="").delete()
    other = create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    # As two stores without blocks would have done: both gave the same id.
    taken = parts_of(archive)["study.Case"][0][0]
    Case.objects.create(pk=taken, study=other, number=1, pseudonym="Tobias", created_at=NOON, changed_at=NOON)
    with pytest.raises(KeysTakenError):
        bring_in(archive, alice)
    assert not Study.objects.filter(slug="walking").exists() and not acts_of("walking").exists()
    assert Case.objects.get().pseudonym == "Tobias"


def test_what_waits_here_still_waits_after_a_later_state_came(
    worked: Study, archive: bytes, alice: Person, access: Access
) -> None:
    go_on(worked, alice, "written elsewhere")
    later = archive_of(worked)
    forget(worked)
    bring_in(archive, alice)
    hold_arrivals(
        access=access, at=NOON, files=[Incoming("a.txt", b"waiting")], case=Case.objects.get(pseudonym="Maeve")
    )
    bring_in(later, alice, replace=True)
    assert bytes(Arrival.objects.get(study__slug="walking", case__number=1).content) == b"waiting"


def test_other_studies_here_stay_as_they_are(worked: Study, archive: bytes, alice: Person) -> None:
    other = create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    add_case(access=Access(other, alice, Role.LEAD), at=NOON, pseudonym="Tobias")
    before = parts_of(archive_of(other))
    forget(worked)
    bring_in(archive, alice)
    assert parts_of(archive_of(other)) == before
