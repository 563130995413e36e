"""Django's registration of this room."""

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in


class SecurityConfig(AppConfig):
    name = "lifeworld.security"
    label = "security"

    def ready(self) -> None:
        """On a laptop the trail tells who unlocked when; a second note of it would make reading need writing."""
        if not settings.SERVER:
            user_logged_in.disconnect(dispatch_uid="update_last_login")
