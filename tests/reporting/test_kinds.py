"""Every kind of export in every format: what stands in it, in whose words, and where."""

import io
import itertools
import json

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest

from lifeworld.reporting.kinds import FORMATS, KINDS, Scope
from lifeworld.reporting.rules.options import COLUMNS, Options
from lifeworld.reporting.services import take_out
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import change_study
from tests.conftest import NOON
from tests.reporting.taking import csv_rows, everything_in, json_rows, taken
from tests.reporting.world import APPOINTMENT, ASKED, FORMULA, RIVER, World, work_through_maeve

EVERY = [(kind, fmt) for kind in KINDS for fmt in KINDS[kind].formats]


def test_every_kind_comes_in_every_format_it_names(recruited: World, subtests: pytest.Subtests) -> None:
    for kind, fmt in EVERY:
        with subtests.test(f"{kind} {fmt}"):
            comes(recruited, kind, fmt)


def comes(recruited: World, kind: str, fmt: str) -> None:
    case = recruited.maeve if KINDS[kind].scope is Scope.CASE else None
    document = take_out(access=recruited.access, at=NOON, kind=kind, fmt=fmt, case=case)
    assert document.media_type == FORMATS[fmt].media_type
    assert document.name.startswith("walking-") and document.name.endswith(FORMATS[fmt].suffix)
    assert "maeve" not in document.name.lower()
    opened = {".docx": docx.Document, ".xlsx": openpyxl.load_workbook}.get(FORMATS[fmt].suffix)
    if opened:
        opened(io.BytesIO(document.content))
    if fmt == "json":
        whole = json.loads(document.content)
        assert (whole["kind"], whole["study"]) == (kind, "A fictional study of walking together")
        assert whole["made_at"].startswith("2026-03-02") and whole["words"]["statement"] == "experiential statement"
    assert len(document.content) > 80


def test_the_file_is_named_by_case_number(world: World) -> None:
    for fmt, name in (("docx", "walking-case-1-analysed-transcript.docx"),
                      ("docx-comments", "walking-case-1-analysed-transcript-with-comments.docx")):  # fmt: skip
        document = take_out(access=world.access, at=NOON, kind="analysed-transcript", fmt=fmt, case=world.maeve)
        assert document.name == name


def test_the_analysed_transcript_holds_every_line_and_every_note(world: World) -> None:
    rows = json_rows(taken(world.access, "analysed-transcript", "json", world.maeve))
    assert [row["line"] for row in rows] == list(range(1, len(rows) + 1))
    spoken = " ".join(row["transcript"]["text"] for row in rows)
    assert "She never asked me where I was going, we just went. (laughs)" in spoken
    notes = [note for row in rows for note in row["notes"]]
    assert sorted(note["kind"] for note in notes) == ["conceptual", "descriptive", "linguistic", "untyped"]
    statements = [one for row in rows for one in row["statements"]]
    assert {"text": "Laughing it off", "set_aside": "Too thin to stand on"} in statements
    assert len(statements) == 3


def test_by_turn_a_row_holds_the_whole_turn(world: World) -> None:
    rows = json_rows(taken(world.access, "analysed-transcript", "json", world.maeve, Options(by="turn")))
    assert [row["transcript"]["speaker"] for row in rows] == ["Interviewer", "Maeve", "Interviewer", "Maeve"]
    assert rows[1]["transcript"]["text"].startswith("We went along the river.")
    assert rows[1]["line"] == [2, 4]


def test_the_columns_stand_in_the_order_asked_for(world: World) -> None:
    for order in itertools.permutations(COLUMNS):
        whole = json.loads(taken(world.access, "analysed-transcript", "json", world.maeve, Options(columns=order)))
        assert [column["key"] for column in whole["columns"]] == ["interview", *order]


def test_kinds_of_note_are_plain_italic_underlined_and_dashed(world: World) -> None:
    document = docx.Document(io.BytesIO(taken(world.access, "analysed-transcript", "docx", world.maeve)))
    runs = {
        run.text: (bool(run.italic), bool(run.underline))
        for row in document.tables[0].rows for cell in row.cells for p in cell.paragraphs for run in p.runs
    }  # fmt: skip
    assert runs["On laughing it off"] == (False, False)
    assert runs["On going, not being taken"] == (True, False)
    assert runs["On a plan is an appointment"] == (False, True)
    assert runs[f"– {FORMULA}"] == (False, False)


