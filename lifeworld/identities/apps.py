"""Django's registration of this room."""

from django.apps import AppConfig


class IdentitiesConfig(AppConfig):
    name = "lifeworld.identities"
    label = "identities"
