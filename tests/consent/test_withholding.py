"""The words of whoever did not agree to be quoted: planted, and searched for in everything that goes out."""

import itertools
from io import BytesIO
from typing import Any
from unicodedata import normalize
from zipfile import ZipFile

import pytest
from django.test import Client
from hypothesis import given as some
from hypothesis import strategies as st

from lifeworld.analysis.models import Contribution, DiaryEntry, GroupTheme, Note, Statement
from lifeworld.analysis.selectors.withheld import NOBODY, withheld_in
from lifeworld.analysis.services.cases import reopen, sign_off
from lifeworld.analysis.services.contributions import set_personal_theme_aside
from lifeworld.analysis.services.diary import write_entry
from lifeworld.analysis.services.group_themes import change_group_theme
from lifeworld.analysis.services.notes import write_note
from lifeworld.analysis.services.theme_map import take_out_theme_map
from lifeworld.common.errors import DomainError
from lifeworld.consent.rules.withholding import LEFT_OUT, WITHHELD, heard, without
from lifeworld.consent.services.consents import take_back_clause
from lifeworld.reporting.kinds import KINDS, Scope
from lifeworld.reporting.rules.options import Options
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.consent.consented import bring_consent, consenting_site, newest, numbers
from tests.pages.people import signed_in, with_role, words_of
from tests.reporting.taking import csv_rows, everything_in, json_rows, taken
from tests.reporting.world import World, build, span_of, theme_of

pytestmark = pytest.mark.usefixtures("sealed_store")

# What Maeve alone says is planted in what is written about her, too.
SAID = "We went along the river"
PLANTED = ("we went along the river", "an appointment, isn't it", "She never asked me", "along the river")


@pytest.fixture
def world(access: Access, maeve: Case) -> World:
    write_note(
        access=access, at=NOON, case=maeve, kind="conceptual", body=f"She says {SAID.lower()}, as if led.",
        spans=[span_of(maeve, "Yeah.")],
    )  # fmt: skip
    found = build(access, maeve)
    write_entry(
        access=access, at=NOON, text="I keep hearing “an appointment, isn't it” as a complaint.", step="reading",
        written_on=NOON.date(),
    )  # fmt: skip
    theme = GroupTheme.objects.get(name="Met on foot")
    change_group_theme(access=access, at=NOON, theme=theme, values={"absence": f"Nobody else said {SAID}."})
    return found


def refuse(world: World, *, tobias: str = "no") -> None:
    """Recruitment is kept here from now on: Maeve said no to quotes, Tobias too or not."""
    site = consenting_site(world.access)
    bring_consent(world.access, site, world.maeve, {"quotes": "no"})
    bring_consent(world.access, site, world.tobias, {"quotes": tobias})


def all_files(world: World) -> dict[str, str]:
    """Every kind in every format, for each case and for all."""
    found = {}
    for kind, case in itertools.product(KINDS.values(), (None, world.maeve, world.tobias)):
        for fmt in kind.formats:
            try:
                found[f"{kind.key} {case and case.pseudonym} {fmt}"] = everything_in(
                    taken(world.access, kind.key, fmt, case)
                )
            except DomainError:
                refused = {Scope.CASE: case is None, Scope.WHOLE: case is not None}
                assert refused.get(kind.scope, True), kind.key
    return found


def leaks(files: dict[str, str]) -> dict[str, str]:
    return {name: words for name, text in files.items() for words in PLANTED if words.casefold() in text.casefold()}


def test_every_kind_in_every_format_leaves_the_words_out_and_says_so(world: World) -> None:
    assert {name.split()[0] for name in leaks(all_files(world))} >= {
        "analysed-transcript", "statements", "personal-themes", "group-themes", "chain", "diary", "trail",
    }  # fmt: skip
    refuse(world)
    files = all_files(world)
    assert len(files) > 40 and leaks(files) == {}
    for name, text in files.items():
        if name.split()[0] in {"analysed-transcript", "statements", "personal-themes", "group-themes", "chain"}:
            assert WITHHELD in text, name


def test_others_words_stay_as_they_were(world: World) -> None:
    refuse(world, tobias="yes")
    rows = csv_rows(taken(world.access, "group-themes", "csv"))
    by = {row["Participant"]: row["Quote"] for row in rows if row["Quote"]}
    assert by == {"Maeve": WITHHELD, "Tobias": "She never asked me"}
    by_turn = Options(by="turn")
    assert "She never asked me" in everything_in(
        taken(world.access, "analysed-transcript", "csv", world.tobias, by_turn)
    )


def test_what_one_person_said_is_left_out_of_what_is_written_about_another(world: World) -> None:
    aside = f"As Maeve has it: {SAID}."
    Note.objects.filter(case=world.tobias).update(body=aside)
    Statement.objects.filter(case=world.tobias).update(text=aside)
    DiaryEntry.objects.filter(case=world.tobias).update(text=aside)
    refuse(world, tobias="yes")
    rows = json_rows(taken(world.access, "analysed-transcript", "json", world.tobias))
    written = [one["text"] for row in rows for one in (*row["notes"], *row["statements"])]
    written += [row["entry"]["text"] for row in json_rows(taken(world.access, "diary", "json", world.tobias))]
    written += [row["statement"] for row in json_rows(taken(world.access, "statements", "json", world.tobias))]
    assert len(written) >= 4 and set(written) == {f"As Maeve has it: {LEFT_OUT}."}
    with ZipFile(BytesIO(taken(world.access, "analysed-transcript", "docx-comments", world.tobias))) as parts:
        comments = parts.read("word/comments.xml").decode()
        assert LEFT_OUT in comments and SAID not in comments
        assert SAID in parts.read("word/document.xml").decode(), "his own words stay"


