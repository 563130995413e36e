"""Properties of reading and writing research summaries, tried on texts nobody thought of."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lifeworld.study.rules.hra_labels import BY_FIELD, FIELDS, LABELS
from lifeworld.study.rules.hra_summary import NotASummaryError, Summary, format_summary, parse_summary

SETTINGS_OF_LABELS = ["{}\n", "  • {}\n\n", "• {}: ", "{}: ", "{}\t", "- {}\n", "**{}** ", "{} "]
PIECES = [
    *(setting.format(label.text) for label in LABELS for setting in SETTINGS_OF_LABELS),
    *("Research Study\n", "900011\n", "Favourable Opinion\n", "4 Jan 2022\n", "19/EL/0011\n", "\\n", "•", "\n", "> "),
    *("Research Database\n", "0 years, 0 months, 0 days\n", "Summary:\n", "n/a, n/a\n", "https://hra.nhs.uk/a 1/2\n"),
]
label_soup = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=40).map("".join)

words = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60).map(
    lambda text: " ".join(text.split())
)
printed = words.filter(lambda text: text.isprintable() and "\\n" not in text and text.lower() != "summary of results")
mimic_lines = st.sampled_from(
    [
        *(label.text for label in LABELS if label.field != "results_summary"),
        *(f"• {label.text}" for label in LABELS),
        *(f"{label.text}: something" for label in LABELS if label.field != "results_summary"),
        *("Summary:", "1. First", "- and a dash", "Favourable Opinion", "•", "19/EL/0011"),
    ]
)
line = (printed | mimic_lines).filter(bool)
paragraph = st.lists(line, min_size=1, max_size=3).map("\n".join)
paragraphs = st.lists(paragraph, max_size=4).map("\n\n".join)


@st.composite
def summaries(draw: st.DrawFn) -> Summary:
    """Records of any values; type, title and IRAS ID are there, so that three labels show where labels stand."""
    values = {label.field: draw(paragraphs if label.long else printed) for label in LABELS}
    values |= {field: draw(printed.filter(bool)) for field in ("research_type", "full_title", "iras_id")}
    title = draw(st.sampled_from(["Lamps", "Lamps+Us V1 13.03.16", "“Quoted", "[LAMPS] & more -1", "Home visits", ""]))
    return Summary(short_title=title, **values)  # type: ignore[arg-type]


@settings(deadline=None)
@given(summaries())
@example(Summary(short_title="Lamps", research_type="x", full_title="•", iras_id="N/A", contact_email="a b"))
def test_a_record_written_out_reads_the_same_again(summary: Summary) -> None:
    assert parse_summary(format_summary(summary)) == summary


@settings(deadline=None)
@given(st.text() | label_soup)
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        summary = parse_summary(text)
    except NotASummaryError as refusal:
        assert len(refusal.sentences()) == 3
        return
    assert summary.raw == text
    assert all(warning.field in {"", *FIELDS} for warning in summary.warnings)
    for field in FIELDS:
        value = getattr(summary, field)
        assert value == value.strip()
        assert "\n" not in value or BY_FIELD[field].long


@settings(deadline=None)
@given(label_soup)
def test_no_value_holds_a_word_that_the_text_did_not(text: str) -> None:
    try:
        summary = parse_summary(text)
    except NotASummaryError:
        return
    visible = "".join(sign for sign in text if sign.isalnum())
    for field in FIELDS:
        for word in getattr(summary, field).split():
            assert "".join(sign for sign in word if sign.isalnum()) in visible
