"""What keeping and destroying asks for: classes that are due, proposals to confirm, backups past their time."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from lifeworld.agenda.rules.tasks import Dated, Task
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.safekeeping.rules.retention import Standing
from lifeworld.safekeeping.selectors.schedule import schedule_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


def tasks(access: Access, today: date) -> Iterator[Task]:
    """Everything of the schedule that is due or departs from what was promised; only where recruitment is kept here."""
    if not access.can(Right.RECRUIT) or plan_of(access.study) is None:
        return
    page = reverse("retention", args=[access.study.slug])
    for row in schedule_of(access, today, counted=False):
        if row.mismatch:
            yield Task(f"Settle how long is kept: {_low(row.klass.name)}", row.mismatch, page)
        if row.proposed is not None:
            yield Task(
                f"Confirm or take back the destruction of {_low(row.klass.name)}",
                "It was proposed, and nothing has gone.",
                reverse("destruction", args=[access.study.slug, row.proposed.number]),
            )  # fmt: skip
        elif row.standing in {Standing.DUE, Standing.KEPT} and row.due is not None:
            yield Task(
                f"Destroy, or set aside: {_low(row.klass.name)}",
                "That was promised. Nothing happens until you confirm.",
                page, row.due,
            )  # fmt: skip


def days(access: Access, today: date) -> Iterator[Dated]:
    """When each class falls due; one that is set aside does not."""
    if not access.can(Right.READ_RECRUITMENT) or plan_of(access.study) is None:
        return
    page = reverse("retention", args=[access.study.slug])
    for row in schedule_of(access, today, counted=False):
        if row.due is not None and row.kept and row.standing is not Standing.HELD:
            yield Dated(f"keeping-{row.klass.key}", row.due, f"Due to be destroyed: {_low(row.klass.name)}", page)


def _low(name: str) -> str:
    return name[:1].lower() + name[1:]
