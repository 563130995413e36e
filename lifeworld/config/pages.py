"""The pages around the studies: set-up, unlocking, locking, and what a fault or a refused form looks like."""

import sys
from contextlib import suppress

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.config import loading
from lifeworld.config.middleware import as_refusal, refusal
from lifeworld.security import keyring
from lifeworld.security.errors import TooOftenError
from lifeworld.security.storage import StorageError, StoreFullError, StoreReadOnlyError
from lifeworld.store import keeping, opening

BACKEND = "lifeworld.security.backend.StoreBackend"


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the store: name, passphrase twice; then the recovery key, once."""
    if settings.SERVER:
        return redirect("account_login")
    unfinished = opening.is_unfinished(settings.DATA_FOLDER)
    if opening.state(settings.DATA_FOLDER) is not opening.StoreState.NONE and not unfinished:
        return redirect("/")
    if request.method == "GET":
        return render(request, "set_up.html", {"unfinished": unfinished})
    name, passphrase = request.POST.get("name", ""), request.POST.get("passphrase", "")
    try:
        if passphrase != request.POST.get("again", ""):
            raise InvalidInputError("The two passphrases differ.", "No store was made.", "Type the same one twice.")
        loading.load_pages_meanwhile()
        recovery = opening.set_up(settings.DATA_FOLDER, name=name, passphrase=passphrase, at=timezone.now())
    except DomainError as error:
        return render(
            request, "set_up.html", {"error": error, "name": name, "unfinished": unfinished}, status=error.status
        )
    _sign_in(request)
    return render(request, "recovery_key.html", {"recovery": recovery.groups})


@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the store for this browser by passphrase or recovery key."""
    if settings.SERVER:
        return redirect("account_login")
    state = opening.state(settings.DATA_FOLDER)
    if state in {opening.StoreState.NONE, opening.StoreState.UNSEALED}:
        return redirect("/")
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    onward = wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
    if request.method == "GET":
        return render(request, "unlock.html", {"next": onward})
    recovery = request.POST.get("recovery", "").strip()
    # Proving a passphrase takes a sixth of a second, in which the interpreter is free.
    loading.load_pages_meanwhile()
    try:
        opening.unlock(settings.DATA_FOLDER, passphrase=request.POST.get("passphrase", ""), recovery=recovery)
        if state is opening.StoreState.LOCKED:
            # Whoever had come in before the store was locked comes in anew. A disk that takes no writing cannot forget
            # them, and must not keep the store shut either.
            with suppress(StorageError):
                opening.end_sessions()
        _sign_in(request)
    except DomainError as error:
        context = {"error": error, "next": onward, "recovery_open": bool(recovery)}
        return render(request, "unlock.html", context, status=error.status)
    person = opening.the_person()
    if person is None:
        return redirect("/set-up")
    # Where nothing can be written, one can still read; the head of every page says so.
    with suppress(StoreFullError, StoreReadOnlyError):
        keeping.note(by=person, at=timezone.now(), verb="unlocked store")
    return redirect(onward)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Forget the key and sign this browser out."""
    if settings.SERVER:
        return redirect("account_logout")
    if opening.state(settings.DATA_FOLDER) is opening.StoreState.OPEN:
        logout(request)
        keyring.lock_store()
    return redirect("/unlock")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or whose page is too old."""
    error = DomainError(
        "This form was too old to be used.", "Nothing was changed.", "Go back, reload the page and send it again."
    )
    return render(request, "refusal.html", {"error": error}, status=403)


def too_large(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is too large, or not a request that a page of ours makes."""
    error = DomainError(
        "What was sent is too large, or could not be read.",
        "Nothing was changed.",
        "Send less at once: up to 60 MB in a file.",
    )
    return render(request, "refusal.html", {"error": error}, status=400)


def too_often(request: HttpRequest) -> HttpResponse:
    """A server's answer to more attempts than a person makes."""
    return refusal(request, TooOftenError())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, and no such call of the API."""
    return refusal(request, NotFoundError("There is nothing at this address."))


def fault(request: HttpRequest) -> HttpResponse:
    """Something of ours broke: a calm page or answer, without details. A disk's refusal is said where it is the reason.

    Django calls this while it handles the error, which may have come before any view: from the session, or who asks.
    """
    refused = as_refusal(sys.exc_info()[1])
    if refused is not None:
        return refusal(request, refused)
    if request.path.startswith("/api/"):
        body = {
            "what": "Something went wrong here.",
            "safe": "What you saved before is safe; this last step was not carried out.",
            "do": "Try again; if it happens again, restart Lifeworld.",
        }
        return JsonResponse(body, status=500)
    return render(request, "fault.html", status=500)


def _sign_in(request: HttpRequest) -> None:
    person = opening.the_person()
    if person is not None:
        login(request, person, backend=BACKEND)
