"""Django's registration of this room."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lifeworld.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Say what this room forgets when a case is forgotten."""
        from lifeworld.reporting.forgetting import register

        register()
