"""What Django's settings are on a server, from its environment: every number and its source stand here.

| variable | is |
| --- | --- |
| `LIFEWORLD_HOSTS` | the names it is reached by, with commas: `study.example.org` |
| `LIFEWORLD_SECRET_KEY_FILE` | a file with the key that signs sessions, the same for every process |
| `LIFEWORLD_KEY_FILE` | a file with 32 random bytes in hex that seals files and second factors at rest |

`lifeworld secrets make FOLDER` makes both files.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lifeworld.common.errors import DomainError

# Idle half an hour, twelve hours in all: NIST SP 800-63B, section 4.2.3 (AAL2), as OWASP ASVS 5.0.0, 7.3.1 and 7.3.2.
IDLE_S = 30 * 60
ABSOLUTE_S = 12 * 60 * 60
# How long a link for a new person stays good (ASVS 6.4.1: short-lived, used once).
LINK_S = 3 * 24 * 60 * 60
# A year, as hstspreload.org asks at least; ASVS 3.4.1.
HSTS_S = 365 * 24 * 60 * 60
# ASVS 6.3.1. Its version 4.0.3 gave a number, 100 failed attempts an hour on one account; five in five minutes are 60.
RATES = {"login": "60/m/ip", "login_failed": "30/10m/ip,5/5m/key", "reauthenticate": "10/m/user"}
SHORTEST_SECRET = 32
_NAME = re.compile(r"[a-z0-9.-]+(:\d+)?|\[[0-9a-f:]+\](:\d+)?")


class ServerNotReadyError(DomainError):
    """The environment of a server lacks something, or a key file is not kept as one."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what, "Nothing was started.", do)


def server_settings(
    environ: Mapping[str, str], apps: list[str], middleware: list[str], *, on_postgresql: bool
) -> dict[str, Any]:
    """The settings that differ from a laptop's; `apps` and `middleware` are the laptop's.

    Raises:
        ServerNotReadyError: a variable is missing or a key file may be read by others.
    """
    hosts = _hosts(environ.get("LIFEWORLD_HOSTS", ""))
    return {
        "ALLOWED_HOSTS": [re.sub(r":\d+$", "", host) for host in hosts],
        "PUBLIC_ADDRESS": f"https://{hosts[0]}",
        "SECRET_KEY": _secret(environ),
        "FILE_KEY": _file_key(environ),
        "INSTALLED_APPS": [
            # First, so that its templates stand before those that allauth brings.
            "lifeworld.store.signing_in",
            *apps,
            "allauth",
            "allauth.account",
            "allauth.mfa",
            "allauth.usersessions",
            *(["procrastinate.contrib.django"] if on_postgresql else []),
        ],
        "MIDDLEWARE": _middleware(middleware),
        "CACHES": {
            # Counts of wrong attempts and codes already used must be the same for every process.
            "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_counts"}
        },
        **_transport(hosts),
        **_signing_in(),
    }


def _transport(hosts: list[str]) -> dict[str, Any]:
    # X-Forwarded-Proto is read by waitress, and only where the proxy on this machine sent it: no header is left for
    # Django to trust (`SECURE_PROXY_SSL_HEADER` stays unset).
    return {
        "CSRF_TRUSTED_ORIGINS": [f"https://{host}" for host in hosts],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": HSTS_S,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
        # The prefix binds a cookie to this very host over TLS (RFC 6265bis, 4.1.3.2; ASVS 3.3.3).
        "SESSION_COOKIE_NAME": "__Host-lifeworld_session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_AGE": ABSOLUTE_S,
        "SESSION_ABSOLUTE_S": ABSOLUTE_S,
        "CSRF_COOKIE_NAME": "__Host-lifeworld_csrf",
        "CSRF_COOKIE_SECURE": True,
        "SESSION_IDLE_S": IDLE_S,
    }


def _signing_in() -> dict[str, Any]:
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "PASSWORD_HASHERS": ["lifeworld.store.signing_in.passphrases.PassphraseHasher"],
        "AUTH_PASSWORD_VALIDATORS": [{"NAME": "lifeworld.store.signing_in.passphrases.PassphraseRules"}],
        "PASSWORD_RESET_TIMEOUT": LINK_S,
        "LOGIN_URL": "/sign-in",
        "LOGIN_REDIRECT_URL": "/",
        # No e-mail is ever sent: links are handed over by the administrator.
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "ACCOUNT_ADAPTER": "lifeworld.store.signing_in.adapters.AccountAdapter",
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": "username",
        "ACCOUNT_PRESERVE_USERNAME_CASING": False,
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/sign-in",
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 5 * 60,
        "ACCOUNT_RATE_LIMITS": RATES,
        "ACCOUNT_FORMS": {"change_password": "lifeworld.store.signing_in.forms.ChangePassphraseForm"},
        "MFA_ADAPTER": "lifeworld.store.signing_in.adapters.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_FORMS": {
            "authenticate": "lifeworld.store.signing_in.forms.CodeForm",
            "reauthenticate": "lifeworld.store.signing_in.forms.CodeAgainForm",
        },
        "MFA_TOTP_ISSUER": "Lifeworld",
        # One step of clock drift each way: RFC 6238, section 5.2.
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    }


def _middleware(base: list[str]) -> list[str]:
    made = ["django.middleware.security.SecurityMiddleware", *base]
    place = made.index("lifeworld.config.middleware.SignedIn")
    made.insert(place, "allauth.account.middleware.AccountMiddleware")
    made.insert(place + 1, "lifeworld.store.signing_in.gate.SessionLimits")
    return made


def _hosts(text: str) -> list[str]:
    hosts = [part.strip().lower() for part in text.split(",") if part.strip()]
    if not hosts or not all(_NAME.fullmatch(host) for host in hosts):
        raise ServerNotReadyError(
            "LIFEWORLD_HOSTS does not name this server.", "Set it to the names it is reached by, such as study.example."
        )
    return hosts


def _secret(environ: Mapping[str, str]) -> str:
    text = _kept(environ, "LIFEWORLD_SECRET_KEY_FILE")
    if len(text) < SHORTEST_SECRET:
        raise ServerNotReadyError("The secret key is too short.", "Make one with `lifeworld secrets make FOLDER`.")
    return text


def _file_key(environ: Mapping[str, str]) -> bytes:
    try:
        key = bytes.fromhex(_kept(environ, "LIFEWORLD_KEY_FILE"))
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ServerNotReadyError(
            "The file key is not 32 bytes in hex.",
            "Bring back the one that sealed this store's files, or make one for a new store with "
            "`lifeworld secrets make FOLDER`.",
        )
    return key


def _kept(environ: Mapping[str, str], variable: str) -> str:
    """A key file's text, where its folder's owner keeps it to themselves and their group."""
    try:
        path = Path(environ[variable])
        if path.stat().st_mode & 0o027:
            raise ServerNotReadyError(
                f"The file that {variable} names may be read by others, or changed by its group.",
                "Let its owner alone write and its group at most read it: `chmod 640`.",
            )
        return path.read_text(encoding="ascii").strip()
    except (KeyError, OSError, ValueError):
        raise ServerNotReadyError(
            f"{variable} does not name a file that can be read.",
            "Name the file; `lifeworld secrets make FOLDER` makes one.",
        ) from None
