"""Django's registration of this room."""

from django.apps import AppConfig


class InterchangeConfig(AppConfig):
    name = "lifeworld.interchange"
    label = "interchange"
