"""The study's documents: versions, approval, and where each is in use."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifeworld.approvals import forms
from lifeworld.approvals.models import DocumentKind
from lifeworld.approvals.rules.documents import LARGEST_FILE, SUFFIXES
from lifeworld.approvals.selectors.changes import change_numbered, changes_of
from lifeworld.approvals.selectors.documents import documents_of, version_of
from lifeworld.approvals.selectors.sites import site_numbered, sites_of
from lifeworld.approvals.services import documents as services
from lifeworld.approvals.services.changes import keep_version_of_change
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.common.pages import frame
from lifeworld.study.forms import levelled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to

FIELDS = ("kind", "title", "label", "dated", "approved_on", "change")


@require_safe
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """Every document with its versions: dates, checksums, and where each is in use."""
    return _show(request, access_to(asker(request), slug))


@require_http_methods(["GET", "POST"])
def new_version(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a version of a document."""
    access, error = access_to(asker(request), slug, Right.LEAD), None
    given = request.POST or request.GET
    typed = {name: levelled(given.get(name, "")) for name in FIELDS}
    if request.method == "POST":
        try:
            _keep(request, access, typed)
            return redirect("documents", slug)
        except DomainError as refused:
            error = refused
    context = frame(
        access.study, "study", typed=typed, kinds=DocumentKind.choices, error=error,
        changes=changes_of(access), today=timezone.localdate().isoformat(), accept=",".join(SUFFIXES),
        megabytes=LARGEST_FILE // 1024**2,
    )  # fmt: skip
    return render(request, "approvals/document.html", context, status=error.status if error else 200)


@require_POST
def approve(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version was approved."""
    access = access_to(asker(request), slug, Right.LEAD)
    found = version_of(access, version)
    act = lambda: services.approve_version(  # noqa: E731
        access=access, at=timezone.now(), version=found, on=forms.day_from(request.POST.get("on", ""))
    )
    return _change(request, access, act, {"changing": version, "on": request.POST.get("on", "")})


@require_POST
def go_live(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version goes live at a site."""
    access = access_to(asker(request), slug, Right.LEAD)
    found = version_of(access, version)
    number = request.POST.get("site", "")

    def act() -> object:
        day = forms.day_from(request.POST.get("on", ""))
        site = site_numbered(access, forms.number_from(number))
        return services.go_live(access=access, at=timezone.now(), version=found, site=site, live_from=day)

    return _change(request, access, act, {"changing": version, "on": request.POST.get("on", ""), "at_site": number})


@require_POST
def take_out(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The file as it came, under a name that names nobody."""
    access = access_to(asker(request), slug)
    found = version_of(access, version)
    content = services.take_out_version(access=access, at=timezone.now(), version=found)
    name = f"{slug}-{found.document.kind}-{found.pk}{found.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


def _keep(request: HttpRequest, access: Access, typed: dict[str, str]) -> None:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise InvalidInputError("No file was chosen.", "Nothing was kept.", "Choose the version’s file.")
    version: dict[str, Any] = {
        "kind": typed["kind"], "title": typed["title"], "label": typed["label"],
        "dated": forms.day_from(typed["dated"]), "approved_on": forms.day_or_none(typed["approved_on"]),
        "content": file.read(), "suffix": PurePath(file.name or "").suffix[:10],
    }  # fmt: skip
    if typed["change"]:
        change = change_numbered(access, forms.number_from(typed["change"], "change"))
        keep_version_of_change(access=access, at=timezone.now(), change=change, **version)
    else:
        services.keep_version(access=access, at=timezone.now(), **version)


def _change(request: HttpRequest, access: Access, act: Callable[[], object], typed: dict[str, Any]) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return _show(request, access, error=error, **typed)
    return redirect("documents", access.study.slug)


def _show(request: HttpRequest, access: Access, error: DomainError | None = None, **typed: Any) -> HttpResponse:
    context = frame(
        access.study, "study", documents=documents_of(access), sites=list(sites_of(access)), error=error,
        may_change=access.can(Right.LEAD), today=timezone.localdate().isoformat(), **typed,
    )  # fmt: skip
    return render(request, "approvals/documents.html", context, status=error.status if error else 200)
