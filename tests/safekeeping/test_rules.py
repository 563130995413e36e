"""The rules of this room by example and by property: cut-off, effects, lengths, and finding somebody's words."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.safekeeping.rules.levels import (
    Level,
    Results,
    cut_off_of,
    effects_of,
    is_before,
    what_goes,
    what_stays,
)
from lifeworld.safekeeping.rules.retention import (
    CLASSES,
    Standing,
    class_named,
    due_on,
    mismatch,
    said,
    standing_of,
)
from lifeworld.safekeeping.rules.words import STRETCH, WHAT, WHO, ghost_of

HELD = date(2016, 9, 14)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1))
SPOKEN = ["we", "went", "along", "the", "river", "she", "never", "asked", "me", "where", "it", "was"]
WORDS = st.lists(st.sampled_from(SPOKEN), max_size=30)


@pytest.mark.parametrize(
    ("days", "words", "held", "by_hand", "expected"),
    [
        (14, "", [HELD], None, date(2016, 9, 28)),
        (14, "", [HELD, date(2016, 9, 20)], None, date(2016, 10, 4)),
        (14, "", [HELD, None], None, None),
        (14, "", [], None, None),
        (None, "until it is put together with others’", [HELD], None, None),
        (None, "until it is put together with others’", [HELD], date(2016, 11, 1), date(2016, 11, 1)),
        (None, "", [HELD], date(2016, 11, 1), None),
    ],
)
def test_the_cut_off_is_what_was_promised_and_never_sooner(
    days: int | None, words: str, held: list[date | None], by_hand: date | None, expected: date | None
) -> None:
    assert cut_off_of(days, words, held, by_hand) == expected


@given(st.sets(st.sampled_from(list(Level))), DAYS, st.none() | DAYS, st.sampled_from(list(Results)))
def test_nothing_goes_after_the_cut_off_and_everything_can_until_then(
    levels: set[Level], on: date, cut_off: date | None, results: Results
) -> None:
    before = is_before(on, cut_off)
    effects = effects_of([level.value for level in levels], before_cut_off=before)
    assert effects.forgets == (Level.DATA in levels and (cut_off is None or on <= cut_off))
    assert effects.stops_contact == (Level.CONTACT in levels)
    assert effects.withholds_quotes == bool(levels & {Level.DATA, Level.QUOTES})
    stays = what_stays(effects, cut_off=cut_off, forms_until="5 years after the study", results=results)
    assert any("evidence, 5 years after the study" in sentence for sentence in stays)
    assert bool(what_goes(effects)) == bool(levels)
    if not effects.forgets:
        assert any("stays in the analysis" in sentence for sentence in stays)


def test_each_class_has_its_source_and_the_day_it_was_looked_at() -> None:
    assert [one.key for one in CLASSES] == [
        "reply-slips", "contacts", "recordings", "linking-key", "consent-forms", "analysis", "safety", "trail",
    ]  # fmt: skip
    for one in CLASSES:
        assert one.source and one.checked >= date(2026, 11, 26)
        assert one.months is not None or one.ask
    assert class_named("nothing") is None


def test_lengths_and_days() -> None:
    assert [said(months) for months in (0, 1, 12, 18, 120)] == ["at once", "1 month", "1 year", "18 months", "10 years"]
    assert due_on(date(2016, 8, 31), 6) == date(2017, 2, 28)
    assert due_on(None, 6) is None and due_on(HELD, None) is None


@given(DAYS, st.integers(0, 600))
def test_a_longer_time_never_ends_sooner(day: date, months: int) -> None:
    due, later = due_on(day, months), due_on(day, months + 1)
    assert due is not None and later is not None and due < later
    assert (due.year - day.year) * 12 + due.month - day.month == months


@given(st.none() | st.integers(0, 300), st.none() | st.integers(0, 300))
def test_only_a_length_within_the_promise_is_none_to_settle(months: int | None, promised: int | None) -> None:
    keeps = promised is None or (months is not None and months <= promised)
    assert (mismatch(months, promised) == "") == keeps


@given(DAYS, st.none() | DAYS, st.none() | DAYS, st.booleans(), st.integers(0, 3))
def test_a_class_is_due_only_once_its_day_has_come_and_it_is_not_set_aside(
    today: date, trigger: date | None, due: date | None, held: bool, kept: int
) -> None:
    standing = standing_of(today, kept=kept, held=held, trigger=trigger, due=due)
    wanted = bool(kept) and not held and trigger is not None and due is not None and due <= today
    assert (standing is Standing.DUE) == wanted


def test_a_pseudonym_is_found_as_a_word_and_taken_out() -> None:
    ghost = ghost_of("Rose", [])
    assert ghost.taken_out_of("As ROSE said; Rosemary, Rose’s friend, arose.") == (
        f"As {WHO} said; Rosemary, {WHO}’s friend, arose."
    )


def test_an_accent_typed_either_way_is_the_same_name_and_the_same_words() -> None:
    apart = normalize("NFD", "Zoë")
    for written in ("Zoë", apart):
        ghost = ghost_of(written, ["We met Noël at the café by the river."])
        assert ghost.taken_out_of(f"Zoë, ZOË and {apart}; Zoe, Zoëlle.") == f"{WHO}, {WHO} and {WHO}; Zoe, Zoëlle."
        assert ghost.taken_out_of(normalize("NFD", "Met Noël at the café once.")) == f"{WHAT} once."
    assert not ghost_of("Zoe", []).named_in(f"{apart} came.") and ghost_of("Old Tom", []).named_in("old\nTom")


def test_words_are_found_whatever_their_capitals_and_marks() -> None:
    ghost = ghost_of("M", ["She never asked me where I was going, we just went."])
    text = "Compare: “she never asked me\nWHERE I was”. And others went."
    assert ghost.taken_out_of(text) == f"Compare: “{WHAT}”. And others went."
    assert not ghost.in_text("she never asked me")


@given(WORDS, WORDS, WORDS)
def test_nothing_of_a_stretch_is_left_and_what_is_not_theirs_stays(
    before: list[str], spoken: list[str], after: list[str]
) -> None:
    ghost = ghost_of("Zephyrine", [" ".join(spoken)])
    text = " ".join([*before, *spoken, *after])
    left = ghost.taken_out_of(text)
    assert not ghost.in_text(left)
    assert ghost.taken_out_of(left) == left
    if len(spoken) < STRETCH:
        assert left == text
