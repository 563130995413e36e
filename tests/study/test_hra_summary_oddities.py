"""What is odd about a research summary is said, and nothing is refused for it."""

from pathlib import Path

import pytest

from lifeworld.study.rules.hra_labels import FIELDS
from lifeworld.study.rules.hra_summary import parse_summary

SUMMARIES = Path(__file__).parent / "summaries"

COMPLETE = {
    "Research type": "Research Study",
    "Full title": "Walking to work together (fictional)",
    "IRAS ID": "900009",
    "Contact name": "Mina Fictional",
    "Contact email": "mina@example.org",
    "Sponsor organisation": "Imaginary University",
    "Duration of Study in the UK": "1 years, 0 months, 3 days",
    "Research summary": "A fictional study of walking.",
    "REC name": "Elsewhere - Footpath Research Ethics Committee",
    "REC reference": "19/EL/0009",
    "Date of REC Opinion": "14 Oct 2019",
    "REC opinion": "Favourable Opinion",
}


def record(title: str = "Walking to work", **changes: str | None) -> str:
    """A complete record with some values changed; None leaves a field out. Labels are given with underscores."""
    changed = {name.replace("_", " "): value for name, value in changes.items()}
    values = {**COMPLETE, **changed}
    parts = [f"  • {label}\n\n    {value}" for label, value in values.items() if value is not None]
    return "\n\n".join([title, *parts])


def odd_fields(text: str) -> list[str]:
    return [warning.field for warning in parse_summary(text).warnings]


def test_a_complete_record_has_nothing_odd() -> None:
    assert odd_fields(record()) == []


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("IRAS_ID", "123", "iras_id"),
        ("IRAS_ID", "12345678", "iras_id"),
        ("IRAS_ID", "IRAS 900009", "iras_id"),
        ("Research_type", "Research Picnic", "research_type"),
        ("Contact_email", "redacted@example.org", "contact_email"),
        ("Contact_email", "[email protected]", "contact_email"),
        ("Contact_email", "mina.example.org", "contact_email"),
        ("Contact_email", "", "contact_email"),
        ("Duration_of_Study_in_the_UK", "eighteen months", "duration"),
        ("Duration_of_Study_in_the_UK", "0 years, 14 months, 2 days", "duration"),
        ("ISRCTN_Number", "ISRCTN123", "isrctn"),
        ("EudraCT_number", "2016/001234", "eudract"),
        ("REC_name", "Elsewhere - Foo", "rec_name"),
        ("REC_reference", "19/EL/42", "rec_reference"),
        ("REC_reference", "09/H0304/12", "rec_reference"),
        ("REC_reference", "20/HRA/210", "rec_reference"),
        ("REC_reference", "18/EL/0009", "rec_reference"),
        ("Date_of_REC_Opinion", "autumn 2019", "rec_opinion_date"),
        ("REC_opinion", "Provisional Opinion", "rec_opinion"),
        ("Research_summary", r"One.\n\nTwo.", "research_summary"),
    ],
)
def test_an_odd_value_is_kept_and_said_once(label: str, value: str, field: str) -> None:
    text = record(**{label: value})

    assert odd_fields(text) == [field]
    assert getattr(parse_summary(text), field) == value.replace(r"\n", "\n")


@pytest.mark.parametrize(
    "value", ["N/A, N/A", "n/a, n/a", "N/A", "HSR77-001, University Ethics", "0001 , Sponsor number"]
)
def test_a_trial_identifier_that_is_none_is_said(value: str) -> None:
    text = record().replace("  • Duration", f"  • Clinicaltrials.gov Identifier\n\n    {value}\n\n  • Duration")

    assert odd_fields(text) == ["clinicaltrials_id"]
    assert parse_summary(text).clinicaltrials_id == value


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("IRAS_ID", "1004317"),
        ("Duration_of_Study_in_the_UK", "0 years, 11 months, 31 days"),
        ("REC_name", "Wales REC 5"),
        ("REC_name", "Scotland A: Adults with Incapacity only"),
        ("REC_opinion", "Further Information Unfavourable Opinion"),
        ("ISRCTN_Number", "ISRCTN00000000"),
        ("Clinicaltrials.gov_Identifier", "NCT00000000"),
    ],
)
def test_an_unusual_but_proper_value_is_not_called_odd(label: str, value: str) -> None:
    assert odd_fields(record(**{label: value})) == []


@pytest.mark.parametrize("title", ["Walking V1 13.03.16", "Walking v01", "Walking (version 1)", "Walking 3/4/2019"])
def test_a_version_or_date_in_the_title_is_said(title: str) -> None:
    assert odd_fields(record(title)) == ["short_title"]


@pytest.mark.parametrize("label", sorted(set(COMPLETE) - {"REC opinion"}))
def test_a_field_that_is_left_out_is_said(label: str) -> None:
    changes: dict[str, str | None] = {label.replace(" ", "_"): None}

    missing = odd_fields(record("Walking to work", **changes))

    assert len(missing) == 1
    assert missing[0] in FIELDS


def test_a_database_record_is_not_asked_for_what_only_studies_have() -> None:
    text = (SUMMARIES / "database_with_bullets.txt").read_text(encoding="utf-8")

    assert odd_fields(text) == ["contact_email", "rec_reference"]


@pytest.mark.parametrize(
    "ending",
    [
        "Research summary",
        "A fictional study of wal",
        "REC name",
        "REC refe",
        "19/EL/0009",
        "14 Oct 2019",
        "Favou",
    ],
)
def test_a_text_that_stops_early_is_said_for_the_record_as_a_whole(ending: str) -> None:
    text = record()
    cut = text[: text.rindex(ending) + len(ending)]

    warnings = [warning.sentence for warning in parse_summary(cut).warnings if not warning.field]

    assert [sentence.startswith("The text seems to stop early") for sentence in warnings] == [True]


def test_a_label_cut_in_the_middle_is_no_part_of_the_value_above() -> None:
    text = record()

    cut = parse_summary(text[: text.index("REC reference") + len("REC ref")])

    assert cut.rec_name == COMPLETE["REC name"]
    assert cut.rec_reference == ""


def test_a_line_like_a_label_in_the_summary_is_said() -> None:
    text = (SUMMARIES / "study_flat.txt").read_text(encoding="utf-8")

    sentences = [warning.sentence for warning in parse_summary(text).warnings]

    assert any("“Sponsor organisation” was kept as part of the text" in sentence for sentence in sentences)


@pytest.mark.parametrize("path", sorted(SUMMARIES.glob("*.txt")), ids=lambda path: path.stem)
def test_warnings_are_calm_sentences_in_the_order_of_the_fields(path: Path) -> None:
    warnings = parse_summary(path.read_text(encoding="utf-8")).warnings
    places = [FIELDS.index(warning.field) if warning.field else len(FIELDS) for warning in warnings]

    assert places == sorted(places)
    assert all(warning.sentence[0].isupper() and warning.sentence.endswith(".") for warning in warnings)
    assert not any("!" in warning.sentence for warning in warnings)
