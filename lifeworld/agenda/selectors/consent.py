"""What the consents ask for: to be asked anew, a copy to be given, a deviation to be acted on."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localdate

from lifeworld.agenda.rules.tasks import Task
from lifeworld.consent.models import Consent
from lifeworld.consent.selectors.overview import deviations_of, reconsent_due
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


def tasks(access: Access) -> Iterator[Task]:
    """By entry, and by the day from which each is asked for."""
    if not access.can(Right.RECRUIT):
        return
    slug = access.study.slug
    for consent, change in reconsent_due(access):
        yield Task(
            f"Ask entry {consent.entry.serial} for their consent again", f"{change.label} was agreed, and asks for it.",
            reverse("consent", args=[slug, consent.entry.serial]), change.since,
        )  # fmt: skip
    waiting = Consent.objects.filter(
        entry__study=access.study, entry__leaving__isnull=True, copy_given_on__isnull=True, withdrawn_on__isnull=True
    )
    for serial, taken_at in waiting.order_by("taken_at").values_list("entry__serial", "taken_at"):
        yield Task(
            f"Give entry {serial} a copy of what they signed", "Or write down when they had it.",
            reverse("consent", args=[slug, serial]), localdate(taken_at),
        )  # fmt: skip
    for deviation in deviations_of(access).filter(closed_on__isnull=True):
        yield Task("Say what was done about a deviation", deviation.words, reverse("deviations", args=[slug]))
