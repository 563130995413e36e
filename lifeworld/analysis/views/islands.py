"""The pages that hold an island for one case, the reader and the table; and the transcript without one."""

import base64
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from lifeworld.analysis.selectors.access import check_open
from lifeworld.analysis.selectors.plain_reading import plain_turns
from lifeworld.analysis.views.forms import number_in
from lifeworld.analysis.views.refused import refusal_of
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import Crumb, frame
from lifeworld.interviews.selectors import frozen_version
from lifeworld.security.secrets_kept import secret
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to, case_numbered

API = "/api/"


@require_safe
@ensure_csrf_cookie
def reader(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The transcript of one interview with its two margins. A browser without script is led on to `plain`."""
    access, case = _case(request, slug, number)
    try:
        check_open(access, case)
        interview = frozen_version(case, number_in(request, "interview")).interview.number
    except DomainError as error:
        return refusal_of(request, access, case, error, _back(access, case))
    config = {
        **_config(request, case),
        "interview": interview,
        "back": reverse("case", args=[slug, number]),
        "line": number_in(request, "line"),
    }
    context = frame(
        access.study, "analysis", crumbs=[_back(access, case), Crumb("Transcript")], case=case, config=config,
        answer=f"{API}cases/{case.pk}/reader?interview={interview}",
        plain=f"{reverse('plain-reading', args=[slug, number])}?interview={interview}",
    )  # fmt: skip
    return render(request, "analysis/reader.html", context)


@require_safe
def plain(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same transcript as plain reading: its numbered lines, and the notes beneath each turn."""
    access, case = _case(request, slug, number)
    try:
        check_open(access, case)
        version = frozen_version(case, number_in(request, "interview"))
    except DomainError as error:
        return refusal_of(request, access, case, error, _back(access, case))
    here = [_back(access, case), Crumb("Transcript", reverse("reader", args=[slug, number])), Crumb("Plain reading")]
    context = frame(access.study, "analysis", crumbs=here, case=case, turns=plain_turns(case, version))
    return render(request, "analysis/plain_reading.html", context)


@require_safe
@ensure_csrf_cookie
def board(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The table on which one case's statements lie."""
    access, case = _case(request, slug, number)
    try:
        check_open(access, case)
    except DomainError as error:
        return refusal_of(request, access, case, error, _back(access, case))
    config = {
        **_config(request, case),
        "layout": number_in(request, "layout"),
        "reader": reverse("reader", args=[slug, number]),
        "case_page": reverse("case", args=[slug, number]),
    }
    context = frame(access.study, "analysis", crumbs=[_back(access, case), Crumb("Table")], case=case, config=config)
    return render(request, "analysis/board.html", context)


def _case(request: HttpRequest, slug: str, number: int) -> tuple[Access, Case]:
    access = access_to(asker(request), slug, Right.READ_WORDS)
    return access, case_numbered(access, number)


def _config(request: HttpRequest, case: Case) -> dict[str, object]:
    unlock = f"{settings.LOGIN_URL}?next={quote(request.get_full_path())}"
    draft_key = base64.b64encode(secret("drafts")).decode()
    return {
        "api": API, "case": case.pk, "csrf_cookie": settings.CSRF_COOKIE_NAME, "unlock": unlock, "draft_key": draft_key,
    }  # fmt: skip


def _back(access: Access, case: Case) -> Crumb:
    return Crumb(case.pseudonym, reverse("case", args=[access.study.slug, case.number]))
