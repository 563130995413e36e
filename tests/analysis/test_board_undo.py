"""The table: laid, gathered, nested, dissolved, set aside, kept in several layouts, and all of it undone."""

import pytest

from lifeworld.analysis.models import Layout, Statement
from lifeworld.analysis.selectors.board import BoardView, board_for
from lifeworld.analysis.services import history, layouts, personal_themes, statements
from lifeworld.analysis.services.personal_themes import Place
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role
from lifeworld.study.selectors import Access
from tests.analysis.test_notes_and_statements import span_of
from tests.conftest import NOON

WORDS = ["the river", "She never asked me", "we just went", "an appointment"]


@pytest.fixture
def cards(access: Access, maeve: Case) -> list[Statement]:
    """Four statements in the order they were told."""
    return [
        statements.write_statement(access=access, at=NOON, case=maeve, text=words, spans=[span_of(maeve, words)])
        for words in WORDS
    ]


@pytest.fixture
def layout(maeve: Case, cards: list[Statement]) -> Layout:
    return layouts.layout_in_use(maeve, NOON)


def shape(board: BoardView) -> dict[str, object]:
    """What a person sees: who lies in which pile, and what is set aside."""
    names = {theme.id: theme.name for theme in board.themes}
    return {
        "piles": {card.text: names.get(card.theme or 0, "") for card in board.cards},
        "aside": [aside.text for aside in board.set_aside],
        "themes": sorted((theme.name, names.get(theme.parent or 0, "")) for theme in board.themes),
    }


def test_new_statements_lie_loose_in_the_order_they_were_told(access: Access, maeve: Case, layout: Layout) -> None:
    board = board_for(access.person, maeve.pk)
    assert [card.text for card in board.cards] == WORDS
    assert all(card.theme is None for card in board.cards)
    assert len({(card.x, card.y) for card in board.cards}) == len(WORDS)


def test_every_act_on_the_table_can_be_undone_and_redone(
    access: Access, maeve: Case, layout: Layout, cards: list[Statement]
) -> None:
    def see() -> dict[str, object]:
        return shape(board_for(access.person, maeve.pk))

    seen = [see()]
    first, second, third, fourth = cards
    theme = personal_themes.gather_theme(
        access=access, at=NOON, layout=layout, name="Going, not taken", statements=[first.pk, second.pk]
    )
    seen.append(see())
    personal_themes.gather_theme(
        access=access, at=NOON, layout=layout, name="Unasked", parent=theme.pk, statements=[third.pk]
    )
    seen.append(see())
    personal_themes.change_theme(access=access, at=NOON, theme=theme, values={"name": "Just going"})
    seen.append(see())
    statements.set_statement_aside(access=access, at=NOON, statement=fourth, reason="Mine, not hers.")
    seen.append(see())
    theme.refresh_from_db()
    personal_themes.take_out_theme(access=access, at=NOON, theme=theme)
    seen.append(see())
    assert len({str(one) for one in seen}) == len(seen)
    for expected in reversed(seen[:-1]):
        history.undo(access=access, at=NOON, area="board", case=maeve)
        assert see() == expected
    for expected in seen[1:]:
        history.redo(access=access, at=NOON, area="board", case=maeve)
        assert see() == expected


def test_a_second_layout_leaves_the_first_as_it_was(
    access: Access, maeve: Case, layout: Layout, cards: list[Statement]
) -> None:
    personal_themes.gather_theme(
        access=access, at=NOON, layout=layout, name="Going", statements=[card.pk for card in cards]
    )
    copy = layouts.make_layout(access=access, at=NOON, case=maeve, name="Opposites", copy_of=layout)
    places = [Place(card.pk, None, 10 * n, 10) for n, card in enumerate(cards)]
    personal_themes.place_cards(access=access, at=NOON, layout=copy, places=places)
    assert set(shape(board_for(access.person, maeve.pk, layout.pk))["piles"].values()) == {"Going"}  # type: ignore[attr-defined]
    assert set(shape(board_for(access.person, maeve.pk, copy.pk))["piles"].values()) == {""}  # type: ignore[attr-defined]


def test_a_copied_layout_keeps_its_sub_themes_in_their_themes(
    access: Access, maeve: Case, layout: Layout, cards: list[Statement]
) -> None:
    going = personal_themes.gather_theme(
        access=access, at=NOON, layout=layout, name="Going", statements=[card.pk for card in cards]
    )
    personal_themes.gather_theme(
        access=access, at=NOON, layout=layout, name="Slowly", parent=going.pk, statements=[cards[0].pk]
    )
    copy = layouts.make_layout(access=access, at=NOON, case=maeve, name="Opposites", copy_of=layout)
    copied = copy.themes.order_by("name").values_list("name", "parent__name", "parent__layout")
    assert list(copied) == [("Going", None, None), ("Slowly", "Going", copy.pk)]
    assert sorted(copy.placements.values_list("theme__name", flat=True))[-1] == "Slowly"


