"""Django's settings, for a laptop or a server. Each choice that is not a default says why, where it is made.

What differs between places comes from the environment: `LIFEWORLD_DATA` (the folder of the store, which the command
line sets from `--data`), `LIFEWORLD_DATABASE` (a `postgresql://` address; without it the store is the embedded one) and
`LIFEWORLD_SERVER`; what a server adds stands in `server_settings`.
"""

import os
import secrets
from pathlib import Path

from lifeworld.config.databases import database
from lifeworld.config.environment import lock_after_minutes, time_zone
from lifeworld.config.places import default_data_folder
from lifeworld.config.server_settings import server_settings

PACKAGE = Path(__file__).resolve().parent.parent

DATA_FOLDER = Path(os.environ.get("LIFEWORLD_DATA") or default_data_folder())

DEBUG = False
# Only this machine may ask. The middleware in lifeworld.config also refuses foreign Origin headers.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
USE_TZ = True
TIME_ZONE = time_zone(os.environ)
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
    "lifeworld.approvals",
    "lifeworld.recruitment",
    "lifeworld.identities",
    "lifeworld.consent",
    "lifeworld.interviews",
    "lifeworld.analysis",
    "lifeworld.fieldwork",
    "lifeworld.safekeeping",
    "lifeworld.quality",
    "lifeworld.reporting",
    "lifeworld.agenda",
    "lifeworld.interchange",
    "lifeworld.store",
    "lifeworld.help",
    "lifeworld.config",
]
AUTH_USER_MODEL = "security.Person"
AUTHENTICATION_BACKENDS = ["lifeworld.security.backend.StoreBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Several people sign in, behind TLS: `lifeworld serve`. Off, one person works on a laptop.
SERVER = os.environ.get("LIFEWORLD_SERVER") == "1"

DATABASES = {"default": database(os.environ.get("LIFEWORLD_DATABASE", ""), DATA_FOLDER)}

# A key for each process: after a restart nobody is signed in, and the store is locked anyway.
SECRET_KEY = secrets.token_urlsafe(50)
# On a server: the key that seals files at rest, how it is reached, and how long a session may rest (seconds).
FILE_KEY = b""
PUBLIC_ADDRESS = ""
SESSION_IDLE_S = 0
SESSION_ABSOLUTE_S = 12 * 60 * 60

MIDDLEWARE = [
    "lifeworld.config.middleware.SafeHeaders",
    "lifeworld.config.middleware.LocalOnly",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lifeworld.config.middleware.StoreGate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lifeworld.config.middleware.SignedIn",
    "lifeworld.config.bounds.Bounds",
    "lifeworld.config.middleware.PlainErrors",
]
ROOT_URLCONF = "lifeworld.config.urls"
# No page's address ends with a slash; looking whether one should, Django would resolve every address twice.
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "lifeworld.config.context.head",
                "lifeworld.config.context.drafts",
                "lifeworld.config.context.late",
            ],
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0

SESSION_ENGINE = "lifeworld.security.sessions"
SESSION_COOKIE_NAME = "lifeworld_session"
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "lifeworld_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "lifeworld.config.pages.csrf_failed"
LOGIN_URL = "/unlock"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Uploads stay in memory: Django would otherwise spool a transcript to a temporary file in the clear.
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# Minutes without a request after which the store locks itself.
AUTO_LOCK_MINUTES = lock_after_minutes(os.environ)

# What a fault writes is the kind of error and where in our code, never the request or its values.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"bare": {"()": "lifeworld.config.logs.BareFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

if SERVER:
    globals().update(
        server_settings(
            os.environ, INSTALLED_APPS, MIDDLEWARE, on_postgresql="postgresql" in str(DATABASES["default"]["ENGINE"])
        )
    )
