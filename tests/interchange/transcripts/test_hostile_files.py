"""Whatever the bytes: a transcript or a plain refusal, never another error, never a word of the file in it."""

import struct
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifeworld.interchange.transcripts import UnreadableTranscriptError, read_pasted, read_transcript
from lifeworld.interchange.transcripts.archive import MAX_ENTRIES, MAX_UNPACKED_BYTES, GuardedArchive
from tests.interchange.transcripts.building import WORD, docx, o_paragraph, odt, rtf, w_paragraph, w_table, zipped

SUFFIXES = [".docx", ".odt", ".rtf", ".txt", ".md", ".vtt", ".srt", ".pdf", ""]


def refusal(data: bytes, suffix: str) -> UnreadableTranscriptError:
    with pytest.raises(UnreadableTranscriptError) as caught:
        read_transcript(data, suffix)
    assert len(caught.value.sentences()) == 3
    return caught.value


@pytest.mark.parametrize(
    ("data", "suffix", "what"),
    [
        (b"%PDF-1.7 ...", ".pdf", "PDF"),
        (b"%PDF-1.7 ...", ".docx", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, ".docx", "older Word file"),
        (b"<!DOCTYPE html><html><body>I: hello", ".docx", "web page"),
        (b"\n<html><body>I: hello", ".txt", "web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", ".txt", "web page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8, ".txt", "does not hold text"),
        (b"I: hello", ".docx", "damaged"),
        (b"I: hello", ".exe", "cannot be read"),
        (b"I: hello", ".vtt", "no caption times"),
        (b"", ".txt", "no words"),
        (b"\n \n", ".txt", "no words"),
        (docx(w_paragraph(" ")), ".docx", "no words"),
        (zipped({"xl/workbook.xml": "<a/>"}), ".docx", "spreadsheet"),
        (zipped({"content.xml": "<a/>"}), ".odt", "spreadsheet"),
        (docx(w_paragraph("I: hello"))[:-30], ".docx", "damaged"),
        (b"PK\x03\x04" + b"\0" * 100, ".docx", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, suffix: str, what: str) -> None:
    assert what in refusal(data, suffix).what


def test_a_document_under_another_name_is_read_by_its_content_and_that_is_said() -> None:
    transcript = read_transcript(docx(w_paragraph("I: hello")), ".txt")
    assert transcript.dialect == "Word document"
    assert any("content was followed" in notice.sentence for notice in transcript.notices)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY e "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(doctype: str) -> None:
    document = f'{doctype}<w:document xmlns:w="{WORD}"><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:document>'
    assert "outside itself" in refusal(zipped({"word/document.xml": document}), ".docx").what
    wide = document.encode("utf-16")
    assert "outside itself" in refusal(zipped({"word/document.xml": wide}), ".docx").what


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "word\\..\\..\\evil.xml", "C:/evil.xml"])
def test_paths_that_leave_the_archive_are_refused(name: str) -> None:
    refusal(zipped({"word/document.xml": "<a/>", name: "x"}), ".docx")


def test_links_passwords_and_crowds_of_entries_are_refused() -> None:
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    refusal(buffer.getvalue(), ".docx")
    refusal(zipped({f"word/{number}": "" for number in range(MAX_ENTRIES + 1)}), ".docx")
    locked = bytearray(docx(w_paragraph("I: hello")))
    at = locked.rfind(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "password" in refusal(bytes(locked), ".docx").what


def test_a_bomb_is_refused_by_its_declared_and_by_its_real_size() -> None:
    bomb = zipped({"word/document.xml": b"\0" * (6 * 1024 * 1024)})
    assert "unpacks" in refusal(bomb, ".docx").what
    lying = bytearray(zipped({"word/document.xml": b"<a>" + b" " * (8 * 1024 * 1024)}))
    at = lying.rfind(b"PK\x01\x02")
    struct.pack_into("<L", lying, at + 24, 100)
    refusal(bytes(lying), ".docx")


def test_what_is_unpacked_is_counted_over_all_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = GuardedArchive(zipped({"a": b"x" * 1000, "b": b"x" * 1000}))
    monkeypatch.setattr(archive, "_left", 1500)
    assert b"".join(archive.chunks("a")) == b"x" * 1000
    with pytest.raises(UnreadableTranscriptError):
        list(archive.chunks("b"))
    assert MAX_UNPACKED_BYTES <= 200 * 1024 * 1024


def test_nesting_without_end_is_refused_or_read_but_never_overflows() -> None:
    refusal(rtf("{" * 100_000 + "deep" + "}" * 100_000), ".rtf")
    deep = "<w:sdt>" * 5_000 + w_paragraph("deep") + "</w:sdt>" * 5_000
    with suppress(UnreadableTranscriptError):
        assert read_transcript(docx(deep), ".docx").word_count == 1
    tables = "<w:tbl><w:tr><w:tc>" * 60 + w_paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 60
    assert read_transcript(docx(tables), ".docx").word_count == 1


def test_a_refusal_never_repeats_the_file() -> None:
    secret = "Marmaduke"
    broken = zipped({"word/document.xml": f"<{secret}><{secret} {secret}='{secret}'"})
    caught = refusal(broken, ".docx")
    assert secret not in " ".join([str(caught), *caught.sentences()])
    assert caught.__cause__ is None
    assert caught.__suppress_context__


CONTAINERS = {
    ".docx": docx(w_paragraph("I: one") + w_table(("I", "two"), ("P1", "three")) + w_paragraph("<w:ins/>", "four")),
    ".odt": odt("<text:h>Title</text:h>" + o_paragraph("I: one<text:s/> <text:span>two</text:span>")),
    ".rtf": rtf(r"{\b I:} one\par\trowd\intbl a\cell b\cell\row\pard {\*\shppict{\pict\bin2 ab}}\u233?\'e9\par"),
    ".vtt": b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v A>one &amp; <i>two</i></v>\n\nNOTE x\n",
    ".md": b"---\na: b\n---\n# T\n**I:** [one](http://x) *two* <b>x</b>\n\n> [00:01] P: `x`",
}


@settings(max_examples=400)
@given(
    st.sampled_from(sorted(CONTAINERS)),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 4)), min_size=1, max_size=6),
    st.sampled_from(SUFFIXES),
)
def test_mutated_files_give_a_transcript_or_a_refusal(
    kind: str, edits: list[tuple[int, bytes, int]], suffix: str
) -> None:
    data = CONTAINERS[kind]
    for at, inserted, removed in edits:
        at %= len(data) + 1
        data = data[:at] + inserted + data[at + removed :]
    for name in (kind, suffix):
        with suppress(UnreadableTranscriptError):
            assert read_transcript(data, name).turns


