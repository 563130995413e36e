"""Django's registration of this room."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lifeworld.reporting"
    label = "reporting"
