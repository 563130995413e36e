"""Sets Django up, for targets that need its models. Import it first, inside what atheris instruments."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
django.setup()
