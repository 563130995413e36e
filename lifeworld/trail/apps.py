"""Django's registration of this room."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "lifeworld.trail"
    label = "trail"
