"""The promise that matters most: every visible word of a file turns up in the result, in order."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lifeworld.interchange.transcripts import read_pasted, read_transcript
from lifeworld.interviews.rules.reading import ReadTranscript
from tests.interchange.transcripts.building import (
    docx,
    o_paragraph,
    odt,
    rtf,
    rtf_text,
    w_paragraph,
    w_run,
    w_table,
)

LETTERS = "abcdeXYZéß字🙂"
PLAIN_WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=6)
AWKWARD_WORDS = st.one_of(
    st.text(alphabet=LETTERS + "0123456789:()[]*_#.,-–?!'|@/\\", min_size=1, max_size=10),
    st.sampled_from(
        ["I:", "P1:", "He", "said:", "Note:", "(pause)", "[00:01]", "00:12", "-->", "3:16", "NOTE", "WEBVTTx"]
    ),
)
PARAGRAPHS = st.lists(st.lists(PLAIN_WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6)
AWKWARD_PARAGRAPHS = st.lists(st.lists(AWKWARD_WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=12)


def words_of(transcript: ReadTranscript) -> list[str]:
    return " ".join(turn.text for turn in transcript.turns).split()


def squeezed(transcript: ReadTranscript) -> str:
    """Everything that stands in the result, names too, without white space."""
    return "".join("".join((turn.speaker + turn.text).split()) for turn in transcript.turns)


@given(PARAGRAPHS, st.randoms(use_true_random=False))
def test_no_word_of_a_word_document_is_lost(paragraphs: list[str], random: Random) -> None:
    wrappers = [
        "{}",
        "<w:ins>{}</w:ins>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    ]
    made = []
    for paragraph in paragraphs:
        half = len(paragraph) // 2
        runs = [random.choice(wrappers).format(w_run(part)) for part in (paragraph[:half], paragraph[half:])]
        as_table = random.random() < 0.2
        made.append(w_table((paragraph,)) if as_table else w_paragraph(*runs))
    transcript = read_transcript(docx("".join(made)), ".docx")
    assert words_of(transcript) == " ".join(paragraphs).split()


@given(PARAGRAPHS, st.sampled_from(["{}", "<text:span>{}</text:span>", "<text:a>{}</text:a>"]))
def test_no_word_of_an_opendocument_text_is_lost(paragraphs: list[str], wrapper: str) -> None:
    transcript = read_transcript(odt("".join(o_paragraph(wrapper.format(one)) for one in paragraphs)), ".odt")
    assert words_of(transcript) == " ".join(paragraphs).split()


@given(PARAGRAPHS)
def test_no_word_of_a_rich_text_is_lost(paragraphs: list[str]) -> None:
    transcript = read_transcript(rtf("".join(rf"\pard {rtf_text(one)}\par" for one in paragraphs)), ".rtf")
    assert words_of(transcript) == " ".join(paragraphs).split()


@given(PARAGRAPHS, st.sampled_from([".txt", ".md"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_no_word_of_a_text_file_is_lost(paragraphs: list[str], suffix: str, encoding: str) -> None:
    transcript = read_transcript("\r\n\r\n".join(paragraphs).encode(encoding), suffix)
    assert words_of(transcript) == " ".join(paragraphs).split()


@given(PARAGRAPHS, st.booleans())
def test_no_word_of_a_caption_file_is_lost(paragraphs: list[str], webvtt: bool) -> None:
    mark, point, suffix = ("WEBVTT\n\n", ".", ".vtt") if webvtt else ("", ",", ".srt")
    cues = [
        f"{at}\n00:00:0{at}{point}000 --> 00:00:0{at}{point}900\n{words}\n\n"
        for at, words in enumerate(paragraphs, start=1)
    ]
    transcript = read_transcript((mark + "".join(cues)).encode(), suffix)
    assert words_of(transcript) == " ".join(paragraphs).split()


@settings(max_examples=400)
@given(AWKWARD_PARAGRAPHS)
def test_letters_of_awkward_text_stay_in_order_whatever_is_taken_for_names_and_times(paragraphs: list[str]) -> None:
    """Names move to the speaker and times to the clock, and no letter goes missing."""
    text = "\n".join(["opening words", *paragraphs, "closing words"])
    transcript = read_pasted(text)
    if any("had no words after" in notice.sentence for notice in transcript.notices):
        return
    standing = iter(squeezed(transcript).casefold())
    assert [letter for letter in text.casefold() if letter.isalpha() and letter not in standing] == []
