"""Django's registration of this room."""

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "lifeworld.recruitment"
    label = "recruitment"
