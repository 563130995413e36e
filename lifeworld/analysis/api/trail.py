"""The trail over JSON, and its check."""

from dataclasses import dataclass

from django.http import HttpRequest
from ninja import Router

from lifeworld.analysis.selectors.trail import trail_page
from lifeworld.common.api import asker
from lifeworld.common.shapes import Ordinal
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to
from lifeworld.trail.selectors import Verdict, verify
from lifeworld.trail.sentences import TrailRow

router = Router()


@dataclass(frozen=True)
class TrailPage:
    """One page of the trail, newest first."""

    rows: list[TrailRow]
    more: bool


@router.get("/studies/{slug:slug}/trail", response=TrailPage)
def read(request: HttpRequest, slug: str, page: Ordinal = 1) -> TrailPage:
    """The trail as sentences."""
    access = access_to(asker(request), slug, Right.READ_TRAIL)
    return TrailPage(*trail_page(access, page=page))


@router.get("/studies/{slug:slug}/trail/check", response=Verdict)
def check(request: HttpRequest, slug: str) -> Verdict:
    """Whether the study's chain holds."""
    return verify(access_to(asker(request), slug, Right.READ_TRAIL).study.slug)