def test_undoing_a_new_layout_shows_the_one_in_use(access: Access, maeve: Case, layout: Layout) -> None:
    layouts.make_layout(access=access, at=NOON, case=maeve, name="Opposites")
    reversal = history.undo(access=access, at=NOON, area="board", case=maeve)
    assert history.layout_of(reversal.objects) is None
    assert board_for(access.person, maeve.pk).layout == layout.pk


def test_exactly_one_layout_is_in_use(access: Access, maeve: Case, layout: Layout) -> None:
    other = layouts.make_layout(access=access, at=NOON, case=maeve, name="Opposites")
    layouts.use_layout(access=access, at=NOON, layout=other)
    assert [one.in_use for one in board_for(access.person, maeve.pk).layouts] == [False, True]
    with pytest.raises(DomainError):
        layouts.take_out_layout(access=access, at=NOON, layout=other)
    history.undo(access=access, at=NOON, area="board", case=maeve)
    assert [one.in_use for one in board_for(access.person, maeve.pk).layouts] == [True, False]


def test_themes_nest_one_level(access: Access, maeve: Case, layout: Layout) -> None:
    top = personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Top")
    sub = personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Sub", parent=top.pk)
    with pytest.raises(InvalidInputError):
        personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Deeper", parent=sub.pk)
    with pytest.raises(InvalidInputError):
        personal_themes.change_theme(access=access, at=NOON, theme=top, values={"parent": top.pk})


@pytest.fixture
def other(access: Access, bob: Person) -> Access:
    """Bob's way in, as a second analyst at the same table."""
    Membership.objects.filter(person=bob).update(role=Role.ANALYST)
    return Access(access.study, bob, Role.ANALYST)


def test_undo_lays_no_card_into_a_pile_that_another_dissolved(
    access: Access, other: Access, maeve: Case, layout: Layout, cards: list[Statement]
) -> None:
    pile = personal_themes.gather_theme(access=access, at=NOON, layout=layout, statements=[cards[0].pk])
    personal_themes.place_cards(access=access, at=NOON, layout=layout, places=[Place(cards[0].pk, None, 10, 10)])
    personal_themes.take_out_theme(access=other, at=NOON, theme=pile)
    with pytest.raises(DomainError, match="Something changed here since"):
        history.undo(access=access, at=NOON, area="board", case=maeve)
    assert all(card.theme is None for card in board_for(access.person, maeve.pk).cards)


def test_undo_brings_no_sub_theme_back_beneath_a_theme_that_another_dissolved(
    access: Access, other: Access, maeve: Case, layout: Layout
) -> None:
    top = personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Going")
    sub = personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Slowly", parent=top.pk)
    personal_themes.take_out_theme(access=access, at=NOON, theme=sub)
    personal_themes.take_out_theme(access=other, at=NOON, theme=top)
    with pytest.raises(DomainError, match="Something changed here since"):
        history.undo(access=access, at=NOON, area="board", case=maeve)
    copy = layouts.make_layout(access=access, at=NOON, case=maeve, name="Opposites", copy_of=layout)
    assert not copy.themes.exists()


def test_undo_empties_no_theme_that_another_put_a_sub_theme_into(
    access: Access, other: Access, maeve: Case, layout: Layout, cards: list[Statement]
) -> None:
    top = personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Going")
    personal_themes.gather_theme(
        access=other, at=NOON, layout=layout, name="Slowly", parent=top.pk, statements=[cards[0].pk]
    )
    personal_themes.place_cards(access=other, at=NOON, layout=layout, places=[Place(cards[1].pk, top.pk)])
    with pytest.raises(DomainError, match="Something changed here since"):
        history.undo(access=access, at=NOON, area="board", case=maeve)
    board = board_for(access.person, maeve.pk)
    assert {card.theme for card in board.cards} <= {None, *(theme.id for theme in board.themes)}


def test_a_card_or_pile_of_elsewhere_cannot_be_laid(
    access: Access, maeve: Case, layout: Layout, cards: list[Statement]
) -> None:
    with pytest.raises(NotFoundError):
        personal_themes.place_cards(access=access, at=NOON, layout=layout, places=[Place(999_999, None)])
    with pytest.raises(NotFoundError):
        personal_themes.place_cards(access=access, at=NOON, layout=layout, places=[Place(cards[0].pk, 999_999)])


def test_setting_aside_needs_a_reason(access: Access, maeve: Case, cards: list[Statement]) -> None:
    with pytest.raises(InvalidInputError):
        statements.set_statement_aside(access=access, at=NOON, statement=cards[0], reason="  ")
