"""Each bound on a file: just under it the file is read, just over it is refused, and reading takes a bounded time."""

import struct
import time
import zipfile
from io import BytesIO

import pytest

from lifeworld.interchange.transcripts import UnreadableTranscriptError, read_pasted, read_transcript
from lifeworld.interchange.transcripts import archive as bounds
from lifeworld.interchange.transcripts.blocks import MAX_CHARACTERS, MAX_WORDS
from lifeworld.interchange.transcripts.rich_text import MAX_DEPTH
from lifeworld.interchange.transcripts.streamed_xml import MAX_DEPTH as MAX_XML_DEPTH
from tests.interchange.transcripts.building import docx, o_paragraph, odt, read_text, rtf, w_paragraph, zipped

SAID = w_paragraph("I: hello")
# Of processor time, for the largest file that is read at all. An ordinary interview takes a hundredth of it.
LONGEST_READING_S = 30


def refusal(data: bytes, suffix: str = ".docx") -> str:
    with pytest.raises(UnreadableTranscriptError) as caught:
        read_transcript(data, suffix)
    assert all(caught.value.sentences())
    return caught.value.what


def packed(entries: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def body(inner: str = SAID) -> bytes:
    with zipfile.ZipFile(BytesIO(docx(inner))) as archive:
        return archive.read("word/document.xml")


def test_as_many_entries_as_there_may_be() -> None:
    others = {f"word/x{number}": b"" for number in range(bounds.MAX_ENTRIES - 1)}
    assert read_transcript(packed({"word/document.xml": body(), **others}), ".docx").word_count == 1
    assert "no word processor" in refusal(packed({"word/document.xml": body(), **others, "word/more": b""}))


def test_what_unpacks_two_hundred_times_as_large_is_read_only_while_small() -> None:
    small = {"word/document.xml": body(), "word/media/blank.bmp": b"\0" * bounds.RATIO_FLOOR_BYTES}
    assert read_transcript(packed(small), ".docx").word_count == 1
    large = {**small, "word/media/blank.bmp": b"\0" * (bounds.RATIO_FLOOR_BYTES + 1)}
    assert "unpacks" in refusal(packed(large))
    # The same picture, stored as it is, is as large outside as inside.
    assert read_transcript(packed(large, zipfile.ZIP_STORED), ".docx").word_count == 1


def test_what_all_entries_unpack_to_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = len(body())
    data = packed({"word/document.xml": body(), "word/media/a.png": b"x" * 1_000})
    monkeypatch.setattr(bounds, "MAX_UNPACKED_BYTES", whole + 1_000)
    assert read_transcript(data, ".docx").word_count == 1
    monkeypatch.setattr(bounds, "MAX_UNPACKED_BYTES", whole + 999)
    assert "unpacks" in refusal(data)


def test_a_directory_that_says_it_is_huge_is_not_read() -> None:
    data = bytearray(docx(SAID))
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, 4 * 1024 * 1024 + 1)
    assert "no word processor" in refusal(bytes(data))


def test_pictures_are_counted_and_never_decoded() -> None:
    bomb = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0"
    blip = '<w:p><w:r><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:r></w:p>'
    read = read_transcript(packed({"word/document.xml": body(SAID + blip), "word/media/a.png": bomb}), ".docx")
    assert any("picture was left out" in notice.sentence for notice in read.notices)


@pytest.mark.parametrize(("levels", "is_read"), [(MAX_XML_DEPTH - 20, True), (MAX_XML_DEPTH, False), (100_000, False)])
def test_xml_is_read_to_a_depth_and_no_further(levels: int, is_read: bool) -> None:
    deep = "<w:sdt>" * levels + SAID + "</w:sdt>" * levels
    if is_read:
        assert read_transcript(docx(deep), ".docx").word_count == 1
    else:
        assert "no word processor" in refusal(docx(deep))
    deep = "<text:section>" * levels + o_paragraph("I: hello") + "</text:section>" * levels
    if is_read:
        assert read_transcript(odt(deep), ".odt").word_count == 1
    else:
        assert "no word processor" in refusal(odt(deep), ".odt")


def test_groups_of_rich_text_nest_as_deep_as_they_may() -> None:
    for levels, is_read in ((MAX_DEPTH - 1, True), (MAX_DEPTH, False)):
        data = rtf("{" * levels + "I: hello" + "}" * levels)
        if is_read:
            assert read_transcript(data, ".rtf").word_count == 1
        else:
            assert "no word processor" in refusal(data, ".rtf")


def test_as_many_words_as_there_may_be() -> None:
    assert read_text("a " * MAX_WORDS).word_count == MAX_WORDS
    with pytest.raises(UnreadableTranscriptError, match="400,000 words"):
        read_text("a " * MAX_WORDS + "a")


def test_as_many_characters_as_there_may_be() -> None:
    assert read_pasted("P" * MAX_CHARACTERS).word_count == 1
    with pytest.raises(UnreadableTranscriptError, match="far more text"):
        read_pasted("P" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_the_longest_transcript_there_may_be_is_read_in_bounded_time(suffix: str) -> None:
    times = MAX_WORDS // 5
    said = [f"P{number % 2}: a b c {number}" for number in range(times)]
    data = docx("".join(map(w_paragraph, said))) if suffix == ".docx" else "\n".join(said).encode()
    began = time.process_time()
    assert len(read_transcript(data, suffix).turns) == times
    assert time.process_time() - began < LONGEST_READING_S


def test_a_zip_in_a_zip_is_no_document() -> None:
    inner = docx(SAID)
    assert "spreadsheet" in refusal(zipped({"word.docx": inner}))
