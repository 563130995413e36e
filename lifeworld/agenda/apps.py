"""Django's registration of this room."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "lifeworld.agenda"
    label = "agenda"
