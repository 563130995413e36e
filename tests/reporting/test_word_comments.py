"""Word with real comments: each on the exact words, its author saying what it is."""

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import docx
import pytest

from lifeworld.analysis.services.cases import open_for_analysis
from lifeworld.analysis.services.notes import write_note
from lifeworld.interviews.rules.reading import ReadTranscript
from lifeworld.interviews.services import freeze_version, receive_transcript
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON, TURNS
from tests.reporting.taking import taken
from tests.reporting.world import APPOINTMENT, ASKED, RIVER, span_of, work_through_maeve

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def commented(content: bytes) -> list[tuple[str, str, str]]:
    """`(author, what the comment says, the words it stands on)` in order, read from the parts themselves."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        comments = ElementTree.fromstring(archive.read("word/comments.xml"))
    words: dict[str, list[str]] = {}
    running: list[str] = []
    for part in body.iter():
        if part.tag == f"{W}commentRangeStart":
            running.append(_id(part))
            words[_id(part)] = []
        elif part.tag == f"{W}commentRangeEnd":
            running.remove(_id(part))
        elif part.tag == f"{W}r" and not _is_number(part):
            for key in running:
                words[key].append("".join(t.text or "" for t in part.iter(f"{W}t")))
    said = [(c.attrib[f"{W}author"], "".join(t.text or "" for t in c.iter(f"{W}t")), _id(c)) for c in comments]
    return [(author, text, "".join(words[key])) for author, text, key in said]


def _id(part: Any) -> str:
    return str(part.attrib[f"{W}id"])


def _is_number(run: Any) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle")
    return style is not None and "Linenumber" in style.attrib[f"{W}val"]


def test_comments_stand_on_the_exact_words(access: Access, maeve: Case) -> None:
    work_through_maeve(access, maeve)
    found = commented(taken(access, "analysed-transcript", "docx-comments", maeve))
    assert ("Linguistic note", "On going, not being taken (also 2–3)", RIVER) in found
    assert ("Experiential statement", "Going, not being taken (also 2–3)", RIVER) in found
    assert ("Conceptual note", "On a plan is an appointment", APPOINTMENT) in found
    assert [words for _, _, words in found].count(ASKED) == 2
    assert ("Note", "=HYPERLINK(0)", "Yeah.") in found
    assert {author for author, _, _ in found} == {
        "Linguistic note", "Conceptual note", "Descriptive note", "Note", "Experiential statement",
    }  # fmt: skip


def test_overlapping_notes_are_each_on_their_own_words(access: Access, maeve: Case) -> None:
    for words in ("We went along", "went along the river", "along"):
        spans = [span_of(maeve, words)]
        write_note(access=access, at=NOON, case=maeve, kind="untyped", body=words.upper(), spans=spans)
    found = commented(taken(access, "analysed-transcript", "docx-comments", maeve))
    assert {(said, words) for _, said, words in found} == {
        ("WE WENT ALONG", "We went along"), ("WENT ALONG THE RIVER", "went along the river"), ("ALONG", "along"),
    }  # fmt: skip


def test_every_line_is_there_under_its_number(access: Access, maeve: Case) -> None:
    content = taken(access, "analysed-transcript", "docx-comments", maeve)
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    version = maeve.interviews.get().versions.get()
    for number, (start, end, _) in enumerate(version.lines, start=1):
        assert f"{number}\t{version.text[start:end]}" in text


@pytest.mark.parametrize("fmt", ["docx", "docx-comments"])
def test_a_second_interview_follows_the_first(access: Access, maeve: Case, fmt: str) -> None:
    read = ReadTranscript("Plain text", TURNS[:2], ())
    version = receive_transcript(
        access=access, at=NOON, case=maeve, read=read, original=b"x", suffix=".txt",
        roles={"Interviewer": "interviewer"}, interview_number=2,
    )  # fmt: skip
    freeze_version(access=access, at=NOON, version=version, line_width=40)
    document = docx.Document(io.BytesIO(taken(access, "analysed-transcript", fmt, maeve)))
    shown = [p.text for p in document.paragraphs]
    shown += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Interview 1" in shown and "Interview 2" in shown
    assert fmt == "docx-comments" or "2:1" in shown


def test_an_uncommented_transcript_is_still_a_document(access: Access) -> None:
    from tests.conftest import bring_in

    case = add_case(access=access, at=NOON, pseudonym="Ines")
    bring_in(access, case)
    open_for_analysis(access=access, at=NOON, case=case)
    document = docx.Document(io.BytesIO(taken(access, "analysed-transcript", "docx-comments", case)))
    assert document.paragraphs[0].text == "Transcript with comments: Ines"
