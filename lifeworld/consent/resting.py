"""What consents rest on, for the room of approvals, which lies beneath and asks before it moves any of it."""

from collections.abc import Iterator

from django.utils.timezone import localtime

from lifeworld.approvals.hooks import Consented, when_asked
from lifeworld.consent.models import Consent


def register() -> None:
    """Called when the program starts."""
    when_asked("consents", _given)


def _given(study: int) -> Iterator[Consented]:
    """Every consent of a study, those that were taken back as well: they were given all the same."""
    found = Consent.objects.filter(entry__study=study).order_by()
    for site, taken_at, sheet, form in found.values_list("site_id", "taken_at", "sheet_id", "form_id"):
        yield Consented(site, localtime(taken_at).date(), frozenset({sheet, form}))
