"""Django's registration of this room."""

from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "lifeworld.safekeeping"
    label = "safekeeping"
