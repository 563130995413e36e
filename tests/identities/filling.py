"""`python -m tests.identities.filling people|SECONDS`: put people who are known by name into the fictional study of a
store, or let an opening end in so many seconds. For journeys, whose server is another process."""

import os
import sys
from datetime import timedelta

import django


def people() -> None:
    """Three people written down, the last of whom withdrew, and one of whom nothing is written yet."""
    from lifeworld.study.models import Membership, Role, Study
    from lifeworld.study.selectors import Access
    from tests.identities.known import agreed, left, write_down
    from tests.identities.planted import PEOPLE

    study = Study.objects.get(slug="alongside")
    lead = Access(study, Membership.objects.get(study=study, role=Role.LEAD).person, Role.LEAD)
    entry = None
    for given in PEOPLE:
        entry = agreed(lead)
        write_down(lead, entry.serial, given)
    if entry is not None:
        left(entry, "withdrew-after")
    agreed(lead)


def ends_in(seconds: int) -> None:
    """Every live opening ends in so many seconds."""
    from django.utils import timezone

    from lifeworld.identities.models import Opening

    now = timezone.now()
    Opening.objects.filter(until__gt=now).update(until=now + timedelta(seconds=seconds))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
    django.setup()
    people() if sys.argv[1] == "people" else ends_in(int(sys.argv[1]))
