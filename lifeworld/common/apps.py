"""Django's registration of this room."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "lifeworld.common"
    label = "common"
