"""Django's registration of this room."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "lifeworld.help"
    label = "help"
