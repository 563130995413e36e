"""Django's registration of what only a server has."""

from django.apps import AppConfig


class SigningInConfig(AppConfig):
    name = "lifeworld.store.signing_in"
    label = "signing_in"

    def ready(self) -> None:
        """Let the trail hear of sign-ins and second factors."""
        from lifeworld.store.signing_in import telling

        telling.listen()
