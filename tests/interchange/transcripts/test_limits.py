"""Size: a long interview is read, anything far beyond one is refused with the limit, and nothing is waited for."""

import pytest

from lifeworld.interchange.limits import MAX_MEGABYTES
from lifeworld.interchange.transcripts import UnreadableTranscriptError, read_pasted, read_transcript
from lifeworld.interchange.transcripts.blocks import MAX_WORDS
from tests.interchange.transcripts.building import docx, o_paragraph, odt, read_text, rtf, w_paragraph, w_run

PARAGRAPH = "P1: " + "so I went there and it was not what I had been told at all " * 6
PARAGRAPHS_OF_500_PAGES = 3_000
WORDS_OF_A_PARAGRAPH = len(PARAGRAPH.split()) - 1


def test_a_document_of_500_pages_is_read_whole() -> None:
    paragraph = w_paragraph(*[w_run(word + " ", bold=at == 0) for at, word in enumerate(PARAGRAPH.split())])
    transcript = read_transcript(docx(paragraph * PARAGRAPHS_OF_500_PAGES), ".docx")
    assert transcript.word_count == PARAGRAPHS_OF_500_PAGES * WORDS_OF_A_PARAGRAPH


def test_a_file_larger_than_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(UnreadableTranscriptError, match="larger than 60 MB"):
        read_transcript(b"x" * (MAX_MEGABYTES * 1024 * 1024 + 1), ".txt")


@pytest.mark.parametrize(
    ("piece", "suffix"), [(b"word and ", ".txt"), (b"x", ".md"), (b"\n", ".txt"), (b"00:01 --> 00:02\n", ".srt")]
)
def test_a_text_file_of_sixty_megabytes_is_refused_with_a_reason(piece: bytes, suffix: str) -> None:
    data = b"I: " + piece * ((MAX_MEGABYTES * 1024 * 1024 - 3) // len(piece))
    with pytest.raises(UnreadableTranscriptError, match=r"words|text"):
        read_transcript(data, suffix)


def test_too_many_words_are_refused_in_every_kind_of_file() -> None:
    times = MAX_WORDS // WORDS_OF_A_PARAGRAPH + 2
    files = {
        ".docx": docx(w_paragraph(PARAGRAPH) * times),
        ".odt": odt(o_paragraph(PARAGRAPH) * times),
        ".rtf": rtf((PARAGRAPH + r"\par ") * times),
        ".txt": (PARAGRAPH + "\n").encode() * times,
        ".vtt": b"WEBVTT\n\n" + ("00:01.000 --> 00:02.000\n" + PARAGRAPH + "\n\n").encode() * times,
    }
    for suffix, data in files.items():
        with pytest.raises(UnreadableTranscriptError, match="400,000 words"):
            read_transcript(data, suffix)


def test_times_of_captions_do_not_count_as_words() -> None:
    cue = "00:01.000 --> 00:02.000\nword\n\n"
    assert read_text("WEBVTT\n\n" + cue * 110_000, ".vtt").word_count == 110_000


def test_pasted_text_has_the_same_limits() -> None:
    with pytest.raises(UnreadableTranscriptError, match="400,000 words"):
        read_pasted("word " * (MAX_WORDS + 1))


@pytest.mark.parametrize(
    "piece", ["[", "(", "*", "**", "_", "\\", "<", "<a", "#", "&", "](", "![x](", "> ", "00:01 ", "I:", "1 "]
)
def test_one_endless_line_of_marks_is_read(piece: str) -> None:
    for suffix in (".txt", ".md"):
        assert (
            read_text("I: hello\nP1: yes " + piece * (400_000 // len(piece)) + "end", suffix).turns[1].speaker == "P1"
        )


@pytest.mark.parametrize("piece", ["{}", r"\b0\b ", r"\'e9", r"\par ", r"{\*\x }", r"\bin0 ", r"{\shptxt }", r"\u9?"])
def test_endless_formatting_in_rich_text_is_read(piece: str) -> None:
    transcript = read_transcript(rtf("I: hello " + piece * (400_000 // len(piece))), ".rtf")
    assert transcript.turns[0].text.startswith("hello")


def test_formatting_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lifeworld.interchange.transcripts.rich_text.MAX_TOKENS", 1_000)
    monkeypatch.setattr("lifeworld.interchange.transcripts.streamed_xml.MAX_EVENTS", 1_000)
    for data, suffix in [
        (rtf(r"I: hello \b0\b " * 1_000), ".rtf"),
        (docx(w_paragraph("I: hello", "<w:b/>") * 1_000), ".docx"),
    ]:
        with pytest.raises(UnreadableTranscriptError, match="more text"):
            read_transcript(data, suffix)
