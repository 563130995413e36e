"""`python -m tests.docs` writes the marked parts of the documents anew from the code."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
django.setup()

from tests.docs.from_code import main  # noqa: E402 (models can be imported only now)

main()