def test_personal_themes_quote_the_words_with_their_page_and_line(world: World) -> None:
    rows = json_rows(taken(world.access, "personal-themes", "json", world.maeve))
    assert [(row["theme"], row["subtheme"], row["statement"]) for row in rows] == [
        ("Walking without a plan", "", "Going, not being taken"),
        ("Walking without a plan", "Not an appointment", "A plan is an appointment"),
    ]
    assert rows[0]["words"] == f"{RIVER} […] {ASKED}"
    assert rows[1]["words"] == APPOINTMENT
    assert rows[0]["place"] == "1.2, 1.2–3"


def test_the_first_edition_prints_its_own_words(world: World) -> None:
    change_study(access=world.access, at=NOON, values={"label_profile": "2009"})
    content = taken(world.access, "personal-themes", "docx", world.maeve)
    header = [cell.text for cell in docx.Document(io.BytesIO(content)).tables[0].rows[0].cells]
    assert header == ["Emergent theme", "Page/line", "Key words"]
    assert "1st edition (2009)" in everything_in(content)


def test_statements_come_as_told_and_then_clustered(world: World) -> None:
    rows = json_rows(taken(world.access, "statements", "json", world.maeve))
    told = [row["statement"] for row in rows if row["order"] == "told"]
    assert told == ["Going, not being taken", "Laughing it off", "A plan is an appointment"]
    assert sorted(row["statement"] for row in rows if row["order"] == "clustered") == sorted(told)
    assert {row["set_aside"] for row in rows} == {"", "Too thin to stand on"}


def test_the_master_table_says_who_says_what_and_how_they_stand(world: World) -> None:
    rows = json_rows(taken(world.access, "group-themes", "json"))
    assert [(row["group_theme"], row["subtheme"], row["participant"], row["stance"]) for row in rows] == [
        ("Met on foot", "", "Maeve", "variant"),
        ("Met on foot", "", "Maeve", "variant"),
        ("Met on foot", "Nobody asks", "Tobias", "divergent"),
        ("Not yet filled", "", "", ""),
    ]
    assert rows[0]["quote"] == f"{RIVER} […] {ASKED}"
    assert rows[0]["comment"] == "In her own way."
    assert "○ variant" in everything_in(taken(world.access, "group-themes", "csv"))


def test_the_chain_walks_from_theme_to_moment(world: World) -> None:
    rows = json_rows(taken(world.access, "chain", "json"))
    first = rows[0]
    assert (first["participant"], first["personal_theme"], first["statement"]) == (
        "Maeve", "Walking without a plan", "Going, not being taken",
    )  # fmt: skip
    assert (first["words"], first["lines"], first["time"]) == (RIVER, "2", "00:00:04")
    assert first["notes"] == [{"kind": "linguistic", "text": "On going, not being taken", "lines": ["2", "2–3"]}]


def test_chosen_diary_entries_go_out_and_no_others(world: World) -> None:
    key = world.access.study.diary.get(case=world.tobias).pk
    rows = json_rows(taken(world.access, "diary", "json", options=Options(entries=(key,))))
    assert [(row["case"], row["entry"]["text"]) for row in rows] == [("Tobias", "The river stays with me.")]
    assert len(json_rows(taken(world.access, "diary", "json"))) == 2
    assert len(json_rows(taken(world.access, "diary", "json", world.tobias))) == 1


def test_the_trail_tells_before_and_after_and_why(world: World) -> None:
    rows = csv_rows(taken(world.access, "trail", "csv"))
    aside = next(row for row in rows if row["Action"] == "Set a statement aside.")
    assert "Too thin to stand on" in aside["After"]
    assert (aside["Case"], aside["Step"]) == ("Maeve", "Connections and personal themes")
    assert [int(row["Row"]) for row in rows] == list(range(1, len(rows) + 1))


def test_a_case_still_under_analysis_goes_out_by_itself(access: Access, maeve: Case) -> None:
    work_through_maeve(access, maeve)
    rows = json_rows(taken(access, "personal-themes", "json", maeve))
    assert len(rows) == 2
