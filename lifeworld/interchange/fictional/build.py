"""Builds the fictional study: record, plan, six people, five of them worked through, and the group level."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lifeworld.analysis.services.cases import open_across_cases, open_for_analysis, sign_off, write_about_case
from lifeworld.interchange.fictional.case_work import CaseWork
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.interchange.fictional.files import folder_of, toml
from lifeworld.interchange.fictional.group_work import build_group
from lifeworld.interchange.transcripts.reader import read_transcript
from lifeworld.interviews.services import freeze_version, receive_transcript
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case, change_study, create_study

Progress = Callable[[str], None]


def build_fictional_study(*, by: Person, folder: Path | None = None, progress: Progress = lambda _: None) -> Study:
    """Build the study in `folder` (the one that comes with Lifeworld, where None), led by `by`."""
    folder = folder or folder_of()
    plan = toml(folder / "study.toml")
    clock = Clock(plan["created_on"])
    record = (folder / "record.txt").read_text(encoding="utf-8")
    study = create_study(by=by, at=clock.tick(), summary_text=record, slug=plan["slug"], fictional=True)
    access = Access(study, by, Role.LEAD)
    change_study(access=access, at=clock.tick(), values=plan["plan"])
    people = {one["folder"]: toml(folder / one["folder"] / "analysis.toml") for one in plan["person"]}
    cases = _bring_in(access, clock, folder, people)
    works = _work_through(access, clock, plan["person"], people, cases, progress)
    group = toml(folder / "group.toml")
    clock.reach(group["cross_case"]["opened_on"])
    open_across_cases(access=access, at=clock.tick(), reason=group["cross_case"]["reason"])
    progress("Reading across cases")
    build_group(access, clock, group, works)
    return study


def _bring_in(access: Access, clock: Clock, folder: Path, people: dict[str, dict[str, Any]]) -> dict[str, Case]:
    cases: dict[str, Case] = {}
    for name, person in people.items():
        interview = person["interview"]
        clock.reach(interview["held_on"])
        cases[name] = add_case(access=access, at=clock.tick(), pseudonym=person["pseudonym"])
        original = (folder / name / "transcript.txt").read_bytes()
        version = receive_transcript(
            access=access, at=clock.tick(), case=cases[name], read=read_transcript(original, ".txt"),
            original=original, suffix=".txt", roles={"Interviewer": "interviewer"},
            held_on=interview["held_on"], minutes=interview["minutes"],
        )  # fmt: skip
        freeze_version(access=access, at=clock.tick(), version=version)
    return cases


def _work_through(
    access: Access,
    clock: Clock,
    order: list[dict[str, Any]],
    people: dict[str, dict[str, Any]],
    cases: dict[str, Case],
    progress: Progress,
) -> dict[str, CaseWork]:
    works: dict[str, CaseWork] = {}
    names = [one["folder"] for one in order]
    for index, one in enumerate(order):
        if "worked_from" not in one:
            continue
        name, following = one["folder"], names[index + 1] if index + 1 < len(names) else one["folder"]
        case, person = cases[name], people[name]
        progress(f"Working through {person['pseudonym']}")
        clock.reach(one["worked_from"])
        open_for_analysis(access=access, at=clock.tick(), case=case)
        work = CaseWork(access, clock, case, person, next_case=cases[following])
        write_about_case(
            access=access, at=clock.tick(), case=case, first_impressions=person["case"]["first_impressions"].strip()
        )
        work.carry_out()
        write_about_case(access=access, at=clock.tick(), case=case, summary=person["case"]["summary"].strip())
        sign_off(access=access, at=clock.tick(), case=case)
        works[name] = work
    return works
