"""Browsers of people on a server, and the codes their apps show."""

from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from lifeworld.config.server_settings import IDLE_S
from lifeworld.security.models import Person
from lifeworld.store.people import choose_passphrase
from tests.conftest import NOON
from tests.server.codes import app_code

PASSPHRASE = "river bench umbrella"
HOST = "study.example"


class Browser(Client):
    """A browser as the proxy shows it to the server: over TLS, with its own address."""

    def __init__(self, address: str = "192.0.2.7", **more: Any) -> None:
        super().__init__(SERVER_NAME=HOST, REMOTE_ADDR=address, **more)

    def request(self, **request: Any) -> Any:
        """Every request over TLS."""
        return super().request(**(request | {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}))

    def give(self, person: Person, passphrase: str = PASSPHRASE) -> Any:
        """The first page of signing in."""
        return self.post("/sign-in", {"login": person.username, "password": passphrase})

    def sign_in(self, person: Person, secret: str) -> Any:
        """Both factors. The code of this moment may have been used by another browser: it is forgotten first."""
        self.give(person)
        code = app_code(secret)
        cache.delete(f"code-used:{person.pk}:{code}")
        cache.delete(f"allauth.mfa.totp.used?user={person.pk}&code={code}")
        answer = self.post("/sign-in/code", {"code": code})
        assert answer.status_code == 302, answer.content
        return answer


def settled(person: Person) -> str:
    """Give a person a passphrase and an authenticator app; answers the app's key."""
    choose_passphrase(person=person, at=NOON, passphrase=PASSPHRASE)
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def rested(browser: Browser, name: str, seconds: float = IDLE_S + 1) -> None:
    """Let the session's time `name` lie further back."""
    session = browser.session
    session[name] = session[name] - seconds
    session.save()
