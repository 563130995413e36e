"""Group themes: new interpretations that join personal themes of signed-off cases and never alter them."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifeworld.analysis.models import Contribution, GroupTheme, PersonalTheme
from lifeworld.analysis.selectors.access import AcrossCasesClosedError
from lifeworld.analysis.selectors.chain import chain_of_contribution, upward_from
from lifeworld.analysis.selectors.group import GroupThemeView, group_for
from lifeworld.analysis.services import contributions, group_themes, history
from lifeworld.analysis.services.cases import open_across_cases, reopen, sign_off
from lifeworld.analysis.services.changes import state_of
from lifeworld.analysis.services.personal_themes import change_theme, gather_theme, take_out_theme
from lifeworld.analysis.services.statements import set_statement_aside, take_statement_back
from lifeworld.analysis.services.theme_changes import look_at_changed_theme
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.study.services import create_study
from lifeworld.trail.selectors import verify
from tests.analysis.group_fixture import Group, add_worked_case, four_cases
from tests.conftest import NOON, RECORD


@pytest.fixture
def group(access: Access) -> Group:
    return four_cases(access)


def make(group: Group, name: str, parent: GroupTheme | None = None) -> GroupTheme:
    return group_themes.make_group_theme(access=group.access, at=NOON, name=name, parent=parent.pk if parent else None)


def join(group: Group, theme: GroupTheme, name: str, stance: str = "convergent") -> Contribution:
    return contributions.join_theme(
        access=group.access, at=NOON, theme=theme, stance=stance, personal_theme=group.themes[name].pk
    )


def personal_themes(group: Group) -> dict[str, Any]:
    return {name: state_of(PersonalTheme.objects.get(pk=theme.pk)) for name, theme in group.themes.items()}


def undo(group: Group) -> None:
    history.undo(access=group.access, at=NOON, area=group_themes.AREA)


def test_the_group_level_stays_closed_until_the_last_case_is_signed_off(access: Access) -> None:
    group = Group(access, {}, {}, {})
    add_worked_case(group, "Maeve", ["Sat with"])
    access.study.cross_case_opened_at = None
    access.study.save()
    add_worked_case(group, "Tobias", ["A uniform"], signed_off=False)
    access.study.refresh_from_db()
    with pytest.raises(AcrossCasesClosedError):
        make(group, "Met before being helped")
    with pytest.raises(AcrossCasesClosedError):
        group_for(access.person, "walking")
    open_across_cases(access=access, at=NOON, reason="Supervision is on Friday.")
    theme = make(group, "Met before being helped")
    assert join(group, theme, "Sat with").stance == "convergent"
    with pytest.raises(NotFoundError):
        join(group, theme, "A uniform")
    assert group_for(access.person, "walking").waiting == ["Tobias"]


def test_nothing_at_the_group_level_alters_a_personal_theme(group: Group) -> None:
    before = personal_themes(group)
    theme = make(group, "Met before being helped")
    sub = make(group, "Someone who does not write it down", theme)
    first = join(group, sub, "Sat with, not written down")
    join(group, theme, "Choosing who may know", "divergent")
    contributions.change_contribution(
        access=group.access, at=NOON, contribution=first,
        values={"stance": "variant", "comment": "Otherwise", "group_theme": theme.pk},
    )  # fmt: skip
    group_themes.change_group_theme(access=group.access, at=NOON, theme=theme, values={"name": "Met first"})
    group_themes.take_out_group_theme(access=group.access, at=NOON, theme=theme)
    assert personal_themes(group) == before


def test_a_personal_theme_may_join_several_group_themes_but_one_only_once(group: Group) -> None:
    one, two = make(group, "One"), make(group, "Two")
    join(group, one, "Choosing who may know")
    join(group, two, "Choosing who may know", "variant")
    with pytest.raises(DomainError):
        join(group, one, "Choosing who may know", "divergent")


def test_moving_a_contribution_to_where_its_theme_is_already_is_refused(group: Group) -> None:
    one, two = make(group, "One"), make(group, "Two")
    join(group, one, "Choosing who may know")
    second = join(group, two, "Choosing who may know")
    with pytest.raises(DomainError) as refusal:
        contributions.change_contribution(
            access=group.access, at=NOON, contribution=second, values={"group_theme": one.pk}
        )
    assert "already" in refusal.value.what
    second.refresh_from_db()
    assert second.group_theme_id == two.pk


def test_a_statement_can_join_by_itself_and_its_chain_begins_there(group: Group) -> None:
    theme = make(group, "Borrowed time")
    statement = group.statements["Done, and glad of it"]
    made = contributions.join_theme(access=group.access, at=NOON, theme=theme, stance="variant", statement=statement.pk)
    chain = chain_of_contribution(group.access.person, made.pk)
    assert chain.personal_theme == "" and [s.id for s in chain.statements] == [statement.pk]
    assert chain.statements[0].passages[0].quote == "She never asked me"
    both: dict[str, Any] = {"statement": statement.pk, "personal_theme": group.themes["Done, and glad of it"].pk}
    for wrong in ({}, both):
        with pytest.raises(InvalidInputError):
            contributions.join_theme(access=group.access, at=NOON, theme=theme, stance="variant", **wrong)


def test_the_walk_goes_up_again_from_a_statement_to_what_uses_it(group: Group) -> None:
    theme = make(group, "Met before being helped")
    sub = make(group, "Someone who does not write it down", theme)
    made = join(group, sub, "Sat with, not written down", "divergent")
    statement = group.statements["Sat with, not written down"]
    up = upward_from(group.access, group.cases["Maeve"], statement.pk)
    assert up.personal_theme == "Sat with, not written down"
    assert [(u.contribution, u.group_theme, u.subtheme, u.stance) for u in up.uses] == [
        (made.pk, "Met before being helped", "Someone who does not write it down", "divergent")
    ]
    contributions.take_out_contribution(access=group.access, at=NOON, contribution=made)
    assert upward_from(group.access, group.cases["Maeve"], statement.pk).uses == []


def test_absence_counts_signed_off_cases_only_and_looks_beneath(group: Group) -> None:
    theme = make(group, "Met before being helped")
    sub = make(group, "Someone who does not write it down", theme)
    join(group, sub, "Sat with, not written down")
    join(group, theme, "Choosing who may know", "divergent")

    def absent() -> tuple[list[str], list[str]]:
        top = group_for(group.access.person, "walking").themes[0]
        return top.absent, top.subthemes[0].absent

    assert absent() == (["Tobias", "Gwen"], ["Tobias", "Anjali", "Gwen"])
    reopen(access=group.access, at=NOON, case=group.cases["Gwen"])
    assert absent() == (["Tobias"], ["Tobias", "Anjali"])


def test_themes_nest_one_level(group: Group) -> None:
    top = make(group, "Top")
    sub = make(group, "Sub", top)
    with pytest.raises(InvalidInputError):
        make(group, "Too deep", sub)
    with pytest.raises(InvalidInputError):
        group_themes.change_group_theme(access=group.access, at=NOON, theme=top, values={"parent": top.pk})


def test_what_is_set_aside_carries_a_reason_and_is_not_joined(group: Group) -> None:
    theme, personal = make(group, "One"), group.themes["A uniform I could not read"]
    with pytest.raises(InvalidInputError):
        contributions.set_personal_theme_aside(access=group.access, at=NOON, theme=personal, reason="  ")
    contributions.set_personal_theme_aside(access=group.access, at=NOON, theme=personal, reason="His alone.")
    with pytest.raises(DomainError):
        join(group, theme, "A uniform I could not read")
    tobias = next(case for case in group_for(group.access.person, "walking").cases if case.pseudonym == "Tobias")
    assert {one.name: one.set_aside for one in tobias.unused}["A uniform I could not read"] == "His alone."
    personal.refresh_from_db()
    contributions.take_personal_theme_back(access=group.access, at=NOON, theme=personal)
    join(group, theme, "A uniform I could not read")
    personal.refresh_from_db()
    with pytest.raises(DomainError):
        contributions.set_personal_theme_aside(access=group.access, at=NOON, theme=personal, reason="In use.")


def test_ordering_moves_a_theme_among_those_beside_it_and_stops_at_the_ends(group: Group) -> None:
    tops = [make(group, name) for name in ("One", "Two", "Three")]
    make(group, "Under two", tops[1])

    def order() -> list[str]:
        return [theme.name for theme in group_for(group.access.person, "walking").themes]

    seen = []
    for step in (-1, -1, -1, 1):
        group_themes.order_group_theme(access=group.access, at=NOON, theme=tops[2], step=step)
        seen.append(order())
    up_once, at_the_top = ["One", "Three", "Two"], ["Three", "One", "Two"]
    assert seen == [up_once, at_the_top, at_the_top, up_once]
    undo(group)
    assert order() == at_the_top


def test_undo_brings_back_a_theme_with_its_sub_themes_and_contributions(group: Group) -> None:
    theme = make(group, "Met before being helped")
    sub = make(group, "Someone who does not write it down", theme)
    join(group, sub, "Sat with, not written down")
    join(group, sub, "Choosing who may know", "divergent")

    def tree() -> list[GroupThemeView]:
        return group_for(group.access.person, "walking").themes

    def shape() -> list[tuple[str, list[tuple[str, list[tuple[str, str]]]]]]:
        return [
            (t.name, [(s.name, [(c.name, c.stance) for c in s.contributions]) for s in t.subthemes]) for t in tree()
        ]

    before = shape()
    group_themes.take_out_group_theme(access=group.access, at=NOON, theme=theme)
    assert shape() == []
    undo(group)
    assert shape() == before
    history.redo(access=group.access, at=NOON, area=group_themes.AREA)
    assert shape() == []
    assert verify("walking").finding is None


def test_undo_does_not_bring_back_a_contribution_that_was_made_anew_by_another(group: Group, bob: Person) -> None:
    Membership.objects.filter(person=bob).update(role=Role.ANALYST)
    other = Access(group.access.study, bob, Role.ANALYST)
    theme = make(group, "One")
    mine = join(group, theme, "Choosing who may know")
    contributions.take_out_contribution(access=group.access, at=NOON, contribution=mine)
    contributions.join_theme(
        access=other, at=NOON, theme=theme, stance="variant", personal_theme=group.themes["Choosing who may know"].pk
    )
    with pytest.raises(DomainError):
        undo(group)
    assert Contribution.objects.filter(removed_at__isnull=True).count() == 1


def test_undo_brings_no_contribution_back_into_a_theme_that_another_took_out(group: Group, bob: Person) -> None:
    Membership.objects.filter(person=bob).update(role=Role.ANALYST)
    theme = make(group, "One")
    mine = join(group, theme, "Choosing who may know")
    contributions.take_out_contribution(access=group.access, at=NOON, contribution=mine)
    group_themes.take_out_group_theme(access=Access(group.access.study, bob, Role.ANALYST), at=NOON, theme=theme)
    with pytest.raises(DomainError, match="Something changed here since"):
        undo(group)
    assert not Contribution.objects.filter(removed_at__isnull=True).exists()


def test_a_theme_in_use_through_its_sub_theme_is_not_set_aside_nor_used_once_it_is(group: Group) -> None:
    group_theme, case = make(group, "One"), reopen(access=group.access, at=NOON, case=group.cases["Gwen"])
    top = group.themes["Seeing him in the Co-op"]
    sub = gather_theme(access=group.access, at=NOON, layout=top.layout, name="By the bread", parent=top.pk)
    sign_off(access=group.access, at=NOON, case=case)
    at: dict[str, Any] = {"access": group.access, "at": NOON}
    used = contributions.join_theme(**at, theme=group_theme, stance="variant", personal_theme=sub.pk)
    with pytest.raises(DomainError, match="in use"):
        contributions.set_personal_theme_aside(**at, theme=top, reason="Hers alone.")
    contributions.take_out_contribution(**at, contribution=used)
    contributions.set_personal_theme_aside(**at, theme=top, reason="Hers alone.")
    with pytest.raises(DomainError, match="set aside"):
        contributions.join_theme(**at, theme=group_theme, stance="variant", personal_theme=sub.pk)


def test_what_a_group_theme_uses_is_not_moved_beneath_a_theme_set_aside(group: Group) -> None:
    at: dict[str, Any] = {"access": group.access, "at": NOON}
    used, aside = group.themes["Off the clock, off the page"], group.themes["Seeing him in the Co-op"]
    join(group, make(group, "One"), used.name)
    contributions.set_personal_theme_aside(**at, theme=aside, reason="Hers alone.")
    reopen(**at, case=group.cases["Gwen"])
    with pytest.raises(DomainError, match="set aside, and a group theme uses this one"):
        change_theme(**at, theme=used, values={"parent": aside.pk})
    assert PersonalTheme.objects.get(pk=used.pk).parent is None
    contributions.take_personal_theme_back(**at, theme=aside)
    assert change_theme(**at, theme=used, values={"parent": aside.pk}).parent == aside


def test_undo_moves_nothing_in_use_beneath_a_theme_that_was_set_aside_since(group: Group, bob: Person) -> None:
    used, aside = group.themes["Off the clock, off the page"], group.themes["Seeing him in the Co-op"]
    Membership.objects.filter(person=bob).update(role=Role.ANALYST)
    at: dict[str, Any] = {"access": group.access, "at": NOON}
    reopen(**at, case=group.cases["Gwen"])
    change_theme(**at, theme=used, values={"parent": aside.pk})
    change_theme(**at, theme=used, values={"parent": None})
    sign_off(**at, case=group.cases["Gwen"])
    theirs: dict[str, Any] = {"access": Access(group.access.study, bob, Role.ANALYST), "at": NOON}
    contributions.set_personal_theme_aside(**theirs, theme=aside, reason="Hers alone.")
    contributions.join_theme(**theirs, theme=make(group, "One"), stance="variant", personal_theme=used.pk)
    case = reopen(**at, case=group.cases["Gwen"])
    with pytest.raises(DomainError, match="Something changed here since"):
        history.undo(**at, area="board", case=case)
    assert PersonalTheme.objects.get(pk=used.pk).parent is None


def test_a_sub_theme_that_was_dissolved_keeps_no_theme_in_use(group: Group) -> None:
    at: dict[str, Any] = {"access": group.access, "at": NOON}
    used, top = group.themes["Off the clock, off the page"], group.themes["Seeing him in the Co-op"]
    join(group, make(group, "One"), used.name)
    case = reopen(**at, case=group.cases["Gwen"])
    change_theme(**at, theme=used, values={"parent": top.pk})
    take_out_theme(**at, theme=used)
    assert contributions.set_personal_theme_aside(**at, theme=top, reason="Hers alone.").set_aside_reason
    with pytest.raises(DomainError, match="Something changed here since"):
        history.undo(**at, area="board", case=case)


def test_a_theme_that_a_group_theme_uses_keeps_a_name(group: Group) -> None:
    at: dict[str, Any] = {"access": group.access, "at": NOON}
    used = group.themes["Choosing who may know"]
    contribution = join(group, make(group, "One"), used.name)
    reopen(**at, case=group.cases["Anjali"])
    with pytest.raises(DomainError, match="keeps a name"):
        change_theme(**at, theme=used, values={"name": " "})
    assert change_theme(**at, theme=used, values={"name": "Whom to tell"}).name == "Whom to tell"
    contributions.take_out_contribution(**at, contribution=contribution)
    assert change_theme(**at, theme=used, values={"name": ""}).name == ""


def test_a_statement_that_a_group_theme_uses_is_not_set_aside_nor_used_once_it_is(group: Group) -> None:
    at: dict[str, Any] = {"access": group.access, "at": NOON}
    statement, theme = group.statements["Choosing who may know"], make(group, "One")
    used = contributions.join_theme(**at, theme=theme, stance="variant", statement=statement.pk)
    case = reopen(**at, case=group.cases["Anjali"])
    with pytest.raises(DomainError, match="group theme uses this statement"):
        set_statement_aside(**at, statement=statement, reason="Hers alone.")
    contributions.take_out_contribution(**at, contribution=used)
    assert set_statement_aside(**at, statement=statement, reason="Hers alone.").set_aside_reason
    take_statement_back(**at, statement=statement)
    sign_off(**at, case=case)
    contributions.join_theme(**at, theme=theme, stance="variant", statement=statement.pk)
    case = reopen(**at, case=case)
    with pytest.raises(DomainError, match="Something changed here since"):
        history.undo(**at, area="board", case=case)
    contributions.take_out_contribution(**at, contribution=theme.contributions.get(removed_at=None))
    history.undo(**at, area="board", case=case)
    sign_off(**at, case=case)
    with pytest.raises(DomainError, match="That statement is set aside"):
        contributions.join_theme(**at, theme=theme, stance="variant", statement=statement.pk)


def test_nothing_of_another_study_is_taken_up(group: Group, alice: Person) -> None:
    theme, personal = make(group, "One"), group.themes["A uniform I could not read"]
    joined = join(group, theme, "Choosing who may know")
    other = create_study(by=alice, at=NOON, summary_text=RECORD, slug="other", fictional=True)
    elsewhere: dict[str, Any] = {"access": Access(other, alice, Role.LEAD), "at": NOON}
    open_across_cases(**elsewhere, reason="Both at once.")
    for act in (
        lambda: group_themes.change_group_theme(**elsewhere, theme=theme, values={"name": "Mine"}),
        lambda: group_themes.order_group_theme(**elsewhere, theme=theme, step=1),
        lambda: group_themes.take_out_group_theme(**elsewhere, theme=theme),
        lambda: look_at_changed_theme(**elsewhere, theme=theme),
        lambda: contributions.change_contribution(**elsewhere, contribution=joined, values={"stance": "variant"}),
        lambda: contributions.take_out_contribution(**elsewhere, contribution=joined),
        lambda: contributions.join_theme(**elsewhere, theme=theme, stance="variant", personal_theme=personal.pk),
        lambda: contributions.set_personal_theme_aside(**elsewhere, theme=personal, reason="Hers."),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert group_for(alice, "walking").themes[0].name == "One"


def test_a_reader_may_look_but_not_change(group: Group, bob: Person) -> None:
    theme = make(group, "One")
    reader = Access(group.access.study, bob, Role.SUPERVISOR)
    assert group_for(bob, "walking").can_write is False
    with pytest.raises(NotAllowedError):
        group_themes.make_group_theme(access=reader, at=NOON, name="Mine")
    with pytest.raises(NotAllowedError):
        group_themes.take_out_group_theme(access=reader, at=NOON, theme=theme)


def test_an_adviser_reads_the_words_beneath_a_theme_but_not_the_notes(group: Group, charlie: Person) -> None:
    Membership.objects.create(study=group.access.study, person=charlie, role=Role.ADVISER)
    made = join(group, make(group, "One"), "Sat with, not written down")
    seen = chain_of_contribution(charlie, made.pk).statements[0]
    assert seen.passages[0].quote == "We went along the river" and seen.notes == []
    assert chain_of_contribution(group.access.person, made.pk).statements[0].notes != []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(["join", "stance", "out", "aside"]), st.integers(0, 6)), max_size=8))
def test_whatever_is_done_undoing_all_of_it_leads_back(group: Group, acts: list[tuple[str, int]]) -> None:
    theme = GroupTheme.objects.filter(name="Held").first() or make(group, "Held")
    names = list(group.themes)

    def now() -> list[Any]:
        view = group_for(group.access.person, "walking")
        joined = [(c.name, c.stance) for t in view.themes for c in t.contributions]
        return [joined, [(one.name, one.set_aside) for case in view.cases for one in case.unused]]

    start, done = now(), 0
    for act, n in acts:
        personal = PersonalTheme.objects.get(pk=group.themes[names[n % len(names)]].pk)
        mine = Contribution.objects.filter(group_theme=theme, personal_theme=personal, removed_at__isnull=True).first()
        at: dict[str, Any] = {"access": group.access, "at": NOON}
        if act == "join" and mine is None and not personal.set_aside_reason:
            contributions.join_theme(**at, theme=theme, stance="convergent", personal_theme=personal.pk)
        elif act == "stance" and mine is not None and mine.stance == "convergent":
            contributions.change_contribution(**at, contribution=mine, values={"stance": "divergent"})
        elif act == "out" and mine is not None:
            contributions.take_out_contribution(**at, contribution=mine)
        elif act == "aside" and mine is None and not personal.set_aside_reason:
            contributions.set_personal_theme_aside(**at, theme=personal, reason="Hers alone.")
        else:
            continue
        done += 1
    for _ in range(done):
        undo(group)
    assert now() == start
