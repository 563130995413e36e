"""Caption files: every voice, every word, joined into turns."""

from collections import Counter

import srt
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.interchange.transcripts import read_pasted, read_transcript
from lifeworld.interchange.transcripts.captions import read_captions
from tests.interchange.transcripts.building import read_text, said, sentences

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:02.000
Jane Doe: How was

2
00:00:02.500 --> 00:00:04.000
Jane Doe: it for you?

3
00:00:05.000 --> 00:00:09.000
Ruth: Long: very long. (laughs)
"""


def test_consecutive_captions_of_one_speaker_become_one_turn() -> None:
    transcript = read_text(ZOOM + "\n4\n00:00:10.000 --> 00:00:11.000\nRuth: Yes.\n", ".vtt")
    assert transcript.dialect == "Zoom captions (WebVTT)"
    assert said(transcript) == [("Jane Doe", "How was it for you?"), ("Ruth", "Long: very long. (laughs) Yes.")]
    assert (transcript.turns[0].start_ms, transcript.turns[0].end_ms) == (1000, 4000)


def test_a_long_silence_begins_a_new_turn() -> None:
    transcript = read_text(ZOOM + "\n4\n00:00:20.000 --> 00:00:21.000\nRuth: Yes.\n", ".vtt")
    assert [turn.speaker for turn in transcript.turns] == ["Jane Doe", "Ruth", "Ruth"]


def test_a_name_that_comes_once_counts_where_a_program_wrote_the_names() -> None:
    transcript = read_text(
        ZOOM + "\n4\n00:00:10.000 --> 00:00:11.000\nRuth: Yes.\n\n5\n00:00:12.000 --> 00:00:13.000\nida | x: Oh.\n",
        ".vtt",
    )
    assert said(transcript)[-1] == ("ida | x", "Oh.")


def test_several_voices_in_one_cue_are_several_turns() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Jane>Well &amp; good?</v> <v Ruth>I <i>think</i> so &lt;3</v>\n"
    transcript = read_text(text, ".vtt")
    assert said(transcript) == [("Jane", "Well & good?"), ("Ruth", "I think so <3")]
    assert transcript.dialect == "Teams captions (WebVTT)"


def test_marks_of_the_voice_in_angle_brackets_are_words() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nOh <pause> <00:01.500>well <c.red>then</c>\n"
    assert said(read_text(text, ".vtt")) == [("", "Oh <pause> well then")]


def test_comments_styles_titles_and_identifiers_are_left_out_and_said() -> None:
    text = (
        "WEBVTT noScribe interview\n\nNOTE a remark\nover two lines\n\nSTYLE\n::cue { color: red }\n\n"
        "id-7\n00:01.000 --> 00:02.000 align:start position:0%\nnoted\n\nNOTED as words\n"
    )
    transcript = read_text(text, ".vtt")
    assert said(transcript) == [("", "noted NOTED as words")]
    told = sentences(transcript)
    assert transcript.dialect == "noScribe captions (WebVTT)"
    assert "Two comment or style blocks of the caption file were left out." in told
    assert "The title at the top of the caption file was left out." in told
    assert "One passage without a time was added to the caption before it." in told


def test_commas_in_times_are_accepted_and_said() -> None:
    transcript = read_transcript("\ufeffWEBVTT\r\n\r\n00:01,000 --> 00:02,500\r\nwords\r\n".encode(), ".vtt")
    assert (transcript.turns[0].text, transcript.turns[0].end_ms) == ("words", 2500)
    assert any("comma" in sentence for sentence in sentences(transcript))


def test_captions_out_of_order_are_put_in_order_of_time_and_overlaps_are_said() -> None:
    text = "WEBVTT\n\n00:09.000 --> 00:12.000\n<v B>second</v>\n\n00:01.000 --> 00:10.000\n<v A>first</v>\n"
    transcript = read_text(text, ".vtt")
    assert said(transcript) == [("A", "first"), ("B", "second")]
    told = sentences(transcript)
    assert "One caption was out of order and was put in order of time." in told
    assert "One caption overlaps the one before in time; check the words around it." in told


def test_words_on_the_timing_line_are_words_and_settings_are_not() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000 align:start line:0 Well\nthen\n"
    assert said(read_text(text, ".vtt")) == [("", "Well then")]


def test_captions_without_speakers_break_at_a_pause_or_at_a_sentence_end() -> None:
    long = " ".join(["word"] * 90) + "."
    text = (
        f"1\n00:00:01,000 --> 00:00:02,000\n{long}\n\n2\n00:00:02,000 --> 00:00:03,000\nThen\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nmore.\n\n4\n00:00:30,000 --> 00:00:31,000\nLate.\n"
    )
    transcript = read_text(text, ".srt")
    assert [turn.text for turn in transcript.turns] == [long, "Then more.", "Late."]
    assert transcript.dialect == "Captions (SubRip)"


def test_a_name_given_only_when_the_speaker_changes_holds_until_the_next() -> None:
    cues = ["I: How?", "Tell me.", "More.", "P1: Well", "it was", "long"]
    text = "".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{cue}\n\n" for at, cue in enumerate(cues, start=1))
    assert said(read_text(text, ".srt")) == [("I", "How? Tell me. More."), ("P1", "Well it was long")]


def test_captions_pasted_or_named_as_text_are_read_as_captions() -> None:
    assert said(read_pasted(ZOOM)) == said(read_text(ZOOM, ".txt")) == said(read_text(ZOOM, ".vtt"))
    assert any("content was followed" in sentence for sentence in sentences(read_text(ZOOM, ".txt")))


WORDS = st.text(alphabet="abcdefgé’?.", min_size=1, max_size=8)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=8), st.booleans())
def test_parsing_agrees_with_an_independent_reader(cues: list[list[str]], blank_after: bool) -> None:
    text = "".join(
        f"{at}\n00:{at:02}:01,000 --> 00:{at:02}:02,000\n{' '.join(words)}\n\n"
        for at, words in enumerate(cues, start=1)
    ) + ("\n" if blank_after else "")
    ours = [cue.pieces[0].text for cue in read_captions(text, Counter()).cues]
    theirs = srt.parse(text)  # type: ignore[no-untyped-call]
    assert ours == [one.content.strip() for one in theirs]


def test_breaks_written_as_entities_become_breaks_like_any_other() -> None:
    transcript = read_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v A&#13;n>one&#x2028;two&#12;three&#13;four\n", ".vtt")
    assert said(transcript) == [("A n", "one\ntwo\nthree\nfour")]


def test_words_that_got_into_a_voice_tag_are_words_and_nobodys_name() -> None:
    long = "word " * 40
    transcript = read_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {long}>and more\n", ".vtt")
    assert [turn.speaker for turn in transcript.turns] == [""]
    assert transcript.word_count == 42


def test_a_time_that_no_recording_reaches_is_the_latest_there_can_be() -> None:
    transcript = read_text("1\n999:59:59,999 --> 999:59:59,999\nAnn: one\n", ".srt")
    assert transcript.turns[0].start_ms == 2**31 - 1
