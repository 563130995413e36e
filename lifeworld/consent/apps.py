"""Django's registration of this room."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "lifeworld.consent"
    label = "consent"

    def ready(self) -> None:
        """Say what this room knows: who consented where, when and on what; who wishes to be sent the findings."""
        from lifeworld.consent import resting, wishes

        resting.register()
        wishes.register()
