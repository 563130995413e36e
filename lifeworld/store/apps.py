"""Django's registration of this room."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "lifeworld.store"
    label = "store"
