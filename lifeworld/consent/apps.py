"""Django's registration of this room."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "lifeworld.consent"
    label = "consent"

    def ready(self) -> None:
        """Say what this room knows of who wishes to be sent the findings."""
        from lifeworld.consent.wishes import register

        register()
