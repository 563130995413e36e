"""RTF: one pass that keeps text boxes and emoji and leaves deleted words out."""

from hypothesis import given
from hypothesis import strategies as st
from striprtf.striprtf import rtf_to_text

from lifeworld.interchange.transcripts import read_transcript
from lifeworld.interviews.rules.reading import ReadTranscript
from tests.interchange.transcripts.building import rtf, rtf_text, said, sentences


def read(body: str) -> ReadTranscript:
    return read_transcript(rtf(body), ".rtf")


def test_emoji_accents_and_punctuation_arrive_whole() -> None:
    transcript = read(
        r"{\b I:} na\'efve caf\u233? \ldblquote yes\rdblquote\emdash no \u55357?\u56898?\_x\~y\-z\par P1: ok\par"
    )
    assert said(transcript) == [("I", "naïve café “yes”—no 🙂-x yz"), ("P1", "ok")]


def test_deleted_words_go_inserted_words_stay_and_both_are_said() -> None:
    transcript = read(r"I {\deleted never }{\revised\b always }go\par")
    assert transcript.turns[0].text == "I always go"
    assert "One tracked deletion was left out." in sentences(transcript)
    assert "One tracked insertion was kept." in sentences(transcript)


def test_notes_headers_and_pictures_are_left_out_and_counted() -> None:
    body = (
        r"{\header\pard Study 7\par}{\footer \par}words{\footnote\pard low}{\footnote\ftnalt end}"
        r"{\*\annotation check}{\*\shppict{\pict\pngblip 89504e}}\par"
    )
    transcript = read(body)
    assert said(transcript) == [("", "words")]
    told = sentences(transcript)
    assert "One footnote was left out." in told
    assert "One endnote was left out." in told
    assert "One comment was left out." in told
    assert "One page header or footer was left out." in told
    assert "One picture was left out." in told


def test_a_text_box_comes_after_its_paragraph() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard in the box\par}}{\shprslt again}}"
    assert [turn.text for turn in read(rf"before {box}after\par").turns] == ["before after", "in the box"]


def test_tables_fields_fonts_and_binary_data_are_understood() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row"
    table = row.replace("{}", "I", 1).replace("{}", "And?", 1) + row.replace("{}", "P1", 1).replace("{}", "No.", 1)
    field = r"{\field{\*\fldinst HYPERLINK x}{\fldrslt linked}}"
    body = table + r"\pard " + field + r"{\*\blipuid 00}{\pict\bin4 }}\{\}} \u8230?\par"
    assert said(read(body)) == [("I", "And?"), ("P1", "No."), ("", "linked …")]


def test_bytes_follow_the_font_they_are_set_in() -> None:
    data = b"{\\rtf1\\ansi{\\fonttbl{\\f0 A;}{\\f1\\fcharset204 B;}}\\f1 \\'e4\\'e0 \\f0 \\'e4\\par}"
    assert read_transcript(data, ".rtf").turns[0].text == "да ä"


@given(st.lists(st.text(alphabet="abc éü…😀{}\\", min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_plain_paragraphs_agree_with_an_independent_reader(paragraphs: list[str]) -> None:
    data = rtf("".join(rf"\pard {rtf_text(one)}\par" for one in paragraphs))
    theirs: str = rtf_to_text(data.decode("latin-1"))  # type: ignore[no-untyped-call]
    oracle = theirs.encode("utf-16", "surrogatepass").decode("utf-16")
    ours = " ".join(turn.text for turn in read_transcript(data, ".rtf").turns)
    assert ours.split() == oracle.split()
