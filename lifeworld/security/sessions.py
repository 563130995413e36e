"""Sessions lie in the store; while the store takes no writing they live in this process, so that one can still read.

The engine behind Django's `SESSION_ENGINE`. What is kept in memory ends with the process, as every session does on a
laptop (docs/decisions/0022-secret-key-for-each-process.md).
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.utils import timezone

from lifeworld.common.rows import read_row
from lifeworld.security.storage import StorageError

_in_memory: dict[str, dict[str, Any]] = {}


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with a place to go while the disk refuses."""

    def _validate_session_key(self, key: str | None) -> bool:
        """Whether a key can be one of ours. A browser may send anything, and PostgreSQL takes no null character."""
        usual: bool = super()._validate_session_key(key)  # type: ignore[misc]
        return usual and key is not None and key.isascii() and key.isalnum()

    def load(self) -> dict[str, Any]:
        """The session's data, empty where there is none."""
        kept = _in_memory.get(self.session_key or "")
        return dict(kept) if kept is not None else super().load()

    def _get_session_from_db(self) -> Session | None:
        """Django's own reading of the row, without composing a query: every request makes it."""
        row = read_row(Session, self.session_key)
        if row is None or row.expire_date <= timezone.now():
            self._session_key = None
            return None
        return row

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of that key."""
        return session_key in _in_memory or super().exists(session_key)

    def save(self, must_create: bool = False) -> None:
        """Keep the session: in the store, else in memory."""
        key = self.session_key
        try:
            super().save(must_create or key in _in_memory)
            _in_memory.pop(key or "", None)
        except (StorageError, UpdateError) as error:
            refused = isinstance(error, StorageError) or isinstance(error.__context__, StorageError)
            if key is None or not refused:
                raise
            _in_memory[key] = dict(self.items())

    def delete(self, session_key: str | None = None) -> None:
        """End the session. Where the disk refuses, a row stays behind that no browser has the key to any more."""
        _in_memory.pop(session_key or self.session_key or "", None)
        try:
            super().delete(session_key)
        except StorageError:
            return
