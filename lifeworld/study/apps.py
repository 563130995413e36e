"""Django's registration of this room."""

from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "lifeworld.study"
    label = "study"
