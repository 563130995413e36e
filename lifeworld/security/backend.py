"""Who is behind a session, on a laptop: Django's own backend, which every request asks."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from lifeworld.common.rows import read_row
from lifeworld.security.models import Person


class StoreBackend(ModelBackend):
    """Django's backend for people of this store."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of that key, unless they may not come in any more; read without composing a query."""
        person = read_row(Person, user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
