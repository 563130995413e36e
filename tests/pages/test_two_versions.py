"""Forms over what two people change at once: what both touched is shown twice, and nobody writes over another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lifeworld.analysis.models import Contribution, DiaryEntry, GroupTheme
from lifeworld.analysis.services import contributions, diary, group_themes
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.interviews.rules.reading import ReadTranscript
from lifeworld.interviews.services import change_roles, receive_transcript
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case, change_study
from tests.analysis.group_fixture import four_cases
from tests.conftest import NOON, TURNS
from tests.pages.people import carried_by, signed_in, words_of

pytestmark = pytest.mark.usefixtures("sealed_store")
LATER = NOON + timedelta(hours=1)
PLAN = "/studies/walking/plan"


@pytest.fixture
def dora(study: Study) -> Person:
    """A second lead, whose hand the other version is."""
    person = Person.objects.create_person(username="dora", name="Dora")
    Membership.objects.create(study=study, person=person, role=Role.LEAD)
    return person


@pytest.fixture
def other(study: Study, dora: Person) -> Access:
    return Access(Study.objects.get(pk=study.pk), dora, Role.LEAD)


def plan_of(client: Client, **typed: str) -> dict[str, str]:
    """The plan's form as it was opened, with what is typed in it."""
    kept = {"research_question": "", "eligibility": "", "interview_plan": "", "target_min": "", "target_max": ""}
    return kept | {"label_profile": "2022"} | carried_by(client.get(PLAN), "research_question") | typed


def test_fields_that_one_of_two_changed_are_nobodys_question(alice: Person, other: Access, study: Study) -> None:
    client = signed_in(alice)
    sent = plan_of(client, eligibility="Adults")
    change_study(access=other, at=LATER, values={"research_question": "How?", "target_min": 4})
    assert client.post(PLAN, sent).status_code == 302
    study.refresh_from_db()
    assert (study.research_question, study.eligibility, study.target_min) == ("How?", "Adults", 4)


def test_a_field_that_both_changed_is_shown_twice_and_saved_when_chosen(
    alice: Person, other: Access, study: Study
) -> None:
    client = signed_in(alice)
    sent = plan_of(client, research_question="What is it like?", eligibility="Adults")
    change_study(access=other, at=LATER, values={"research_question": "How?", "interview_plan": "An hour."})
    page = client.post(PLAN, sent)
    assert page.status_code == 409
    words = words_of(page)
    assert "What is it like?</textarea>" in words
    assert "<blockquote>How?</blockquote>" in words
    assert "by Dora, on 2 March at 13:00" in words
    assert words.count("The other version of") == 1
    assert "Adults</textarea>" in words
    assert "An hour.</textarea>" in words
    study.refresh_from_db()
    assert (study.research_question, study.eligibility) == ("How?", "")
    again = sent | carried_by(page, "research_question") | {"interview_plan": "An hour."}
    assert client.post(PLAN, again).status_code == 302
    study.refresh_from_db()
    assert (study.research_question, study.eligibility, study.interview_plan) == (
        "What is it like?", "Adults", "An hour.",
    )  # fmt: skip


def test_the_other_is_taken_by_one_button_once_nothing_else_is_open(alice: Person, other: Access, study: Study) -> None:
    client = signed_in(alice)
    sent = plan_of(client, research_question="Mine?", eligibility="Mine.", interview_plan="Mine alone.")
    change_study(access=other, at=LATER, values={"research_question": "Theirs?", "eligibility": "Theirs."})
    page = client.post(PLAN, sent)
    again = sent | carried_by(page, "research_question") | {"undecided": ["research_question", "eligibility"]}
    half = client.post(PLAN, again | {"take": "research_question"})
    assert half.status_code == 409
    assert "Theirs?</textarea>" in words_of(half)
    assert "<blockquote>Theirs.</blockquote>" in words_of(half)
    study.refresh_from_db()
    assert study.interview_plan == ""
    rest = (
        again | carried_by(half, "research_question") | {"research_question": "Theirs?", "undecided": ["eligibility"]}
    )
    assert client.post(PLAN, rest | {"take": "eligibility"}).status_code == 302
    study.refresh_from_db()
    assert (study.research_question, study.eligibility, study.interview_plan) == ("Theirs?", "Theirs.", "Mine alone.")


def test_both_can_be_put_in_one_box(alice: Person, other: Access) -> None:
    client = signed_in(alice)
    sent = plan_of(client, research_question="Mine?")
    change_study(access=other, at=LATER, values={"research_question": "Theirs?"})
    page = client.post(PLAN, sent)
    both = client.post(PLAN, sent | carried_by(page, "research_question") | {"both": "research_question"})
    assert both.status_code == 409
    assert "Mine?\n\nTheirs?</textarea>" in both.content.decode()


def test_enter_in_a_field_presses_none_of_the_choices(alice: Person, other: Access) -> None:
    client = signed_in(alice)
    sent = plan_of(client, research_question="Mine?")
    change_study(access=other, at=LATER, values={"research_question": "Theirs?"})
    words = words_of(client.post(PLAN, sent))
    assert words.index("<button hidden>") < words.index('name="take"')


def test_two_who_save_the_same_words_are_not_asked(alice: Person, other: Access) -> None:
    client = signed_in(alice)
    sent = plan_of(client, research_question="Same?")
    change_study(access=other, at=LATER, values={"research_question": "Same?"})
    assert client.post(PLAN, sent).status_code == 302


