"""Django's registration of this room."""

from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "lifeworld.safekeeping"
    label = "safekeeping"

    def ready(self) -> None:
        """Say what this room knows of who may be contacted."""
        from lifeworld.safekeeping.stopping import register

        register()
