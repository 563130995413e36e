"""A study with something of every kind of approval in it, for tests that walk or move all there is."""

from datetime import date
from typing import Any

from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.services import changes, conditions, course, documents, duties, safety, sites
from lifeworld.study.selectors import Access
from tests.conftest import NOON


def approve(access: Access, secret: str = "secret") -> dict[str, Any]:
    """Approve the study on paper; answers the keys of what was made, by their names in addresses."""
    dates = {"opinion_on": date(2026, 2, 2), "planned_end": date(2027, 2, 2)}
    course.set_course(access=access, at=NOON, course=course_of(access), values=dates)
    duties.meet_duty(access=access, at=NOON, name="hra-approval", met_on=date(2026, 2, 10), evidence=secret)
    condition = conditions.add_condition(access=access, at=NOON, values={"words": secret})
    site = sites.add_site(access=access, at=NOON, values={"organisation": secret, "route": "hra-hcrw"})
    version = documents.keep_version(
        access=access, at=NOON, kind="sheet", title=secret, label="1.0", dated=date(2026, 1, 10),
        approved_on=date(2026, 2, 2), content=secret.encode(), suffix=".txt",
    )  # fmt: skip
    documents.go_live(access=access, at=NOON, version=version, site=site, live_from=date(2026, 2, 20))
    values = {"label": secret, "what": secret, "category": "substantial-amendment", "by_rec": True}
    change = changes.add_change(
        access=access, at=NOON, values=values | {"submitted_on": date(2026, 2, 22)}, affected={version.pk: False}
    )
    changes.set_outcome(access=access, at=NOON, change=change, outcome="acknowledged", on=date(2026, 2, 26))
    day = date(2026, 2, 24)
    values = {"kind": "serious", "happened_on": day, "known_on": day, "serious": True, "account": secret}
    safety.add_event(access=access, at=NOON, values=values)
    return {"condition": condition.pk, "document_version": version.pk}
