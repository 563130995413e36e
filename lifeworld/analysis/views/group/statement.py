"""One statement, seen from both sides: the notes and words it rests on, and what stands on it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lifeworld.analysis.selectors.access import check_open
from lifeworld.analysis.selectors.chain import statement_link, upward_from
from lifeworld.analysis.selectors.voice import same_words
from lifeworld.analysis.views.group.ground import page
from lifeworld.analysis.views.refused import refusal_of
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.common.pages import Crumb
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, case_numbered


@require_safe
def statement(request: HttpRequest, slug: str, number: int, statement: int) -> HttpResponse:
    """A statement with its notes and words, its personal theme, and the group themes that use it."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    case = case_numbered(access, number)
    try:
        check_open(access, case)
    except DomainError as error:
        back = Crumb(case.pseudonym, reverse("case", args=[slug, number]))
        return refusal_of(request, access, case, error, back)
    found = case.statements.filter(pk=statement, removed_at__isnull=True).first()
    if found is None:
        raise NotFoundError
    return page(
        request, "statement.html", access, case=case, statement=statement_link(found, ""), source=found, reads=True,
        up=upward_from(access, case, statement), also=same_words(found),
    )  # fmt: skip
