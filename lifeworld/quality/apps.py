"""Django's registration of this room."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "lifeworld.quality"
    label = "quality"
