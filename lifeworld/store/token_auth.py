"""The way in for scripts: a token, as long as it is good."""

from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from lifeworld.common.errors import DomainError
from lifeworld.security.models import ApiToken, Person
from lifeworld.security.storage import storage_refusal
from lifeworld.security.tokens import digest

# The last use is written down once in so long a time: a script that only reads should seldom cost a commit.
NOTED_EVERY = timedelta(minutes=1)


class TokenEndedError(DomainError):
    """A token that was good once."""

    status = 401

    def __init__(self, what: str) -> None:
        super().__init__(what, "Nothing was changed.", "Make a new token and give it to the script.")


class TokenAuth(HttpBearer):
    """`Authorization: Bearer lw_…`, made by `lifeworld token create` or on the page."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The token's person, or None for a token that nobody has.

        Raises:
            TokenEndedError: it was revoked, or its time is over.
        """
        found = ApiToken.objects.select_related("person").filter(digest=digest(token)).first()
        if found is None or not found.person.is_active:
            return None
        at = timezone.now()
        if found.revoked_at is not None:
            raise TokenEndedError("This token was revoked.")
        if at >= found.expires_at:
            ended = timezone.localdate(found.expires_at)
            raise TokenEndedError(f"This token’s time ended on {ended.day} {ended:%B %Y}.")
        _note_use(found, at)
        return found.person


def _note_use(token: ApiToken, at: datetime) -> None:
    """Write down when the token was last used; a store that takes no writing can be read with it all the same."""
    if token.last_used_at is not None and abs(at - token.last_used_at) < NOTED_EVERY:
        return
    try:
        with transaction.atomic():
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    except DatabaseError as error:
        if storage_refusal(error) is None:
            raise
