"""The forms that allauth has no rule of ours for."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.contrib.auth.forms import SetPasswordForm
from django.core.cache import cache

# A code fits for one step before and one after its own: three times 30 seconds.
FITS_S = 90
UNLIKE = "The two passphrases are not the same. Nothing was changed. Type the new one twice."


class _OnceMixin:
    """A code is good once in all the time in which it fits (ASVS 6.5.1; allauth's own count ends after one step)."""

    def clean_code(self) -> str:
        """The code, where it fits and was not used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        user: Any = self.user  # type: ignore[attr-defined]
        if not cache.add(f"code-used:{user.pk}:{''.join(code.split())}", "y", timeout=FITS_S):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceMixin, AuthenticateForm):
    """The code at sign-in."""


class CodeAgainForm(_OnceMixin, ReauthenticateForm):
    """The code before a change of how one signs in."""


class ChoosePassphraseForm(SetPasswordForm):  # type: ignore[type-arg]
    """A first passphrase, twice."""

    error_messages = SetPasswordForm.error_messages | {"password_mismatch": UNLIKE}


class ChangePassphraseForm(ChangePasswordForm):
    """The passphrase of today, and a new one twice."""

    def add_error(self, field: str | None, error: Any) -> None:
        """allauth has one sentence of its own for the second passphrase, and no setting for its words."""
        super().add_error(field, UNLIKE if field == "password2" else error)
