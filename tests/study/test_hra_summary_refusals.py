"""What is no research summary is refused, with a plain reason and within a moment."""

import time

import pytest

from lifeworld.common.errors import InvalidInputError
from lifeworld.study.rules.hra_summary import LARGEST_TEXT, NotASummaryError, parse_summary

HEAD = "Lamps\nResearch type\nResearch Study\nIRAS ID\n900010\nResearch summary\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no text"),
        (" \n\u00a0\n\t", "no text"),
        ("eggs\nmilk\nbread", "none of the labels"),
        ("Dear all, the research summary is late and so is the IRAS ID.", "none of the labels"),
        ("<!doctype html><html><body><h1>Tide times</h1></body></html>", "source of a web page"),
        ("\x00\x01PNG\x00", "not plain text"),
        ("\ud800Research type: Research Study", "not plain text"),
        ("IRAS ID: 900010", "only one of the labels"),
        ("Contact name: Bo Fictional\nContact email: bo@example.org", "no research type"),
        ("Research type\nFull title\nIRAS ID\n", "no research type"),
        ("x" * (LARGEST_TEXT + 1), "larger than one megabyte"),
        (HEAD + "é" * (LARGEST_TEXT // 2), "larger than one megabyte"),
        ("x" * 5 * LARGEST_TEXT, "larger than one megabyte"),
    ],
)
def test_what_is_no_record_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotASummaryError) as refusal:
        parse_summary(text)

    assert reason in refusal.value.what
    assert isinstance(refusal.value, InvalidInputError)
    assert len(refusal.value.sentences()) == 3


def test_a_text_of_one_megabyte_is_still_read() -> None:
    largest = HEAD + "é" * ((LARGEST_TEXT - len(HEAD)) // 2)
    assert LARGEST_TEXT - len(largest.encode()) <= 1
    assert parse_summary(largest).iras_id == "900010"


def test_a_refusal_quotes_nothing_of_the_text() -> None:
    with pytest.raises(NotASummaryError) as refusal:
        parse_summary("Contact name: Wilhelmina Fictional\nContact email: w@example.org")

    assert "Wilhelmina" not in " ".join(refusal.value.sentences())


@pytest.mark.parametrize(
    "text", ["IRAS ID: 900010\nContact name: Bo Fictional", HEAD, "REC reference\n19/EL/0001\nREC name"]
)
def test_two_labels_with_one_telling_value_are_enough(text: str) -> None:
    assert parse_summary(text).raw == text


PAGES = {
    "prose": "word " * 190_000,
    "spaces": " " * 950_000,
    "empty lines": "\n" * 950_000,
    "labels": "REC name\n" * 105_000,
    "labels with values": "REC name: REC\n" * 60_000,
    "bullets": " • " * 190_000,
    "bulleted labels": "• IRAS ID " * 75_000,
    "lone bullets": "o\nIRAS ID\n" * 90_000,
    "at signs": "\nContact email\n" + "@" * 950_000,
    "written line ends": "\\n" * 450_000,
    "quote marks": ">" * 950_000,
    "stars": "\n" + "*" * 950_000,
    "digits": "\nDuration of Study in the UK\n" + "1" * 950_000,
    "wrapped lines": ("y" * 74 + "\n") * 12_000,
}


@pytest.mark.parametrize("page", PAGES)
def test_a_paste_of_almost_a_megabyte_takes_time_in_proportion(page: str) -> None:
    """Twice the text may take a few times as long on a busy machine, never the square."""
    whole = PAGES[page]

    def seconds(text: str) -> float:
        start = time.process_time()
        parse_summary(text)
        return time.process_time() - start

    assert seconds(HEAD + whole) < 12 * max(seconds(HEAD + whole[: len(whole) // 4]), 0.05)
