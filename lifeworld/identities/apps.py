"""Django's registration of this room."""

from django.apps import AppConfig


class IdentitiesConfig(AppConfig):
    name = "lifeworld.identities"
    label = "identities"

    def ready(self) -> None:
        """Close names with whoever signs out, which locking the store does as well."""
        from lifeworld.identities.leaving import listen

        listen()
