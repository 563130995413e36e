"""What the group level's pages share: the study with its gate, and the way back to the right place on the page."""

from typing import Any, TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lifeworld.analysis.models import Contribution, GroupTheme
from lifeworld.analysis.selectors.group import contribution_for, group_theme_for
from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.common.pages import frame
from lifeworld.study.forms import key_from
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

STANCES = (
    ("convergent", "It shows the theme, in this person's own way."),
    ("divergent", "It pulls against the theme, and says where it ends."),
    ("variant", "It shows the theme in another form."),
)


def page(
    request: HttpRequest, template: str, access: Access, *, error: DomainError | None = None, **context: Any
) -> HttpResponse:
    """A page of the group level, with its refusal where there is one."""
    words = words_for(access.study.label_profile)
    made = frame(access.study, "analysis", words=words, error=error, stances=STANCES, **context)
    return render(request, f"analysis/group/{template}", made, status=error.status if error else 200)


def theme_in(request: HttpRequest, slug: str, theme: int, right: Right = Right.ANALYSE) -> tuple[Access, GroupTheme]:
    """A group theme of this study; `NotFoundError` for one of another."""
    access, found = group_theme_for(asker(request), theme, right)
    if access.study.slug != slug:
        raise NotFoundError
    return access, found


def contribution_in(
    request: HttpRequest, slug: str, contribution: int, right: Right = Right.ANALYSE
) -> tuple[Access, Contribution]:
    """A contribution of this study; `NotFoundError` for one of another."""
    access, found = contribution_for(asker(request), contribution, right)
    if access.study.slug != slug:
        raise NotFoundError
    return access, found


def to_theme(slug: str, theme: int) -> HttpResponse:
    """Back to the group page, where this theme stands."""
    return redirect(f"{reverse('group', args=[slug])}#theme-{theme}")


def to_contribution(slug: str, contribution: int) -> HttpResponse:
    """Back to the group page, with this contribution walked back to the voice."""
    return redirect(f"{reverse('group', args=[slug])}?contribution={contribution}#contribution-{contribution}")


class Joined(TypedDict, total=False):
    """What a join form chose: one of the two."""

    personal_theme: int
    statement: int


def source_in(request: HttpRequest) -> Joined:
    """What a join form chose (`theme-5` or `statement-9`). Raises `InvalidInputError` where nothing was chosen."""
    kind, _, text = request.POST.get("source", "").partition("-")
    key = key_from(text)
    if kind in {"theme", "statement"} and key is not None:
        return {"personal_theme": key} if kind == "theme" else {"statement": key}
    raise InvalidInputError("Nothing was chosen to join.", "What you typed is still here.", "Choose one.")
