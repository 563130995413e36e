"""A study's short name can be typed, and is its own."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifeworld.study.rules.slugs import LONGEST_SLUG, slug_for


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Tea for two", "tea-for-two"),
        ("Men's Sheds: what's in them?", "mens-sheds-whats-in-them"),
        ("Porters’ nights", "porters-nights"),
        ("Research+Me / You", "research-me-you"),
        ("Siân’s Müsli, Łódź & Œuvre", "sians-musli-lodz-oeuvre"),
        ("[COVID-19] 2020", "covid-19-2020"),
        ("How people who live alone make sense of a garden", "how-people-who-live-alone-make-sense-of"),
        ("x" * 60, "x" * 40),
        ("日本", "study"),
        ("", "study"),
    ],
)
def test_a_title_becomes_a_slug(title: str, slug: str) -> None:
    assert slug_for(title, ()) == slug


def test_a_taken_slug_gets_the_lowest_free_number() -> None:
    assert slug_for("Tea", {"tea"}) == "tea-2"
    assert slug_for("Tea", {"tea", "tea-2", "tea-4"}) == "tea-3"
    assert slug_for("x" * 60, {"x" * 40}) == "x" * 38 + "-2"


@settings(deadline=None)
@given(st.text(), st.integers(0, 12))
def test_a_slug_is_short_plain_and_free(title: str, studies: int) -> None:
    taken: set[str] = set()
    for _ in range(studies + 1):
        slug = slug_for(title, taken)
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
        assert len(slug) <= LONGEST_SLUG
        assert slug not in taken
        taken.add(slug)
