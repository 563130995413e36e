"""Who gets past the gate of a server: whoever has signed in with both factors, for as long as a session may last."""

import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from lifeworld.security.models import Person

BEGAN, SEEN = "began_at", "seen_at"
# A session's row is written at most once in this time, so that reading pages stays reading.
NOTED_EVERY_S = 60


class SessionLimits:
    """Signs out who has rested longer than `SESSION_IDLE_S`, and everybody after `SESSION_ABSOLUTE_S`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, session = time.time(), request.session
            began, seen = session.get(BEGAN, now), session.get(SEEN, now)
            if now - seen >= settings.SESSION_IDLE_S or now - began >= settings.SESSION_ABSOLUTE_S:
                logout(request)
            elif BEGAN not in session or now - seen >= NOTED_EVERY_S:
                session[BEGAN], session[SEEN] = began, now
        return self.get_response(request)


def has_second_factor(person: Person) -> bool:
    """Whether this person's sign-in asks for a code."""
    return bool(Authenticator.objects.filter(user=person.pk, type=Authenticator.Type.TOTP).exists())