def test_the_analysed_transcript_keeps_its_lines_notes_and_the_interviewers_questions(world: World) -> None:
    before = json_rows(taken(world.access, "analysed-transcript", "json", world.maeve))
    with_comments = everything_in(taken(world.access, "analysed-transcript", "docx-comments", world.maeve))
    refuse(world)
    after = json_rows(taken(world.access, "analysed-transcript", "json", world.maeve))
    assert [row["line"] for row in after] == [row["line"] for row in before]
    assert [len(row["notes"]) for row in after] == [len(row["notes"]) for row in before]
    assert after[0]["transcript"] == before[0]["transcript"]
    assert after[1]["transcript"]["text"] == WITHHELD and after[1]["transcript"]["speaker"] == "Maeve"
    commented = everything_in(taken(world.access, "analysed-transcript", "docx-comments", world.maeve))
    for mark in ("<w:comment ", "commentRangeStart"):
        assert commented.count(mark) == with_comments.count(mark) > 4


def test_the_map_leaves_as_a_picture_without_them(world: World) -> None:
    theme = GroupTheme.objects.get(name="Met on foot")
    change_group_theme(access=world.access, at=NOON, theme=theme, values={"name": SAID})
    assert "along" in take_out_theme_map(access=world.access, at=NOON)[0]
    refuse(world)
    picture = take_out_theme_map(access=world.access, at=NOON)[0]
    assert "along" not in picture and "[words" in picture


def test_not_asked_and_taken_back_are_no_yes(world: World) -> None:
    site = consenting_site(world.access)
    bring_consent(world.access, site, world.maeve, {"quotes": "not-asked"})
    theirs = bring_consent(world.access, site, world.tobias)
    quotes = {row["Participant"]: row["Quote"] for row in csv_rows(taken(world.access, "group-themes", "csv"))}
    assert (quotes["Maeve"], quotes["Tobias"]) == (WITHHELD, "She never asked me")
    number = numbers(newest(world.access, "form"))["quotes"]
    take_back_clause(access=world.access, at=NOON, consent=theirs, number=number, on=NOON.date())
    assert leaks(all_files(world)) == {}


def test_an_adviser_is_not_shown_them_and_a_supervisor_is(world: World, bob: Person, client: Client) -> None:
    adviser, supervisor = with_role(world.access.study, "eve", Role.ADVISER), signed_in(bob)
    theme = GroupTheme.objects.get(name="Met on foot").pk
    pages = [
        address
        for one in Contribution.objects.values_list("pk", flat=True)
        for address in (
            f"/studies/walking/group?contribution={one}", f"/studies/walking/group/contributions/{one}",
            f"/api/contributions/{one}/chain",
        )
    ]  # fmt: skip
    pages += [f"/studies/walking/group/themes/{theme}", f"/api/group-themes/{theme}/chain"]
    refuse(world)

    def shown(browser: Client) -> dict[str, str]:
        answers = {address: browser.get(address) for address in pages}
        assert {answer.status_code for answer in answers.values()} == {200}
        return {address: words_of(answer).replace("&#x27;", "'") for address, answer in answers.items()}

    assert leaks(shown(adviser)) == {}
    assert [name for name, text in shown(adviser).items() if WITHHELD not in text] == []
    assert set(leaks(shown(supervisor))) == set(pages)
    preview = words_of(supervisor.get("/studies/walking/findings/group-themes"))
    assert not leaks({"preview": preview})


def test_nor_in_a_theme_that_was_set_aside_or_the_reason_for_going_across_early(world: World) -> None:
    adviser = with_role(world.access.study, "eve", Role.ADVISER)
    reopen(access=world.access, at=NOON, case=world.maeve)
    own = theme_of(world.access, world.maeve, SAID)
    sign_off(access=world.access, at=NOON, case=world.maeve)
    set_personal_theme_aside(access=world.access, at=NOON, theme=own, reason=f"Hers alone: {SAID}.")
    Study.objects.update(cross_case_reason=f"So that “{SAID}” can be read beside the others.")
    pages = ["/studies/walking/group", "/studies/walking/analysis"]

    def shown() -> dict[str, str]:
        return {address: words_of(adviser.get(address)) for address in pages}

    assert set(leaks(shown())) == set(pages)
    refuse(world)
    assert leaks(shown()) == {} and all("[words withheld]" in text for text in shown().values())


def test_what_is_typed_is_found_by_five_words_or_three_in_quotation_marks() -> None:
    of = heard(["Well, I don’t know what to do, we just went. Along the River"])
    assert without("They don't know what to do now", of) == f"They {LEFT_OUT} now"
    assert without("I know what to do", of) == "I know what to do"
    assert without("“We just went”, she says", of) == f"“{LEFT_OUT}”, she says"
    assert without("‘just went’ and we just went", of) == "‘just went’ and we just went"
    accented = heard(["We met Zoë at the café by the river"])
    assert without(normalize("NFD", "She met Zoë at the café."), accented) == f"She {LEFT_OUT}."
    assert without("", of) == "" and without("we just went", heard([])) == "we just went"


@some(st.lists(st.sampled_from(["walk", "river", "plan", "ask", "tea"]), max_size=30), st.integers(0, 25), st.text())
def test_no_run_of_five_words_said_ever_stays(said: list[str], at: int, around: str) -> None:
    of = heard([" ".join(said)])
    stretch = " ".join(said[at : at + 5])
    left = without(f"{around} {stretch} {around}", of)
    if len(said[at : at + 5]) == 5:
        assert f" {stretch} " not in f" {left} "
    else:
        assert without(stretch, of) == stretch or len(said) >= 5


def test_a_study_that_keeps_no_recruitment_here_is_asked_once_and_changed_in_nothing(
    world: World, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert withheld_in(world.access.study) is NOBODY