ELEMENT_NAMES = "p r t tbl tr tc del ins pPr rPr txbxContent delText moveFrom sdt b sym"
ELEMENTS = ELEMENT_NAMES.split()
TREES = st.recursive(
    st.sampled_from(["word ", "I: ", "\n"]),
    lambda inner: st.tuples(st.sampled_from(ELEMENTS), st.lists(inner, max_size=4)).map(
        lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"
    ),
    max_leaves=25,
)


@settings(max_examples=300)
@given(st.lists(TREES, max_size=5))
def test_elements_in_any_wrong_place_give_a_transcript_or_a_refusal(trees: list[str]) -> None:
    with suppress(UnreadableTranscriptError):
        assert read_transcript(docx("".join(trees)), ".docx").turns


RTF_WORDS = (
    r"{ } \par \cell \row \intbl \pard {\*\shppict {\shptxt {\footnote {\upr {\*\ud \u55357? \'e9 \'ff \bin3 \uc0 "
    r"\uc99 \f1 {\fonttbl{\f1\fcharset128 } \ansicpg65001 \ansicpg99999 \b \v \deleted \plain word \* \~ \trowd "
    r"\nestcell \nestrow"
)
RTF_PIECES = st.sampled_from(RTF_WORDS.split())


@settings(max_examples=300)
@given(st.lists(RTF_PIECES, max_size=30))
def test_control_words_in_any_order_give_a_transcript_or_a_refusal(pieces: list[str]) -> None:
    with suppress(UnreadableTranscriptError):
        assert read_transcript(b"{\\rtf1 " + " ".join(pieces).encode(), ".rtf").turns


@settings(max_examples=300)
@given(
    st.binary(max_size=300),
    st.sampled_from(SUFFIXES),
    st.sampled_from([b"", b"PK\x03\x04", b"{\\rtf1 ", b"WEBVTT\n\n", b"\xff\xfe"]),
)
def test_random_bytes_give_a_transcript_or_a_refusal(data: bytes, suffix: str, start: bytes) -> None:
    with suppress(UnreadableTranscriptError):
        assert read_transcript(start + data, suffix).turns


@given(st.text(max_size=200))
def test_any_pasted_text_gives_a_transcript_or_a_refusal(text: str) -> None:
    with suppress(UnreadableTranscriptError):
        for turn in read_pasted(text).turns:
            assert turn.text == turn.text.strip() != ""
