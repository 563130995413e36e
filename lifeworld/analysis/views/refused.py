"""How a refusal looks inside a study: the three sentences, and the ways on from a closed case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lifeworld.analysis.selectors.access import CaseClosedError
from lifeworld.analysis.selectors.case_page import at_hand
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import Crumb, frame
from lifeworld.study.models import Case, CaseState
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


def closed_page(request: HttpRequest, access: Access, case: Case, *, wrong: DomainError | None = None) -> HttpResponse:
    """A case that is out of sight while another is under analysis, and the three ways on."""
    context = frame(
        access.study, "analysis", error=wrong, case=case, at_hand=at_hand(access, case),
        may_reopen=access.can(Right.ANALYSE) and case.state == CaseState.SIGNED_OFF,
        may_open_across=access.can(Right.ANALYSE), reason=request.POST.get("reason", ""),
        why=request.POST.get("why", ""),
    )  # fmt: skip
    return render(request, "analysis/closed.html", context, status=(wrong or CaseClosedError).status)


def refused_page(request: HttpRequest, access: Access, error: DomainError, back: Crumb) -> HttpResponse:
    """A refusal within a study, with one way back."""
    context = frame(access.study, "analysis", refusal=error, back=back)
    return render(request, "analysis/refused.html", context, status=error.status)


def refusal_of(request: HttpRequest, access: Access, case: Case, error: DomainError, back: Crumb) -> HttpResponse:
    """A refusal about one case: closed, or otherwise."""
    if isinstance(error, CaseClosedError):
        return closed_page(request, access, case)
    return refused_page(request, access, error, back)
