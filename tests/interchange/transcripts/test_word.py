"""Word documents: what other extractors lose is kept, what is left out is said."""

from lifeworld.interchange.transcripts import read_transcript
from lifeworld.interviews.rules.reading import ReadTranscript
from tests.interchange.transcripts.building import (
    docx,
    said,
    sentences,
    w_paragraph,
    w_run,
    zipped,
)


def read(body: str, **parts: str) -> ReadTranscript:
    return read_transcript(docx(body, **parts), ".docx")


def only_text(body: str) -> str:
    (turn,) = read(body).turns
    return turn.text


def test_tracked_insertions_stay_and_deletions_go_and_both_are_said() -> None:
    deleted = "<w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{w_run('always ')}</w:ins>"
    transcript = read(w_paragraph("I ", deleted, inserted, "go") + w_paragraph("and ", deleted, "come"))
    assert [turn.text for turn in transcript.turns] == ["I always go", "and come"]
    assert "Two tracked deletions were left out." in sentences(transcript)
    assert "One tracked insertion was kept." in sentences(transcript)


def test_a_moved_passage_stands_once_where_it_was_moved_to() -> None:
    moved = w_paragraph(f"<w:moveFrom>{w_run('the hill')}</w:moveFrom>", "first")
    transcript = read(moved + w_paragraph(f"<w:moveTo>{w_run('the hill')}</w:moveTo>"))
    assert [turn.text for turn in transcript.turns] == ["first", "the hill"]
    assert "One moved passage stands where it was moved to." in sentences(transcript)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert only_text(f"<w:p>{mark}{w_run('half a ')}</w:p>" + w_paragraph("sentence")) == "half a sentence"


def test_words_inside_wrappers_stay() -> None:
    body = w_paragraph(
        f"<w:sdt><w:sdtPr><w:tab/></w:sdtPr><w:sdtContent>{w_run('control ')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{w_run('tag ')}</w:smartTag>",
        f"<w:hyperlink>{w_run('link ')}</w:hyperlink>",
        f'<w:fldSimple w:instr="DATE">{w_run("field ")}</w:fldSimple>',
        "<w:r><w:instrText>HYPERLINK secret</w:instrText></w:r>",
        f"<w:customXml>{w_run('custom')}</w:customXml>",
    )
    assert only_text(body) == "control tag link field custom"


def test_breaks_tabs_hyphens_and_symbols_keep_their_place() -> None:
    run = (
        "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    )
    assert only_text(w_paragraph(run)) == "one\ttwo\nwell-known☺"


def test_an_unknown_symbol_becomes_a_square_and_is_said() -> None:
    transcript = read(w_paragraph("so ", '<w:r><w:sym w:font="Webdings" w:char="F0AA"/></w:r>'))
    assert transcript.turns[0].text == "so □"
    assert any("symbol" in sentence for sentence in sentences(transcript))


def test_a_text_box_written_twice_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{w_paragraph('in the box')}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = w_paragraph("before ", f"<w:r>{twice}</w:r>", "after")
    assert [turn.text for turn in read(body).turns] == ["before after", "in the box"]


def test_a_fallback_is_read_when_the_choice_has_no_words() -> None:
    body = w_paragraph(
        "<mc:AlternateContent><mc:Choice><w:r/></mc:Choice>"
        f"<mc:Fallback>{w_run('still here')}</mc:Fallback></mc:AlternateContent>"
    )
    assert only_text(body) == "still here"


def test_notes_comments_and_headers_are_left_out_and_counted() -> None:
    references = "<w:r><w:footnoteReference/></w:r><w:r><w:endnoteReference/></w:r><w:r><w:commentReference/></w:r>"
    transcript = read(w_paragraph("words", references), header1=w_paragraph("Study 7"), footer1=w_paragraph(" "))
    assert said(transcript) == [("", "words")]
    told = sentences(transcript)
    assert "One footnote was left out." in told
    assert "One endnote was left out." in told
    assert "One comment was left out." in told
    assert "One page header or footer was left out." in told


def test_hidden_text_is_kept_and_said() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly</w:t></w:r>"
    transcript = read(w_paragraph("I ", hidden))
    assert transcript.turns[0].text == "I secretly"
    assert any(notice.kind == "unsure" and "hidden" in notice.sentence for notice in transcript.notices)


def test_bold_names_on_lines_of_their_own_are_speakers() -> None:
    body = "".join(
        w_paragraph(w_run(name, bold=True)) + w_paragraph(words)
        for name, words in [
            ("Jane Doe", "How was it?"),
            ("Ruth", "Long."),
            ("Jane Doe", "And now?"),
            ("Ruth", "Better."),
        ]
    )
    assert said(read(body)) == [
        ("Jane Doe", "How was it?"),
        ("Ruth", "Long."),
        ("Jane Doe", "And now?"),
        ("Ruth", "Better."),
    ]


def test_a_name_and_time_above_soft_broken_words_are_a_turn() -> None:
    def turn(name: str, time: str, words: str) -> str:
        return w_paragraph(w_run(name), w_run(f"   {time}"), "<w:r><w:br/></w:r>", w_run(words))

    transcript = read(turn("Doe, Jane", "0:03", "How was it?") + turn("Ruth", "0:09", "Long."))
    assert said(transcript) == [("Doe, Jane", "How was it?"), ("Ruth", "Long.")]
    assert [one.start_ms for one in transcript.turns] == [3000, 9000]


def test_the_strict_kind_and_another_name_of_the_main_part_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document2.xml"/>'
        "</Relationships>"
    )
    document = docx(w_paragraph("I: yes"))
    assert said(read_transcript(document, ".docx")) == [("I", "yes")]
    xml = f'<w:document xmlns:w="{strict}"><w:body>{w_paragraph("I: yes")}</w:body></w:document>'
    data = zipped({"_rels/.rels": relations, "word/document2.xml": xml})
    assert said(read_transcript(data, ".docx")) == [("I", "yes")]
