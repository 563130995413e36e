"""Bringing interviews in: choose, look, keep. Nothing is saved to the study before the last step."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.common.pages import frame
from lifeworld.interchange.limits import MAX_MEGABYTES
from lifeworld.interchange.previews import Preview, preview_of
from lifeworld.interchange.services import OneFileError, keep_arrivals
from lifeworld.interviews.models import SpeakerRole, TranscriptVersion
from lifeworld.interviews.rules.meeting import read_interview_number
from lifeworld.interviews.selectors import arrivals_of
from lifeworld.interviews.services import Numbering
from lifeworld.interviews.services.arrivals import Incoming, drop_arrivals, hold_arrivals
from lifeworld.security.storage import StorageError
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to, case_numbered, cases_in


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose files or paste text; they wait in the sealed store until they were looked at."""
    access = access_to(asker(request), slug, Right.LEAD)
    typed, error = request.POST or request.GET, None
    if request.method == "POST":
        try:
            _hold(request, access)
            return redirect("import-preview", slug)
        except DomainError as refused:
            error = refused
    context = frame(
        access.study, "interviews", error=error, cases=cases_in(access), chosen=typed.get("case", ""),
        interview=typed.get("interview", ""), pasted=typed.get("text", ""), megabytes=MAX_MEGABYTES,
        waiting=arrivals_of(access, timezone.now()).count(),
    )  # fmt: skip
    return render(request, "interchange/bring_in.html", context, status=error.status if error else 200)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What was recognised in each file, who speaks, what is left out; then keep, or leave out."""
    access = access_to(asker(request), slug, Right.LEAD)
    if "leave" in request.POST:
        return _leave_out(access, request.POST["leave"])
    cases = list(cases_in(access))
    waiting = _previews(access, request, has_cases=bool(cases))
    error: DomainError | None = None
    trouble: DomainError | None = None
    if request.method == "POST":
        # Only what was on the page that was sent: a file that came in from another window still waits.
        previews = [shown for shown in waiting if f"seen-{shown.arrival.pk}" in request.POST]
        try:
            versions = _keep(access, previews, cases, Numbering() if "freeze" in request.POST else None)
            return _onward(access, versions, more=len(previews) < len(waiting))
        except StorageError as refused:
            error = trouble = refused
        except OneFileError as refused:
            error = refused
            for shown in previews:
                if shown.arrival.pk == refused.arrival:
                    shown.error = refused
    else:
        previews = waiting
    if not previews:
        return redirect("import", slug)
    readable = [shown for shown in previews if shown.read]
    context = frame(
        access.study, "interviews", previews=previews, readable=len(readable), trouble=trouble,
        cases=cases, roles=SpeakerRole.choices, today=timezone.localdate().isoformat(),
        freeze="freeze" in request.POST, numbering=Numbering(),
    )  # fmt: skip
    return render(request, "interchange/preview.html", context, status=error.status if error else 200)


def _hold(request: HttpRequest, access: Access) -> None:
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    if sent > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        raise InvalidInputError(
            f"What was sent is larger than a file may be ({MAX_MEGABYTES} MB).",
            "Nothing was saved.",
            "Bring large files in one at a time, without pictures or recordings in them.",
        )
    number = request.POST.get("case", "")
    case = case_numbered(access, int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else None
    interview = read_interview_number(request.POST.get("interview", ""))
    files = [Incoming(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    text = request.POST.get("text", "")
    if text.strip():
        files.append(Incoming("", text.encode("utf-8", "replace"), pasted=True))
    hold_arrivals(access=access, at=timezone.now(), files=files, case=case, interview=interview)


def _previews(access: Access, request: HttpRequest, *, has_cases: bool) -> list[Preview]:
    waiting = arrivals_of(access, timezone.now())
    form = request.POST.dict()
    return [preview_of(one, n, has_cases=has_cases, form=form) for n, one in enumerate(waiting, start=1)]


def _leave_out(access: Access, which: str) -> HttpResponse:
    ids = [int(which)] if which.isascii() and which.isdigit() and len(which) < 19 else None
    if ids is None and which != "all":
        raise InvalidInputError("It is not clear which file to leave out.", "Every file still waits.", "Try again.")
    drop_arrivals(access=access, ids=ids)
    if arrivals_of(access, timezone.now()).exists():
        return redirect("import-preview", access.study.slug)
    return redirect("interviews", access.study.slug)


def _keep(
    access: Access, previews: list[Preview], cases: list[Case], freeze: Numbering | None
) -> list[TranscriptVersion]:
    by_number = {case.number: case for case in cases}
    keepings = []
    for shown in previews:
        if shown.read is None:
            continue
        try:
            keepings.append(shown.keeping(by_number, timezone.localdate()))
        except DomainError as error:
            raise OneFileError(shown.arrival.pk, error) from None
    versions = keep_arrivals(access=access, at=timezone.now(), keepings=keepings, freeze=freeze)
    unreadable = [shown.arrival.pk for shown in previews if shown.read is None]
    if unreadable:
        drop_arrivals(access=access, ids=unreadable)
    return versions


def _onward(access: Access, versions: list[TranscriptVersion], *, more: bool) -> HttpResponse:
    """From what was kept to what still waits, to the one transcript, or to the list."""
    if more:
        return redirect("import-preview", access.study.slug)
    if len(versions) == 1:
        return redirect("transcript", access.study.slug, versions[0].pk)
    return redirect("interviews", access.study.slug)
