"""Text comes out of a file whatever encoding it was saved in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.study.rules.upload_text import text_of

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text[0] != "\ufeff")


@given(WORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_survives_the_encodings_that_mark_or_prove_themselves(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


def test_an_older_windows_file_keeps_its_quotation_marks_and_accents() -> None:
    assert text_of("“Beyoncé’s” – naïve".encode("cp1252")) == "“Beyoncé’s” – naïve"


@given(st.binary())
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert isinstance(text_of(data), str)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_half_a_character_at_the_end_stands_as_unreadable(mark: bytes) -> None:
    assert text_of(mark + b"a").endswith("\ufffd")
