"""The fictional study's approvals: what is written down between the opinion and the first person approached."""

from pathlib import Path
from typing import Any

from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.selectors.sites import site_numbered
from lifeworld.approvals.services import changes, conditions, course, documents, duties, safety, sites
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.study.selectors import Access


def approve(access: Access, clock: Clock, folder: Path, plan: dict[str, Any]) -> None:
    """Write down course, conditions, site, documents and duties, and open recruitment; `plan` is `[approvals]`."""
    at = clock.tick
    course.set_course(access=access, at=at(), course=course_of(access), values=plan["course"])
    for one in plan["condition"]:
        asked = {name: value for name, value in one.items() if name not in {"closed_on", "evidence"}}
        logged = conditions.add_condition(access=access, at=at(), values=asked | {"words": one["words"].strip()})
        if "closed_on" in one:
            clock.reach(one["closed_on"])
            conditions.close_condition(
                access=access, at=at(), condition=logged, on=one["closed_on"], evidence=one["evidence"]
            )
    for one in plan["change"]:
        clock.reach(one["submitted_on"])
        values = {name: one[name] for name in changes.CHANGE_FIELDS if name in one}
        submitted = changes.add_change(access=access, at=at(), values=values)
        clock.reach(one["outcome_on"])
        changes.set_outcome(
            access=access, at=at(), change=submitted, outcome=one["outcome"], on=one["outcome_on"],
            reference=one["reference"],
        )  # fmt: skip
    clock.reach(plan["site"]["green_light"])
    sites.add_site(access=access, at=at(), values=plan["site"])
    for one in plan["document"]:
        version = documents.keep_version(
            access=access, at=at(), kind=one["kind"], title="", label=one["label"], dated=one["dated"],
            approved_on=one["approved_on"], content=(folder / "documents" / one["file"]).read_bytes(), suffix=".md",
        )  # fmt: skip
        if "live_from" in one:
            site = site_numbered(access, 1)
            documents.go_live(access=access, at=at(), version=version, site=site, live_from=one["live_from"])
    for one in plan["met"]:
        duties.meet_duty(access=access, at=at(), name=one["duty"], met_on=one["met_on"], evidence=one["evidence"])
    clock.reach(plan["recruiting"]["opened_on"])
    course.open_recruitment(access=access, at=at(), on=plan["recruiting"]["opened_on"])


def report(access: Access, clock: Clock, plan: dict[str, Any]) -> None:
    """Write down what happened while people were met; `plan` is `[approvals]`."""
    for one in plan["safety"]:
        clock.reach(one["known_on"])
        safety.add_event(access=access, at=clock.tick(), values=one)
