"""Text files: encodings, line ends, Markdown."""

import codecs

import pytest

from lifeworld.interchange.transcripts import read_pasted, read_transcript
from tests.interchange.transcripts.building import read_text, said, sentences

WORDS = "I: naïve “café”?\r\nP1: Yes – 🙂"
TURNS = [("I", "naïve “café”?"), ("P1", "Yes – 🙂")]


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        WORDS.replace("\r\n", "\r").encode(),
        WORDS.replace("\r\n", "\u2028").encode(),
        WORDS.replace("\r\n", "\x0c").encode(),
    ],
)
def test_unicode_in_any_dress_and_any_line_end_reads_the_same(data: bytes) -> None:
    transcript = read_transcript(data, ".TXT")
    assert said(transcript) == TURNS
    assert transcript.notices == ()


def test_wide_text_without_a_mark_is_recognised() -> None:
    assert said(read_transcript("I: how was it?\nP1: fine".encode("utf-16-le"), ".txt"))[1] == ("P1", "fine")


def test_windows_text_is_read_and_said() -> None:
    transcript = read_transcript("I: “naïve”?\nP1: café".encode("cp1252"), ".txt")
    assert said(transcript) == [("I", "“naïve”?"), ("P1", "café")]
    assert "Four characters were read as Windows-1252; check the accents and quotation marks." in sentences(transcript)


def test_one_stray_byte_does_not_spoil_the_rest() -> None:
    assert said(read_transcript("I: naïve – ".encode() + b"\x85", ".txt")) == [("I", "naïve – …")]


def test_a_lone_surrogate_in_pasted_text_is_no_obstacle() -> None:
    assert said(read_pasted("I: so \ud83d\ude42 \ud83d yes"))[0][1] == "so 🙂 \N{REPLACEMENT CHARACTER} yes"


def test_markdown_marks_go_and_words_stay() -> None:
    text = (
        "# Interview *one* #\n\n**I:** Is __this__ [the place](https://example.org/a) &amp; <b>time</b>?\n\n"
        "> **P1:** It's 5 \\* 3<br>yes <https://example.org>\n\n---\n\n- I: [laughs](quietly) and _so_\n"
    )
    transcript = read_text(text, ".md")
    assert said(transcript) == [
        ("", "Interview *one*"),
        ("I", "Is this the place & time?"),
        ("P1", "It's 5 * 3\nyes https://example.org\n- I: [laughs](quietly) and _so_"),
    ]
    assert "One link was kept as words; its web address was left out." in sentences(transcript)


def test_details_at_the_top_of_markdown_are_kept_apart_and_said() -> None:
    transcript = read_text("---\ntitle: Talk\ndate: 2020\n---\nI: Yes?\nP: No.", ".md")
    assert said(transcript)[0] == ("", "title: Talk\ndate: 2020")
    assert "Two lines of details at the top of the file were kept as words without a speaker." in sentences(transcript)
