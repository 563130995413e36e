"""Who opened the names and looked at whom, for those who read the trail. Nobody sealed is named."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lifeworld.common.api import asker
from lifeworld.common.pages import frame
from lifeworld.identities.selectors.looks import looks_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to


@require_safe
def looks(request: HttpRequest, slug: str) -> HttpResponse:
    """The report, of everybody or of one entry by its serial."""
    access = access_to(asker(request), slug, Right.READ_TRAIL)
    asked = request.GET.get("entry", "").strip()
    serial = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    page, rows = looks_of(access, request.GET.get("page"), serial=serial)
    context = frame(access.study, "trail", page=page, rows=rows, serial=serial, may_open=access.can(Right.IDENTITIES))
    return render(request, "identities/looks.html", context)
