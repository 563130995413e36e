"""Django's registration of this room."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "lifeworld.config"
    label = "config"
