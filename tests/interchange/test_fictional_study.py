"""The fictional study is whole: six people worked through, one interview at full length, and all of them together."""

import re
from typing import Any

import pytest

from lifeworld.analysis.models import Contribution
from lifeworld.interchange.fictional.build import build_fictional_study
from lifeworld.interchange.fictional.files import folder_of, toml
from lifeworld.quality.selectors import check_study
from lifeworld.security.models import Person
from lifeworld.study.models import CaseState, Role
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act

PEOPLE = [one["folder"] for one in toml(folder_of() / "study.toml")["person"]]
STEPS = {"reading", "noting", "statements", "connecting"}


def worked(name: str) -> dict[str, Any]:
    return toml(folder_of() / name / "analysis.toml")


def spoken(name: str) -> int:
    """How many words were said, without times and speakers."""
    text = (folder_of() / name / "transcript.txt").read_text(encoding="utf-8")
    return len(re.sub(r"^\[[\d:]+\] \w+:", "", text, flags=re.MULTILINE).split())


def whose(contribution: Contribution) -> str:
    if contribution.personal_theme is not None:
        return contribution.personal_theme.layout.case.pseudonym
    assert contribution.statement is not None
    return contribution.statement.case.pseudonym


def test_six_people_are_worked_through() -> None:
    assert len(PEOPLE) == 6
    for name in PEOPLE:
        person = worked(name)
        assert 60 <= len(person["note"]) <= 75, name
        assert {note["kind"] for note in person["note"]} == {"descriptive", "linguistic", "conceptual", "untyped"}
        assert len(person["theme"]) >= 4 and any(theme.get("subtheme") for theme in person["theme"]), name
        assert person["case"]["first_impressions"].strip() and person["case"]["summary"].strip()
        assert all(row["reason"].strip() for row in person["set_aside"])


def test_one_interview_has_the_length_that_an_hour_has() -> None:
    lengths = {name: spoken(name) for name in PEOPLE}
    longest = max(lengths, key=lambda name: lengths[name])
    assert longest == "ines" and 8_700 <= lengths["ines"] <= 9_400


def test_the_last_case_has_a_diary_entry_at_every_step() -> None:
    entries = worked("ines")["diary"]
    assert {entry["step"] for entry in entries} >= STEPS | {"naming"}
    assert any(entry["carried_over"] for entry in entries)


def test_no_theme_of_one_person_has_the_name_of_anothers() -> None:
    names = [pile["name"] for name in PEOPLE for theme in worked(name)["theme"]
             for pile in (theme, *theme.get("subtheme", []))]  # fmt: skip
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_it_is_built_as_its_history_went_and_every_hard_check_holds(alice: Person) -> None:
    study = build_fictional_study(by=alice)
    access = Access(study, alice, Role.LEAD)
    assert set(study.cases.values_list("state", flat=True)) == {CaseState.SIGNED_OFF}
    assert study.cross_case_opened_at is not None and check_study(access) == []
    acts = list(Act.objects.filter(study=study.slug).order_by("number").values_list("verb", "case_number"))
    told = [acts.index(act) for act in [
        ("opened cross-case work early", None), ("closed cross-case work", None), ("opened case", 6),
        ("signed off case", 6), ("opened cross-case work", None),
    ]]  # fmt: skip
    assert told == sorted(told)
    joined = Contribution.objects.filter(group_theme__study=study, removed_at__isnull=True)
    voices = {whose(one) for one in joined.select_related("personal_theme__layout__case", "statement__case")}
    assert voices == {worked(name)["pseudonym"] for name in PEOPLE}
    assert {one.stance for one in joined} == {"convergent", "divergent", "variant"}
    assert all(one.comment for one in joined)


@pytest.mark.django_db
def test_for_practice_it_stops_before_the_last_person_is_opened(alice: Person) -> None:
    study = build_fictional_study(by=alice, practice=True)
    states = list(study.cases.order_by("number").values_list("state", flat=True))
    assert states == [*[CaseState.SIGNED_OFF] * 5, CaseState.PREPARED]
    assert study.cross_case_reason and check_study(Access(study, alice, Role.LEAD)) == []
