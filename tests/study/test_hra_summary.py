"""A research summary is read the same however it was copied."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lifeworld.study.rules.hra_labels import FIELDS
from lifeworld.study.rules.hra_summary import Summary, format_summary, parse_summary

SUMMARIES = Path(__file__).parent / "summaries"
NAMES = sorted(path.stem for path in SUMMARIES.glob("*.txt"))


def read(name: str) -> str:
    return (SUMMARIES / f"{name}.txt").read_text(encoding="utf-8")


def test_every_field_of_a_study_with_bullets_is_read() -> None:
    assert parse_summary(read("study_with_bullets")) == Summary(
        short_title="Mornings at the allotment group. V2 04.03.19",
        research_type="Research Study",
        full_title=(
            "How people who live alone make sense of tending a shared allotment: "
            "an Interpretative Phenomenological Analysis (fictional)"
        ),
        iras_id="900001",
        contact_name="Petra Fictional",
        contact_email="petra@example.org",
        sponsor="School of Gardens, Imaginary University",
        clinicaltrials_id="G7/2019/03 , Garden ethics board",
        duration="1 years, 2 months, 31 days",
        research_summary=(
            "This record is fictional. It asks what a shared garden means to people who live alone.\n\n"
            "Summary:\nSeven people will each be met once, in the shed.\n\n"
            "• REC name\nis what we wrote on the shed door, and it stays part of this paragraph."
        ),
        rec_name="Elsewhere - Greenhouse Research Ethics Committee",
        rec_reference="19/EL/0042",
        rec_opinion_date="4 Jun 2019",
        rec_opinion="Further Information Favourable Opinion",
    )


def test_every_line_of_a_flat_summary_is_a_paragraph_and_lines_like_labels_stay_in_it() -> None:
    summary = parse_summary(read("study_flat"))

    assert summary.research_summary.split("\n\n") == [
        "This record is fictional. Porters read to each other at night.",
        "Summary:",
        "Nobody has asked them what it is like.",
        "Sponsor organisation",
        "is a line of the writer's own here, and so is the next.",
        "REC name",
        "The committee's own name was changed twice while we wrote this, which is why we mention it in a sentence "
        "that runs on.",
    ]
    assert summary.sponsor == ""
    assert summary.contact_email == ""
    assert summary.rec_name == "Wales REC 5"
    assert summary.rec_opinion == "Unfavourable Opinion"


def test_a_database_record_has_its_two_fields_below_the_committee() -> None:
    summary = parse_summary(read("database_with_bullets"))

    assert summary.research_type == "Research Database"
    assert summary.rec_opinion == "Favourable Opinion"
    assert summary.data_collection_arrangements == (
        "People send a card. The card is kept in a drawer.\n\nThe drawer is locked."
    )
    assert summary.research_programme == "Any study of letters may ask."
    assert (summary.full_title, summary.sponsor, summary.duration) == ("", "", "")


def test_lines_wrapped_to_a_width_become_paragraphs_and_list_items_begin_anew() -> None:
    paragraphs = parse_summary(read("flat_wrapped_and_cut")).research_summary.split("\n\n")

    assert [paragraph[:14] for paragraph in paragraphs] == ["This record is", "1. What is it ", "2. What stays "]
    assert paragraphs[1] == (
        "1. What is it like to hold a kite together with somebody whom one has only met that morning?"
    )


def test_a_whole_page_gives_its_title_without_the_navigation_and_the_results_apart() -> None:
    summary = parse_summary(read("page_paste"))

    assert summary.short_title == "Tea for two"
    assert summary.research_summary == "A fictional study of visits.\n\nEach visit has tea."
    assert summary.results_summary == "Tea mattered less than the walk to the door."
    assert summary.rec_opinion == "Favourable Opinion"
    assert summary.opinion_date == date(2018, 3, 15)


def test_a_quoted_reply_with_label_and_value_on_one_line_is_read() -> None:
    summary = parse_summary(read("one_line_each"))

    assert summary.short_title == "Songs at the bus stop"
    assert summary.full_title == "Songs at the bus stop: waiting together, and what is made of it (fictional)"
    assert summary.contact_email == "bo at example.org"
    assert summary.research_summary == "This record is fictional. People sing.\n\nThey wait for the bus."
    assert summary.rec_reference == "09/H0304/12"


def test_a_record_pasted_into_one_line_is_taken_apart_at_its_bullets() -> None:
    summary = parse_summary(
        "Stairs • Research type Research Study • Full title Climbing stairs together (fictional) • IRAS ID 900007 "
        "• Contact name Una Fictional • Research summary People climb. • REC name Wales REC 9"
    )

    assert summary.short_title == "Stairs"
    assert summary.full_title == "Climbing stairs together (fictional)"
    assert summary.research_summary == "People climb."
    assert summary.rec_name == "Wales REC 9"


def test_bullets_on_lines_of_their_own_belong_to_the_label_below() -> None:
    summary = parse_summary(
        "Stairs\n•\nResearch type\nResearch Study\n•\nFull title\nClimbing (fictional)\n•\nIRAS ID\n900007"
    )

    assert (summary.research_type, summary.full_title, summary.iras_id) == (
        "Research Study",
        "Climbing (fictional)",
        "900007",
    )


def test_a_table_copied_with_tabs_and_bold_labels_copied_as_markdown_are_read() -> None:
    table = parse_summary("Stairs\nResearch type\tResearch Study\nIRAS ID\t900007\nContact name\tUna Fictional\n")
    marked = parse_summary("# Stairs\n**Research type:** Research Study\n**IRAS ID:** 900007\n")

    assert (table.research_type, table.iras_id, table.contact_name) == (
        "Research Study",
        "900007",
        "Una Fictional",
    )
    assert (marked.research_type, marked.iras_id) == ("Research Study", "900007")


def test_a_wrapped_value_of_one_line_is_joined() -> None:
    summary = parse_summary(
        "Stairs\nResearch type\nResearch Study\nFull title\nClimbing stairs\ntogether (fictional)\nREC name\n"
        "Elsewhere - Banister Research Ethics\nCommittee\nREC reference\n19/EL/0001\n"
    )

    assert summary.full_title == "Climbing stairs together (fictional)"
    assert summary.rec_name == "Elsewhere - Banister Research Ethics Committee"


def test_a_flat_record_cut_within_the_committees_name_keeps_the_name_apart_from_the_summary() -> None:
    text = read("study_flat")

    summary = parse_summary(text[: text.index("REC reference")].replace("Wales REC 5", "West M"))

    assert summary.rec_name == "West M"
    assert summary.research_summary.endswith("in a sentence that runs on.")


def test_what_a_browser_prints_around_each_sheet_is_no_part_of_the_summary() -> None:
    printed = read("study_flat").replace(
        "Summary:\n",
        "https://www.hra.nhs.uk/planning-and-improving-research/application-summaries/reading/ 1/2\n"
        "23/11/2026, 09:30 Reading aloud on night shifts - Health Research Authority\nSummary:\n",
    )

    assert parse_summary(printed) == parse_summary(read("study_flat"))
    assert "around the record were left out" in parse_summary(printed).warnings[-1].sentence


def test_a_list_in_a_flat_summary_that_names_labels_stays_in_it() -> None:
    summary = parse_summary(
        "Stairs\nResearch type\nResearch Study\nFull title\nClimbing (fictional)\nIRAS ID\n900007\n"
        "Research summary\nWe publish:\n- Contact name\n- Contact email\n- Sponsor organisation\nand no more."
    )

    assert summary.research_summary.split("\n\n") == [
        "We publish:",
        "- Contact name",
        "- Contact email",
        "- Sponsor organisation",
        "and no more.",
    ]


def test_a_line_like_a_database_label_in_the_summary_of_a_flat_study_stays_in_it() -> None:
    text = read("flat_wrapped_and_cut").replace("met that morning?", "met that morning?\nResearch programme\nis ours.")

    summary = parse_summary(text)

    assert summary.research_programme == ""
    assert "Research programme" in summary.research_summary


def test_a_greeting_below_a_record_that_was_cut_is_no_part_of_its_last_value() -> None:
    summary = parse_summary("Stairs\nResearch type: Research Study\nSponsor organisation: Imaginary Trust\n\nBest\nUna")

    assert summary.sponsor == "Imaginary Trust"
    assert "sponsor" in {warning.field for warning in summary.warnings}


def test_a_second_record_below_the_first_is_left_out_and_said() -> None:
    summary = parse_summary(read("study_flat") + read("database_with_bullets"))

    assert summary.iras_id == "900002"
    assert summary.rec_opinion == "Unfavourable Opinion"
    assert "rec_opinion" in {warning.field for warning in summary.warnings}


CHANGES: dict[str, Callable[[str], str]] = {
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old mac line ends": lambda text: text.replace("\n", "\r"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "zero-width characters": lambda text: text.replace("e", "e\u200b").replace("R", "\ufeffR"),
    "byte order mark": lambda text: "\ufeff" + text,
    "trailing spaces": lambda text: text.replace("\n", " \t\n"),
    "stripped by a form": str.strip,
    "empty lines around": lambda text: f"\n\n\n{text}\n\n\n",
    "quoted in a reply": lambda text: "\n".join(f"> {line}".rstrip() for line in text.split("\n")),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", NAMES)
def test_what_a_paste_does_to_spaces_and_line_ends_changes_no_value(name: str, change: str) -> None:
    text = read(name)

    assert parse_summary(CHANGES[change](text)) == parse_summary(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_record_written_out_reads_the_same_again(name: str) -> None:
    summary = parse_summary(read(name))

    assert parse_summary(format_summary(summary)) == summary


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_kept_as_given(name: str) -> None:
    assert parse_summary(read(name)).raw == read(name)


def test_a_record_is_written_in_the_public_rendering() -> None:
    written = format_summary({"short_title": "Stairs", "iras_id": "900007", "research_summary": "One.\n\nTwo."})

    assert written == "Stairs\n\n  • IRAS ID\n\n    900007\n\n  • Research summary\n\n    One.\n\n    Two.\n"


def test_duration_and_date_are_read_without_being_put_right() -> None:
    summary = parse_summary(read("study_with_bullets"))

    assert summary.duration_days_parts == (1, 2, 31)
    assert summary.opinion_date == date(2019, 6, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 Jan 2022", date(2022, 1, 4)),
        ("22 June 2023", date(2023, 6, 22)),
        ("1 Sept 2020", date(2020, 9, 1)),
        ("31 Feb 2010", None),
        ("4 Foo 2022", None),
        ("04/01/2022", None),
        ("", None),
    ],
)
def test_a_date_of_opinion_is_day_month_year_in_english(text: str, day: date | None) -> None:
    assert Summary(rec_opinion_date=text).opinion_date == day


def test_the_fields_of_labels_and_of_the_record_are_the_same() -> None:
    assert set(FIELDS) == set(Summary.__dataclass_fields__) - {"warnings", "raw"}
