"""What every request passes: did a page of ours send it, is the store open, who asks, and how refusals look.

On a laptop "who asks" is whoever unlocked the store in this browser; on a server, whoever signed in with both factors.
"""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.config import loading
from lifeworld.security import keyring
from lifeworld.security.clock import steady_seconds
from lifeworld.security.errors import SecondFactorMissingError, SignedOutError, StoreLockedError
from lifeworld.security.models import Person
from lifeworld.security.storage import storage_refusal
from lifeworld.store import opening

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'none'",
        # Said outright for those who look for it; the line above says it too.
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
OPEN_PATHS = ("/unlock", "/set-up", "/lock", "/help", "/sign-in", "/sign-in/code", "/sign-out")
# Documents, and the page behind a one-time link: nothing below holds a word of a study.
OPEN_FOLDERS = ("/help/", "/come-in/")
# Addresses that take one thing out for good or out of sight, and the page on which it stood.
TAKING_OUT = {
    "take-out-entry": "diary", "group-theme-take-out": "group", "contribution-take-out": "group",
    "frame-take-out": "frames", "safety-take-out": "safety", "site-take-out": "approvals",
}  # fmt: skip
# What somebody who has not set up a second factor may reach: its set-up, proving who they are, and the way out.
SETTING_UP = ("/account/authenticator", "/account/again", "/sign-out")


class LocalOnly:
    """Refuses requests that another site's page or another name for this machine sends (DNS rebinding)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            host = request.get_host()
        except DisallowedHost:
            return HttpResponse("This address is not served here.", status=400, content_type="text/plain")
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        foreign = origin is not None and origin != f"{request.scheme}://{host}"
        # A link followed from elsewhere may open a page, but nothing foreign may send or fetch.
        navigates = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if foreign or (site not in {"same-origin", "none"} and not navigates):
            return HttpResponse("Requests from other sites are refused.", status=403, content_type="text/plain")
        return self.get_response(request)


class SafeHeaders:
    """Content security policy and its companions on every answer; pages are never cached."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class StoreGate:
    """Sends people to set-up or unlocking; tells the API 423. Locks the store after a time without requests.

    A server's store is open as long as the server runs: there, sessions end instead.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SERVER:
            return self.get_response(request)
        response = self._passed(request)
        # Django lets go of a connection that can only read once the answer has gone out. SQLite shares what it knows
        # of a file between connections: the next request, on a disk that takes writing again, could meet it.
        if getattr(connection.connection, "reads_only", False):
            connection.close()
        return response

    def _passed(self, request: HttpRequest) -> HttpResponse:
        now = steady_seconds()
        keyring.lock_if_idle(now, settings.AUTO_LOCK_MINUTES * 60)
        keyring.touch(now)
        state = opening.state(settings.DATA_FOLDER)
        if state in {opening.StoreState.OPEN, opening.StoreState.UNSEALED}:
            request.urlconf = loading.load_api() if _wants_json(request) else loading.load_pages()
            return self.get_response(request)
        if _is_open(request.path):
            # What comes first is answered without waiting for the pages that only an open store has.
            request.urlconf = loading.FIRST
            return self.get_response(request)
        if state is opening.StoreState.LOCKED:
            return _sent_to("/unlock", request, StoreLockedError())
        return _to("/set-up")


class SignedIn:
    """Lets nobody past who has not unlocked, or signed in, in this browser; the API itself checks a script's token."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_open(request.path):
            return self.get_response(request)
        if request.user.is_authenticated:
            return self._unfinished(request) or self.get_response(request)
        if request.path.startswith("/api/") and request.headers.get("Authorization", "").startswith("Bearer "):
            return self.get_response(request)
        if settings.SERVER:
            return _sent_to("/sign-in", request, SignedOutError())
        if opening.state(settings.DATA_FOLDER) is opening.StoreState.UNSEALED:
            person = opening.the_person()
            if person is not None:
                login(request, person, backend="lifeworld.security.backend.StoreBackend")
                return self.get_response(request)
        return _sent_to("/unlock", request, StoreLockedError())

    def _unfinished(self, request: HttpRequest) -> HttpResponse | None:
        """On a server, the way to set up a second factor, for somebody who has none yet."""
        if not settings.SERVER or request.path in SETTING_UP:
            return None
        from lifeworld.store.signing_in.gate import has_second_factor

        if has_second_factor(cast(Person, request.user)):
            return None
        return refusal(request, SecondFactorMissingError()) if _wants_json(request) else _to(SETTING_UP[0])


class GoneAlreadyError(NotFoundError):
    """Somebody pressed twice: what was to be taken out is not there, and may never have been theirs to see."""

    def __init__(self) -> None:
        super().__init__("There is nothing here to take out any more.")
        self.safe = "If you pressed twice, it was taken out the first time, and nothing else was changed."
        self.do = ""


class PlainErrors:
    """Shows a refusal as its three sentences, with its own status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django's hook for an exception that a view let through."""
        error = as_refusal(exception)
        match = request.resolver_match
        if isinstance(error, NotFoundError) and request.method == "POST" and match and match.url_name in TAKING_OUT:
            back = reverse(TAKING_OUT[match.url_name], args=[match.kwargs["slug"]])
            return refusal(request, GoneAlreadyError(), back=back)
        return refusal(request, error) if error else None


def as_refusal(error: BaseException | None) -> DomainError | None:
    """What a person can be told of an error: a refusal of ours, or what a disk or database refused; else None."""
    if error is None or isinstance(error, DomainError):
        return error
    return storage_refusal(error)


def refusal(request: HttpRequest, error: DomainError, *, back: str = "") -> HttpResponse:
    """A refusal as JSON or as a calm page, which leads to the studies or to the page at the address `back`."""
    if _wants_json(request):
        return JsonResponse({"what": error.what, "safe": error.safe, "do": error.do}, status=error.status)
    return render(request, "refusal.html", {"error": error, "back": back}, status=error.status)


def _is_open(path: str) -> bool:
    """Whether a page can be read by somebody who has not come in."""
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDERS)


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _sent_to(page: str, request: HttpRequest, error: DomainError) -> HttpResponse:
    """Where one comes in, and from there back to what was asked for; to the API the refusal itself."""
    if _wants_json(request):
        return refusal(request, error)
    return _to(f"{page}?next={request.path}" if request.method == "GET" and request.path != "/" else page)


def _to(address: str) -> HttpResponse:
    """A redirect to an address. Django's `redirect` takes names too: it would import every page to look it up."""
    return HttpResponseRedirect(address)
