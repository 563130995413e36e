"""Django's settings, for a laptop. Each choice that is not a default says why, where it is made.

What differs between places comes from the environment: `LIFEWORLD_DATA` (the folder of the store). The command
line sets it from `--data`.
"""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def default_data_folder() -> Path:
    """The folder of the store when none is named: the platform's place for a program's own data."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Lifeworld"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lifeworld"


DATA_FOLDER = Path(os.environ.get("LIFEWORLD_DATA") or default_data_folder())

DEBUG = False
# Only this machine may ask. The middleware in lifeworld.config also refuses foreign Origin headers.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
USE_TZ = True
TIME_ZONE = os.environ.get("LIFEWORLD_TIME_ZONE", "Europe/London")
LANGUAGE_CODE = "en-gb"
USE_I18N = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "lifeworld.common",
    "lifeworld.security",
    "lifeworld.trail",
    "lifeworld.study",
    "lifeworld.interviews",
    "lifeworld.analysis",
    "lifeworld.reporting",
    "lifeworld.interchange",
    "lifeworld.config",
]
AUTH_USER_MODEL = "security.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": {
        "ENGINE": "lifeworld.security.sqlcipher",
        "NAME": str(DATA_FOLDER / "store.sqlite3"),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
}
