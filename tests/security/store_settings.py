"""Settings for a store on its own.

Django's user tables on the backend, in the folder named by STORE_FOLDER.
"""

import os
from pathlib import Path

SECRET_KEY = "only-for-tests"
USE_TZ = True
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {
        "ENGINE": "lifeworld.security.sqlcipher",
        "NAME": Path(os.environ.get("STORE_FOLDER", ".")) / "store.sqlite3",
    }
}
