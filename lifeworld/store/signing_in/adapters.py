"""How allauth behaves here: nobody signs up, nothing is mailed, second factors are sealed."""

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from lifeworld.security.models import Person
from lifeworld.security.sealing import seal, unseal
from lifeworld.store.signing_in.telling import refused_sign_in

FACTOR = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by name and passphrase; people are added by the administrator alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "This name and passphrase do not open an account here.",
        "too_many_login_attempts": "Several attempts did not fit. Wait five minutes, then try again.",
        "rate_limited": "Several attempts did not fit. Wait five minutes, then try again.",
        "enter_current_password": "This is not your passphrase of today.",
        "incorrect_password": "This is not your passphrase.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """The person, where they may come in: somebody deactivated is answered as somebody unknown is."""
        person: Person | None = super().authenticate(request, **credentials)
        return person if person is not None and person.is_active else None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """One line in the log, with the address and no name."""
        refused_sign_in(self.get_client_ip(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is mailed from here."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before every change of a second factor, save for whoever has just signed in to set up the first."""
        user = context.request.user
        has_one = Authenticator.objects.filter(user=user.pk, type=Authenticator.Type.TOTP).exists()
        return has_one and bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are sealed under the file key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code does not fit. Each code is good once, for about a minute.",
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return b64encode(seal(text.encode(), FACTOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is used."""
        return unseal(b64decode(encrypted_text), FACTOR).decode()
