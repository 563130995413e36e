"""Django's registration of this room."""

from django.apps import AppConfig


class InterchangeConfig(AppConfig):
    name = "lifeworld.interchange"
    label = "interchange"

    def ready(self) -> None:
        """Say what this room forgets when a case is forgotten."""
        from lifeworld.interchange.forgetting import register

        register()
