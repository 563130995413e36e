"""Django's registration of this room."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "lifeworld.security"
    label = "security"
