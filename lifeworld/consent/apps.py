"""Django's registration of this room."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "lifeworld.consent"
    label = "consent"

    def ready(self) -> None:
        """Say what this room knows of who consented where, when and on what."""
        from lifeworld.consent.resting import register

        register()
