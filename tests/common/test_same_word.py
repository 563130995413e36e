"""Two names are one to whoever reads them, whatever their capitals, accents and spaces."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.common.same_word import caseless, folded, is_among

APART = normalize("NFD", "Zoë")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "ZOË"), ("Zoë", APART), (APART, "zOË"), ("Åsa", "\u212bsa"), ("Strauß", "STRAUSS"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"), ("Old  Tom", " old tom "), ("Maeve", "MAEVE"), ("Maeve", "\u202emaeve\u200b"),
    ],
)  # fmt: skip
def test_names_that_read_the_same_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other) and is_among(one, ["Agnes", other])


@pytest.mark.parametrize(("one", "other"), [("Zoë", "Zoe"), ("Old Tom", "Oldtom"), ("Maeve", "Maev")])
def test_an_accent_a_space_and_a_letter_tell_names_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other) and not is_among(one, [other])


@given(st.text(max_size=12))
def test_it_settles_in_one_go_and_knows_a_text_taken_apart(text: str) -> None:
    assert caseless(caseless(text)) == caseless(text) == caseless(normalize("NFD", text))
