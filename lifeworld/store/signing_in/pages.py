"""The pages that allauth has not: choosing a passphrase behind a link, and how one signs in."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.store import keeping, people
from lifeworld.store.signing_in.forms import ChoosePassphraseForm
from lifeworld.store.signing_in.links import person_for

DONE = {
    "passphrase": "The passphrase is changed. Your other sessions have ended.",
    "codes": "The new recovery codes are in use; the ones before no longer are.",
    "ended": "That session has ended.",
    "others": "Your other sessions have ended.",
    "revoked": "The token is revoked. A script that used it is refused from now on.",
}
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"))


class LinkSpentError(DomainError):
    """A link for coming in that is used, too old, or was replaced by a newer one."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            "This link has been used, is older than three days, or was replaced by a newer one.",
            "Nothing was changed.",
            "If you have chosen your passphrase already, sign in. Otherwise ask for a new link.",
        )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def come_in(request: HttpRequest, key: int, token: str) -> HttpResponse:
    """Behind a one-time link: a passphrase is chosen, twice. Signing in with it comes next."""
    person = person_for(key, token)
    if person is None:
        raise LinkSpentError
    form = ChoosePassphraseForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.choose_passphrase(person=person, at=timezone.now(), passphrase=form.cleaned_data["new_password1"])
        answer = render(request, "come_in_done.html", {"person": person})
    else:
        answer = render(request, "come_in.html", {"form": form, "person": person}, status=422 if form.errors else 200)
    # Not even our own pages and logs are told which link this was; the origin must be, or the form is refused.
    answer["Referrer-Policy"] = "strict-origin"
    return answer


class SetUpAuthenticator(ActivateTOTPView):
    """allauth's page, with the secret in groups that can be read and typed."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the app; its code has just told who this is, so the recovery codes may be shown without asking again."""
        answer: HttpResponse = super().form_valid(form)
        record_authentication(self.request, asker(self.request), "mfa", reauthenticated=True)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's words."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context | {"here": "account", "secret_groups": groups}


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """How one signs in; `done` names what was done last."""
    return show_account(request, {"done": DONE.get(request.GET.get("done", ""), "")})


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one other session, or all of them."""
    which = request.POST.get("session", "")
    others = UserSession.objects.filter(user=asker(request)).exclude(session_key=request.session.session_key)
    if which != "others":
        others = others.filter(pk=which) if which.isascii() and which.isdigit() and len(which) < 17 else others.none()
    ending = list(others)
    people.end_sessions(by=asker(request), at=timezone.now(), sessions=ending)
    return redirect(f"/account?done={'others' if which == 'others' else 'ended'}")


def show_account(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page, with what `context` adds to it."""
    person = asker(request)
    codes = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    sessions = [
        {"id": one.pk, "since": one.created_at, "address": one.ip, "browser": _browser(one.user_agent),
         "this": one.session_key == request.session.session_key}
        for one in sorted(UserSession.objects.purge_and_list(person), key=lambda one: one.created_at)
    ]  # fmt: skip
    context |= {
        "here": "account",
        "person": person,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "sessions": sessions,
        "tokens": keeping.tokens_of(person, timezone.now()),
    }
    return render(request, "account.html", context, status=status)


def _browser(agent: str) -> str:
    browser = next((name for mark, name in _BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "Linux" if "Linux" in agent else "")
    return f"{browser} on {system}" if system else browser
