"""Django's registration of this room."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "lifeworld.approvals"
    label = "approvals"
