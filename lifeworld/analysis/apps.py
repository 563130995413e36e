"""Django's registration of this room."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "lifeworld.analysis"
    label = "analysis"
