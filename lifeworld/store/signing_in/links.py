"""The one-time link with which a person chooses a passphrase: made by the administrator, good once, for three days.

Nothing is stored. Django's token is a keyed digest over the passphrase's hash, the last sign-in and the time; choosing
a passphrase changes the hash, and so ends every link made before (https://docs.djangoproject.com/en/5.2/topics/auth/).
"""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from lifeworld.security.models import Person


class LinkTokens(PasswordResetTokenGenerator):
    """Tokens for coming in, and for nothing else."""

    key_salt = "lifeworld.store.signing_in.links"


_tokens = LinkTokens()


def link_for(person: Person) -> str:
    """The whole address, to be handed over by a way that only this person reads."""
    return settings.PUBLIC_ADDRESS + reverse("come-in", args=[person.pk, _tokens.make_token(person)])


def person_for(key: int, token: str) -> Person | None:
    """Whose link this is; nobody's once it was used, is older than three days, or the person is deactivated."""
    person = Person.objects.filter(pk=key, is_active=True).first()
    return person if person is not None and _tokens.check_token(person, token) else None
