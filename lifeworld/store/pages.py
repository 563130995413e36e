"""The store's own page: where it lies, backing up, the passphrase, the recovery key, tokens for scripts."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.security.backup.errors import BackupNotWrittenError, plain_refusals
from lifeworld.security.passing_file import PassingFile, PassingPlace
from lifeworld.security.synced import sync_service
from lifeworld.security.tokens import USUAL_DAYS
from lifeworld.store import keeping
from lifeworld.store.opening import end_sessions

DONE = {
    "passphrase": "The passphrase is changed. Backups made before open with the passphrase of their day.",
    "revoked": "The token is revoked. A script that used it is refused from now on.",
}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page as it stands; `done` names what was done last. A server's store is its administrator's to keep."""
    if settings.SERVER:
        return redirect("account")
    return _show(request, {"done": DONE.get(request.GET.get("done", ""), "")})


@require_POST
def back_up(request: HttpRequest) -> HttpResponseBase:
    """Hand over one encrypted file with the whole store, made now."""
    _check_laptop()
    at = timezone.now()
    try:
        keeping.check_sealed(settings.DATA_FOLDER)
        name = f"lifeworld-backup-{timezone.localtime(at):%Y-%m-%d}.lifeworld"
        with plain_refusals(BackupNotWrittenError):
            place = PassingPlace(settings.DATA_FOLDER, name)
        try:
            passphrase = request.POST.get("passphrase", "")
            keeping.back_up(settings.DATA_FOLDER, place.file, by=asker(request), at=at, passphrase=passphrase)
        except BaseException:
            place.clear()
            raise
    except DomainError as error:
        return _refused(request, error, "back-up")
    return FileResponse(PassingFile(place), as_attachment=True, filename=name, content_type="application/octet-stream")


@require_POST
def change_passphrase(request: HttpRequest) -> HttpResponse:
    """A new passphrase, proven by the old one or by the recovery key."""
    _check_laptop()
    new, recovery = request.POST.get("new", ""), request.POST.get("recovery", "").strip()
    opens = {"recovery": recovery} if recovery else {"passphrase": request.POST.get("old", "")}
    try:
        if new != request.POST.get("again", ""):
            raise InvalidInputError("The two new passphrases differ.", do="Type the same one twice.")
        keeping.change_passphrase(settings.DATA_FOLDER, by=asker(request), at=timezone.now(), new=new, **opens)
    except DomainError as error:
        return _refused(request, error, "passphrase", recovery_open=bool(recovery))
    end_sessions(but=request.session.session_key or "")
    return redirect(f"{reverse('store')}?done=passphrase")


@require_POST
def make_recovery_key(request: HttpRequest) -> HttpResponse:
    """A new recovery key, shown this once."""
    _check_laptop()
    passphrase = request.POST.get("passphrase", "")
    try:
        recovery = keeping.make_recovery_key(
            settings.DATA_FOLDER, by=asker(request), at=timezone.now(), passphrase=passphrase
        )
    except DomainError as error:
        return _refused(request, error, "recovery-key")
    return render(request, "recovery_key.html", {"recovery": recovery.groups, "renewed": True})


@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    """A token for a script, shown this once."""
    label, days = request.POST.get("label", "").strip(), request.POST.get("days", str(USUAL_DAYS)).strip()
    try:
        if not settings.SERVER:
            keeping.check_sealed(settings.DATA_FOLDER)
        # What is no number of days is refused as a number out of bounds is.
        number = int(days) if days.isdecimal() and len(days) < 6 else 0
        made, plain = keeping.make_token(by=asker(request), at=timezone.now(), label=label, days=number)
    except DomainError as error:
        return _refused(request, error, "token", label=label, days=days)
    return _show(request, {"new_token": plain, "made": made})


@require_POST
def revoke_token(request: HttpRequest, token: int) -> HttpResponse:
    """End a token."""
    keeping.revoke_token(by=asker(request), at=timezone.now(), number=token)
    return redirect(f"{reverse('account' if settings.SERVER else 'store')}?done=revoked")


def _refused(request: HttpRequest, error: DomainError, where: str, **typed: Any) -> HttpResponse:
    return _show(request, {"error": error, "error_in": where, **typed}, status=error.status)


def _check_laptop() -> None:
    if settings.SERVER:
        raise NotFoundError


def _show(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    if settings.SERVER:
        from lifeworld.store.signing_in.pages import show_account

        return show_account(request, context, status)
    last = keeping.last_backup()
    context |= {
        "here": "store",
        "folder": settings.DATA_FOLDER.absolute(),
        "synced": sync_service(settings.DATA_FOLDER),
        "last_backup": last.at if last else None,
        "tokens": keeping.tokens_of(asker(request), timezone.now()),
    }
    return render(request, "store.html", context, status=status)
