"""A second look reads only what changed since the first, and finds what a look at everything finds."""

from typing import Any

import pytest

from lifeworld.analysis.models import NoteAnchor
from lifeworld.analysis.services.cases import reopen
from lifeworld.analysis.services.notes import change_note
from lifeworld.quality import selectors, services
from lifeworld.quality.models import CaseFindings, QualityLook
from lifeworld.quality.selectors import check_study
from lifeworld.quality.services import look
from lifeworld.study.models import Case
from lifeworld.study.services import change_study
from lifeworld.trail.models import Act
from tests.conftest import NOON
from tests.reporting.conftest import world
from tests.reporting.world import World

__all__ = ["world"]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pseudonyms of the cases that a look reads, as it reads them."""
    names: list[str] = []

    def counted(access: Any, case: Case) -> Any:
        names.append(case.pseudonym)
        return original(access, case)

    original = selectors.check_case
    monkeypatch.setattr(services, "check_case", counted)
    return names


def test_a_look_finds_what_the_checks_find(world: World) -> None:
    assert look(access=world.access) == check_study(world.access)
    assert look(access=world.access) == check_study(world.access)


def test_nothing_is_read_again_where_nothing_was_done(world: World, looked_at: list[str]) -> None:
    look(access=world.access)
    assert sorted(looked_at) == sorted(world.access.study.cases.values_list("pseudonym", flat=True))
    looked_at.clear()
    look(access=world.access)
    assert looked_at == []


def test_what_an_act_touched_is_read_again(world: World, looked_at: list[str]) -> None:
    case = world.maeve
    case.refresh_from_db()
    if case.state != "open":
        case = reopen(access=world.access, at=NOON, case=case)
    look(access=world.access)
    looked_at.clear()
    note = case.notes.filter(removed_at__isnull=True).first()
    assert note is not None
    NoteAnchor.objects.filter(note=note).update(quote="never said")
    change_note(access=world.access, at=NOON, note=note, body="Read once more")
    found = look(access=world.access)
    assert looked_at == [case.pseudonym]
    assert "quotes" in [one.rule for one in found]
    assert CaseFindings.objects.filter(case=case).exists()


def test_other_words_for_things_are_told_everywhere(world: World, looked_at: list[str]) -> None:
    look(access=world.access)
    looked_at.clear()
    change_study(access=world.access, at=NOON, values={"label_profile": "2009"})
    assert look(access=world.access) == check_study(world.access)
    assert len(looked_at) == world.access.study.cases.count()


def test_a_row_altered_long_ago_is_found_when_everything_is_read(world: World) -> None:
    look(access=world.access)
    Act.objects.filter(study=world.access.study.slug, number=2).update(actor="mallory")
    assert "trail" not in [one.rule for one in look(access=world.access)]
    assert "trail" in [one.rule for one in look(access=world.access, whole=True)]


def test_a_trail_that_does_not_hold_is_read_whole_each_time(world: World) -> None:
    look(access=world.access)
    seen = QualityLook.objects.get()
    Act.objects.filter(study=world.access.study.slug, number=seen.number).delete()
    first, second = ([one.sentence for one in look(access=world.access) if one.rule == "trail"] for _ in range(2))
    assert first == second != []
