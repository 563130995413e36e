"""What recruitment asks for: people who wait for a word, or for whom one is waited for."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from lifeworld.agenda.rules.reminders import ANSWER_DAYS, GET_IN_TOUCH_DAYS
from lifeworld.agenda.rules.tasks import Task
from lifeworld.fieldwork.models import Meeting
from lifeworld.identities.models import Identity
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.selectors.entries import stage_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


def tasks(access: Access) -> Iterator[Task]:
    """Who was given information and has not answered, and who agreed to contact and waits to hear."""
    if not access.can(Right.RECRUIT):
        return
    slug = access.study.slug
    waiting = ScreeningEntry.objects.filter(
        study=access.study, leaving__isnull=True, stages__stage=Stage.INFORMED, case__isnull=True
    )
    met = set(Meeting.objects.filter(study=access.study).values_list("entry_id", flat=True))
    written = set(Identity.objects.filter(entry__study=access.study).values_list("entry_id", flat=True))
    for entry in waiting.order_by("serial").prefetch_related("stages").select_related("case"):
        since, page = _since(entry), reverse("screening-entry", args=[slug, entry.serial])
        if stage_of(entry) == Stage.INFORMED:
            yield Task(
                f"Write down whether entry {entry.serial} answered",
                "They were given information a month before.", page,
                since + timedelta(days=ANSWER_DAYS),
            )  # fmt: skip
            continue
        if entry.pk not in written:
            yield Task(
                f"Write down how to reach entry {entry.serial}", "They agreed to be contacted. Names lie sealed.",
                reverse("identities", args=[slug]), since,
            )  # fmt: skip
        if entry.pk not in met:
            yield Task(
                f"Get in touch with entry {entry.serial}", "They agreed to be contacted, and nothing is planned yet.",
                page, since + timedelta(days=GET_IN_TOUCH_DAYS),
            )  # fmt: skip


def _since(entry: ScreeningEntry) -> date:
    return max(stage.on for stage in entry.stages.all())
