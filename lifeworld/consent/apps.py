"""Django's registration of this room."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "lifeworld.consent"
    label = "consent"
