"""Django's registration of this room."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "lifeworld.fieldwork"
    label = "fieldwork"
