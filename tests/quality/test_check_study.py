"""The hard checks over a study: silent where all holds, and each planted fault found where it is."""

import pytest
from django.db.models import F

from lifeworld.analysis.models import NoteAnchor, PersonalTheme, Placement, Statement, StatementAnchor
from lifeworld.analysis.services.cases import close_across_cases, open_for_analysis, reopen
from lifeworld.analysis.services.diary import take_out_entry
from lifeworld.interviews.selectors import frozen_version
from lifeworld.quality.rules import RULES, Finding
from lifeworld.quality.selectors import check_study
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act
from tests.conftest import NOON, bring_in
from tests.reporting.conftest import world
from tests.reporting.world import World

__all__ = ["world"]
UNFED = "group-themes-have-contributions"


def found_in(world: World) -> list[Finding]:
    """What is found, less the group theme that the small study leaves unfilled."""
    return [one for one in check_study(world.access) if one.rule != UNFED]


def only(world: World, rule: str) -> Finding:
    """The one finding under a rule, with nothing found under any other."""
    found = found_in(world)
    assert [one.rule for one in found] == [rule]
    assert found[0].source == RULES[rule].source
    return found[0]


def test_a_sound_study_is_found_sound_but_for_its_unfilled_theme(world: World) -> None:
    (found,) = check_study(world.access)
    assert (found.rule, found.sentence) == (UNFED, "“Not yet filled” has no contribution yet.")
    assert found.where == "/studies/walking/group"


def test_an_empty_study_has_nothing_to_look_at(access: Access) -> None:
    assert check_study(access) == []


def test_a_statement_without_words_is_found(world: World) -> None:
    Statement.objects.create(case=world.maeve, text="From nowhere", created_at=NOON, changed_at=NOON)
    found = only(world, "anchored")
    assert found.sentence == "In Maeve’s case one experiential statement rests on no words."
    assert "nowhere" not in found.sentence and found.where == "/studies/walking/cases/1/board"


def test_a_personal_theme_that_lost_its_statements_is_found(world: World) -> None:
    theme = PersonalTheme.objects.get(name="Not an appointment")
    Placement.objects.filter(theme=theme).update(theme=None)
    assert "Not an appointment" in only(world, "themes-have-statements").sentence


@pytest.mark.parametrize("model", [NoteAnchor, StatementAnchor])
def test_a_quote_that_is_not_in_the_transcript_is_found(
    world: World, model: "type[NoteAnchor] | type[StatementAnchor]"
) -> None:
    anchor = model._default_manager.filter(quote="along the river").get()
    model._default_manager.filter(pk=anchor.pk).update(quote="along the canal")
    found = only(world, "quotes")
    assert found.where == "/studies/walking/cases/1/transcript?interview=1&line=2"
    assert "canal" not in found.sentence


def test_a_line_number_that_cannot_be_is_found(world: World) -> None:
    anchor = StatementAnchor.objects.filter(quote="along the river").get()
    StatementAnchor.objects.filter(pk=anchor.pk).update(last_line=F("last_line") + 900)
    only(world, "lines")


def test_words_of_somebody_else_under_a_statement_are_found(world: World) -> None:
    statement = Statement.objects.get(text="Going, not being taken")
    own = statement.anchors.first()
    assert own is not None
    other = frozen_version(world.tobias)
    StatementAnchor.objects.create(
        statement=statement, version=other, start=own.start, end=own.end, quote=own.quote, first_line=own.first_line,
        last_line=own.last_line,
    )  # fmt: skip
    assert "Maeve" in only(world, "one-case").sentence


def test_somebody_elses_statement_in_a_pile_is_found(world: World) -> None:
    theirs = Statement.objects.get(case=world.tobias)
    theme = PersonalTheme.objects.get(name="Walking without a plan")
    Placement.objects.create(layout=theme.layout, statement=theirs, theme=theme)
    only(world, "one-case")


def test_something_set_aside_without_a_reason_is_found(world: World) -> None:
    Statement.objects.filter(text="Laughing it off").update(set_aside_reason="  ")
    only(world, "set-aside")


def test_a_case_opened_beside_another_is_found_with_the_missing_entry(world: World) -> None:
    reopen(access=world.access, at=NOON, case=world.tobias)
    ines = add_case(access=world.access, at=NOON, pseudonym="Ines")
    bring_in(world.access, ines)
    open_for_analysis(access=world.access, at=NOON, case=ines)
    sentences = [one.sentence for one in found_in(world)]
    assert sentences == [
        "Ines was opened while Tobias was still under analysis.",
        "The diary says nothing yet of what was carried over to Ines.",
    ]


def test_a_change_of_case_without_its_entry_is_found(world: World) -> None:
    take_out_entry(access=world.access, at=NOON, entry=world.access.study.diary.get(case=world.tobias))
    assert only(world, "carry-over").where == "/studies/walking/diary"


def test_an_altered_trail_is_found(world: World) -> None:
    act = Act.objects.filter(study="walking", verb="wrote note").first()
    assert act is not None
    Act.objects.filter(pk=act.pk).update(verb="took out note")
    assert str(act.number) in only(world, "trail").sentence


def test_a_closed_case_is_not_looked_into(world: World) -> None:
    Statement.objects.create(case=world.tobias, text="From nowhere", created_at=NOON, changed_at=NOON)
    assert [one.rule for one in found_in(world)] == ["anchored"]
    close_across_cases(access=world.access, at=NOON)
    reopen(access=world.access, at=NOON, case=world.maeve)
    assert check_study(world.access) == []


def test_an_adviser_may_not_check(world: World, charlie: Person) -> None:
    with pytest.raises(NotAllowedError):
        check_study(Access(world.access.study, charlie, Role.ADVISER))


def test_removed_things_are_not_looked_at(world: World, maeve: Case) -> None:
    Statement.objects.create(case=maeve, text="x", created_at=NOON, changed_at=NOON, removed_at=NOON)
    assert found_in(world) == []