@pytest.fixture
def joined(access: Access) -> Contribution:
    """A personal theme joined to a group theme, cross-case work being open."""
    group = four_cases(access)
    theme = group_themes.make_group_theme(access=access, at=NOON, name="Met", description="First.")
    source = group.themes["The danger of being seen"].pk
    return contributions.join_theme(access=access, at=NOON, theme=theme, stance="convergent", personal_theme=source)


def clashes(client: Client, path: str, field: str, typed: dict[str, str], elsewhere: Callable[[], object]) -> Any:
    """Open a form, let somebody else change the field, and send it: both versions must stand on the page."""
    sent = typed | carried_by(client.get(path), field) | {field: "Mine."}
    elsewhere()
    page = client.post(path, sent)
    assert page.status_code == 409
    words = words_of(page)
    assert "Mine." in words
    assert "<blockquote>Theirs.</blockquote>" in words
    assert "by Dora" in words
    kept = client.post(path, sent | carried_by(page, field))
    assert kept.status_code == 302
    return kept


def test_a_group_theme_described_by_two(alice: Person, other: Access, joined: Contribution) -> None:
    theme = joined.group_theme
    theirs = GroupTheme.objects.get(pk=theme.pk)
    path = f"/studies/walking/group/themes/{theme.pk}/edit"
    clashes(
        signed_in(alice), path, "description", {"name": "Met", "absence": ""},
        lambda: group_themes.change_group_theme(
            access=other, at=LATER, theme=theirs, values={"description": "Theirs."}
        ),
    )  # fmt: skip
    theme.refresh_from_db()
    assert theme.description == "Mine."


def test_a_contribution_commented_by_two(alice: Person, other: Access, joined: Contribution) -> None:
    theirs = Contribution.objects.get(pk=joined.pk)
    clashes(
        signed_in(alice), f"/studies/walking/group/contributions/{joined.pk}/edit", "comment",
        {"stance": "convergent", "group_theme": str(joined.group_theme_id)},
        lambda: contributions.change_contribution(
            access=other, at=LATER, contribution=theirs, values={"comment": "Theirs."}
        ),
    )  # fmt: skip
    joined.refresh_from_db()
    assert (joined.comment, joined.stance) == ("Mine.", "convergent")


def test_a_diary_entry_changed_by_two(alice: Person, access: Access, other: Access) -> None:
    entry = diary.write_entry(access=access, at=NOON, text="First.", step="noting", written_on=NOON.date())
    theirs = DiaryEntry.objects.get(pk=entry.pk)
    clashes(
        signed_in(alice), f"/studies/walking/diary/{entry.pk}", "text", {"step": "reading"},
        lambda: diary.change_entry(access=other, at=LATER, entry=theirs, values={"text": "Theirs."}),
    )  # fmt: skip
    entry.refresh_from_db()
    assert (entry.text, entry.step) == ("Mine.", "reading")


def test_what_another_changed_is_not_taken_out_unseen(alice: Person, other: Access, joined: Contribution) -> None:
    client, theme = signed_in(alice), joined.group_theme
    path = f"/studies/walking/group/themes/{theme.pk}/take-out"
    opened = carried_by(client.get(path), "seen")
    theirs = GroupTheme.objects.get(pk=theme.pk)
    group_themes.change_group_theme(access=other, at=LATER, theme=theirs, values={"name": "Met before being helped"})
    page = client.post(path, opened)
    assert page.status_code == 409
    assert "Met before being helped" in words_of(page)
    assert client.post(path, carried_by(page, "seen")).status_code == 302
    theme.refresh_from_db()
    assert theme.removed_at is not None


def test_who_speaks_is_not_changed_over_another(alice: Person, access: Access, other: Access) -> None:
    case: Case = add_case(access=access, at=NOON, pseudonym="Maeve")
    version: TranscriptVersion = receive_transcript(
        access=access, at=NOON, case=case, read=ReadTranscript("Plain text", TURNS, ()), original=b"a small file",
        suffix=".txt", roles={"Interviewer": "interviewer", "M": "participant"},
    )  # fmt: skip
    client, page = signed_in(alice), f"/studies/walking/transcripts/{version.pk}"
    stood = [f"{label}={role}" for label, role in (("Interviewer", "interviewer"), ("Maeve", "participant"))]
    for pair in stood:
        assert f'name="stood" value="{pair}"' in words_of(client.get(page))
    change_roles(access=other, at=LATER, version=version, roles={"Interviewer": "other", "Maeve": "participant"})
    sent = {"role-0": "participant", "role-1": "interviewer", "stood": stood}
    refused = client.post(f"{page}/speakers", sent)
    assert refused.status_code == 409
    assert "This was changed in another window since you opened it." in words_of(refused)
    assert set(version.turns.values_list("role", flat=True)) == {"other", "participant"}


def test_a_page_of_nothing_but_a_refusal_says_so_to_the_script_that_keeps_typed_words(
    alice: Person, study: Study
) -> None:
    """Without it the words that were sent would be taken for saved (islands/base/form-drafts.ts)."""
    client = signed_in(alice)
    typed = plan_of(client, research_question="What is it like to be met?")
    Membership.objects.filter(study=study, person=alice).update(role=Role.AUDITOR)
    refused = client.post(PLAN, typed)
    assert refused.status_code == 403 and 'id="wrong"' in refused.content.decode()
