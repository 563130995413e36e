"""Builds the fictional study in the order of its history.

Record, plan and six people; five of them worked through and read together; then the sixth on her own terms, and the
group level looked at again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lifeworld.analysis.services.cases import (
    close_across_cases,
    open_across_cases,
    open_for_analysis,
    sign_off,
    write_about_case,
)
from lifeworld.interchange.fictional.approval_work import approve, report
from lifeworld.interchange.fictional.case_work import CaseWork
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.interchange.fictional.files import folder_of, toml
from lifeworld.interchange.fictional.group_work import build_group, look_again
from lifeworld.interchange.fictional.keeping_work import keep
from lifeworld.interchange.fictional.people_work import People, take_back
from lifeworld.interchange.transcripts.reader import read_transcript
from lifeworld.interviews.services import freeze_version, receive_transcript
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import change_study, create_study

Progress = Callable[[str], None]


def build_fictional_study(
    *, by: Person, folder: Path | None = None, practice: bool = False, progress: Progress = lambda _: None
) -> Study:
    """Build the study in `folder` (the one that comes with Lifeworld, where None), led by `by`.

    For `practice` the history stops where the last person has been brought in and not opened.
    """
    folder = folder or folder_of()
    plan = toml(folder / "study.toml")
    clock = Clock(plan["created_on"])
    record = (folder / "record.txt").read_text(encoding="utf-8")
    study = create_study(by=by, at=clock.tick(), summary_text=record, slug=plan["slug"], fictional=True)
    access = Access(study, by, Role.LEAD)
    change_study(access=access, at=clock.tick(), values=plan["plan"])
    approve(access, clock, folder, plan["approvals"])
    people = {one["folder"]: toml(folder / one["folder"] / "analysis.toml") for one in plan["person"]}
    met = toml(folder / "meetings.toml")
    cases = _come(access, clock, folder, people, met)
    report(access, clock, plan["approvals"])
    keep(access, clock, plan["keeping"])
    work = _Work(access, clock, plan["person"], people, cases, progress)
    group = toml(folder / "group.toml")
    read_together_on = group["cross_case"]["opened_on"]
    works = work.through(lambda worked_from: worked_from < read_together_on)
    clock.reach(read_together_on)
    open_across_cases(access=access, at=clock.tick(), reason=group["cross_case"]["reason"])
    progress("Reading across cases")
    build_group(access, clock, group, works)
    for name, one in met["person"].items():
        if name in cases and "withdrew" in one:
            take_back(access, clock, cases[name].screening_entry, one["withdrew"])
    if not practice:
        close_across_cases(access=access, at=clock.tick())
        works |= work.through(lambda worked_from: worked_from >= read_together_on)
        progress("Reading across cases again")
        look_again(access, clock, toml(folder / "group-again.toml"), works)
    return study


def _come(
    access: Access, clock: Clock, folder: Path, people: dict[str, dict[str, Any]], met: dict[str, Any]
) -> dict[str, Case]:
    """The cases by folder, once everybody was recruited, met, and their transcript brought in."""

    def bring_in(name: str, case: Case) -> None:
        interview = people[name]["interview"]
        original = (folder / name / "transcript.txt").read_bytes()
        version = receive_transcript(
            access=access, at=clock.tick(), case=case, read=read_transcript(original, ".txt"),
            original=original, suffix=".txt", roles={"Interviewer": "interviewer"},
            held_on=interview["held_on"], minutes=interview["minutes"],
        )  # fmt: skip
        freeze_version(access=access, at=clock.tick(), version=version)

    for name, person in people.items():
        met["person"][name]["minutes"] = person["interview"]["minutes"]
    pseudonyms = {name: person["pseudonym"] for name, person in people.items()}
    return People(access, clock, toml(folder / "recruitment.toml"), met, pseudonyms, bring_in).come()


@dataclass(frozen=True)
class _Work:
    """The researcher's work on one case after another; `order` is the plan's `[[person]]`."""

    access: Access
    clock: Clock
    order: list[dict[str, Any]]
    people: dict[str, dict[str, Any]]
    cases: dict[str, Case]
    progress: Progress

    def through(self, wanted: Callable[[date], bool]) -> dict[str, CaseWork]:
        """Work through the people whose case was opened on a wanted day, in the plan's order."""
        names = [one["folder"] for one in self.order]
        following = dict(zip(names, [*names[1:], names[-1]], strict=True))
        works: dict[str, CaseWork] = {}
        for one in self.order:
            if wanted(one["worked_from"]):
                name = one["folder"]
                self.clock.reach(one["worked_from"])
                works[name] = self._one(self.cases[name], self.people[name], self.cases[following[name]])
        return works

    def _one(self, case: Case, person: dict[str, Any], next_case: Case) -> CaseWork:
        access, clock, about = self.access, self.clock, person["case"]
        self.progress(f"Working through {person['pseudonym']}")
        open_for_analysis(access=access, at=clock.tick(), case=case)
        work = CaseWork(access, clock, case, person, next_case=next_case)
        write_about_case(
            access=access, at=clock.tick(), case=case, first_impressions=about["first_impressions"].strip()
        )
        work.carry_out()
        write_about_case(access=access, at=clock.tick(), case=case, summary=about["summary"].strip())
        sign_off(access=access, at=clock.tick(), case=case)
        return work
