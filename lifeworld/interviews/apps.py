"""Django's registration of this room."""

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "lifeworld.interviews"
    label = "interviews"
