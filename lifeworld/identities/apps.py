"""Django's registration of this room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from datetime import datetime

    from lifeworld.recruitment.models import ScreeningEntry
    from lifeworld.study.selectors import Access


class IdentitiesConfig(AppConfig):
    name = "lifeworld.identities"
    label = "identities"

    def ready(self) -> None:
        """Close names with whoever signs out, as locking the store does; remove those of who had not agreed to it."""
        from lifeworld.identities.leaving import listen
        from lifeworld.recruitment.hooks import when_not_agreed

        listen()
        when_not_agreed("names", _remove_name)


def _remove_name(access: "Access", at: "datetime", entry: "ScreeningEntry") -> None:
    from lifeworld.identities.services.people import remove_name

    remove_name(access, at, entry)
