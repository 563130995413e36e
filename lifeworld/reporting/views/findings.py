"""The findings: what can be taken out, a look at each table, and the taking out."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from lifeworld.common.api import asker, now
from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.common.pages import frame
from lifeworld.reporting import jobs
from lifeworld.reporting.documents.html import caption, fragments
from lifeworld.reporting.files import as_attachment
from lifeworld.reporting.kinds import KINDS, Kind
from lifeworld.reporting.making import check_request, first_rows, may_be_looked_at
from lifeworld.reporting.rules.options import Options, read_options
from lifeworld.reporting.selectors.journal import diary_texts
from lifeworld.reporting.selectors.offered import size_of
from lifeworld.reporting.services import take_out
from lifeworld.reporting.tables import Table, no_progress
from lifeworld.reporting.views.choices import Offer, asked_case, offer, offers, orders, rows_by
from lifeworld.study.models import Case
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to

ROWS_SHOWN = 12
# About a second's work; above it the page would seem stuck.
ROWS_AT_ONCE = 1_500


@require_safe
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be taken out of this study, by kind."""
    access = access_to(asker(request), slug, Right.READ_FINDINGS)
    words = words_for(access.study.label_profile)
    context = frame(
        access.study, "findings", groups=offers(access, words), may_export=access.can(Right.EXPORT),
        may_lead=access.can(Right.LEAD), role=access.role,
    )  # fmt: skip
    return render(request, "reporting/findings.html", context)


@require_safe
def kind_page(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One kind: what it is for, its first rows, what may be chosen, and the formats."""
    access, found = _opened(request, slug, kind)
    return _show(request, access, found, _single(request.GET))


@require_POST
def take_out_kind(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Answer with the file; a long one is made beside the pages, and the answer leads to where it is waited for."""
    access, found = _opened(request, slug, kind)
    given = _single(request.POST)
    fmt = given.get("format", "")
    try:
        access.require(Right.EXPORT)
        options = read_options(given)
        case = asked_case(access, given, _offer(access, found))
        check_request(access, found, case, fmt)
        if size_of(access, found, case) > ROWS_AT_ONCE:
            job = jobs.start(jobs.Order(access, now(), found, fmt, case, options))
            return redirect("waiting", slug, job.key)
        return as_attachment(take_out(access=access, at=now(), kind=kind, fmt=fmt, case=case, options=options))
    except DomainError as error:
        return _show(request, access, found, given, error)


def _opened(request: HttpRequest, slug: str, key: str) -> tuple[Access, Kind]:
    access = access_to(asker(request), slug, Right.READ_FINDINGS)
    if key not in KINDS:
        raise NotFoundError
    return access, KINDS[key]


def _offer(access: Access, kind: Kind) -> Offer:
    return offer(access, kind, words_for(access.study.label_profile))


def _single(values: "Mapping[str, str]") -> dict[str, str]:
    """The last value of each field; the ticked diary entries joined, as `read_options` takes them."""
    given = {name: values[name] for name in values}
    entries = values.getlist("entries") if hasattr(values, "getlist") else []
    return {**given, "entries": ",".join(entries)} if entries else given


def _show(
    request: HttpRequest, access: Access, kind: Kind, given: Mapping[str, str], error: DomainError | None = None
) -> HttpResponse:
    made = _offer(access, kind)
    words = words_for(access.study.label_profile)
    options, case, table, more, long = Options(), None, None, False, False
    try:
        options = read_options(given)
        case = asked_case(access, given, made)
        long = not made.why_not and not may_be_looked_at(access, kind, case)
        if not made.why_not and not long:
            table, more = first_rows(
                access=access, at=now(), kind=kind, case=case, options=options, rows=ROWS_SHOWN
            )  # fmt: skip
    except NotFoundError:
        raise
    except DomainError as refused:
        error = error or refused
    context = frame(
        access.study, "findings", offer=made, error=error, case=case, options=options,
        columns=",".join(options.columns), orders=orders(words, options) if "columns" in kind.options else [],
        rows_by=rows_by() if "by" in kind.options else [], entries=_entries(access, kind, case),
        ticked=",".join(str(key) for key in options.entries or ()), chosen=case,
        named=given.get("named", ""), may_export=access.can(Right.EXPORT),
        role=access.role, long=long, **_preview(table, more),
    )  # fmt: skip
    return render(request, "reporting/kind.html", context, status=error.status if error else 200)


def _entries(access: Access, kind: Kind, case: Case | None) -> list[object]:
    """The diary's entries to tick, newest first."""
    if "entries" not in kind.options or not access.can(kind.right):
        return []
    return list(reversed(diary_texts(access, case, None)[0]))


def _preview(table: Table | None, more: bool) -> dict[str, Any]:
    if table is None:
        return {"table": None}
    shown = table.first(ROWS_SHOWN)
    # Every text in it was escaped by the writer of the web page.
    markup = mark_safe("".join(fragments(shown, no_progress)))
    return {
        "table": table,
        "caption": mark_safe(caption(table)),
        "preview": markup,
        "rest": 0 if more else max(0, len(table.rows) - ROWS_SHOWN),
        "goes_on": more,
    }
