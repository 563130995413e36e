"""OpenDocument text: spaces and headings stay, deleted and noted words do not."""

import pytest

from lifeworld.interchange.transcripts import UnreadableTranscriptError, read_transcript
from tests.interchange.transcripts.building import OASIS, o_paragraph, odt, said, sentences, zipped


def test_spaces_tabs_breaks_headings_and_lists_stay() -> None:
    body = (
        "<text:h>Interview</text:h>"
        + o_paragraph('A<text:s text:c="3"/>B<text:tab/>C<text:line-break/>D')
        + f"<text:list><text:list-item>{o_paragraph('item')}</text:list-item></text:list>"
    )
    transcript = read_transcript(odt(body), ".odt")
    assert [turn.text for turn in transcript.turns] == ["Interview", "A   B\tC\nD", "item"]
    assert transcript.dialect == "OpenDocument text"


def test_white_space_between_tags_collapses_as_writers_show_it() -> None:
    transcript = read_transcript(odt(o_paragraph("\n   so <text:span> I\n  went</text:span> ")), ".odt")
    assert transcript.turns[0].text == "so I went"


def test_deleted_paragraphs_notes_and_comments_are_left_out_and_said() -> None:
    tracked = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    )
    note = '<text:note text:note-class="endnote"><text:note-body><text:p>aside</text:p></text:note-body></text:note>'
    comment = "<office:annotation><text:p>check</text:p></office:annotation>"
    transcript = read_transcript(odt(o_paragraph(f"here{note}{comment} now"), tracked=tracked), ".odt")
    assert transcript.turns[0].text == "here now"
    told = sentences(transcript)
    assert "One tracked deletion was left out." in told
    assert "One tracked insertion was kept." in told
    assert "One endnote was left out." in told
    assert "One comment was left out." in told


def test_a_table_of_speakers_and_a_text_box_are_read() -> None:
    def row(*cells: str) -> str:
        made = "".join(f"<table:table-cell>{o_paragraph(cell)}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{made}</table:table-row>"

    table = f"<table:table>{row('I', 'And then?')}{row('P1', 'Nothing.')}</table:table>"
    box = f"<draw:frame><draw:text-box>{o_paragraph('boxed')}</draw:text-box></draw:frame>"
    transcript = read_transcript(odt(table + o_paragraph(f"end {box}note")), ".odt")
    assert said(transcript) == [("I", "And then?"), ("P1", "Nothing."), ("", "end note\nboxed")]


def test_bold_styles_show_speakers() -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    )
    body = "".join(
        o_paragraph(f'<text:span text:style-name="T1">{name}</text:span>') + o_paragraph(words)
        for name, words in [("Ruth Hall", "one"), ("Ida Bell", "two"), ("Ruth Hall", "three"), ("Ida Bell", "four")]
    )
    transcript = read_transcript(odt(body, styles=styles), ".odt")
    assert [one.name for one in transcript.speakers] == ["Ruth Hall", "Ida Bell"]


def test_an_encrypted_document_is_refused_with_the_way_out() -> None:
    manifest = (
        f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    )
    data = zipped({"META-INF/manifest.xml": manifest, "content.xml": b"\x00\x01"})
    with pytest.raises(UnreadableTranscriptError, match="password"):
        read_transcript(data, ".odt")
