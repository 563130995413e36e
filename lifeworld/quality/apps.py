"""Django's registration of this room."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "lifeworld.quality"
    label = "quality"

    def ready(self) -> None:
        """Say what this room forgets when a case is forgotten."""
        from lifeworld.quality.forgetting import register

        register()
