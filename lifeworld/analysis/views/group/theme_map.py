"""The theme map: a picture in the page and as a file, and the same as a list.

The page draws one part of the people, however many there are; the file draws everyone, unless a part is asked for.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from lifeworld.analysis.selectors.access import AcrossCasesClosedError, access_across
from lifeworld.analysis.selectors.group_page import map_page
from lifeworld.analysis.selectors.theme_map import drawn, map_part
from lifeworld.analysis.services.theme_map import take_out_theme_map
from lifeworld.analysis.views.group.ground import page
from lifeworld.analysis.views.group.level import group
from lifeworld.common.api import asker
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import Right


@require_safe
def theme_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The theme map, and the same as a nested list."""
    try:
        access = access_across(asker(request), slug)
    except AcrossCasesClosedError:
        return group(request, slug)
    view = map_page(access, request.GET.get("page"))
    picture = drawn(map_part(view, words_for(access.study.label_profile)), access.study.short_title, alone=False)
    return page(
        request, "map.html", access, view=view, unused=[case for case in view.cases if case.left],
        may_take_out=access.can(Right.EXPORT), writes=access.can(Right.ANALYSE),
        # Safe: drawn by our own code, which sets every name as the text of an XML element.
        picture=mark_safe(picture),
    )  # fmt: skip


@require_safe
def theme_map_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The theme map as an SVG file that stands by itself: everyone, or with `page` one part of the people."""
    access = access_across(asker(request), slug, Right.EXPORT)
    picture, part = take_out_theme_map(access=access, at=timezone.now(), part=request.GET.get("page"))
    answer = HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")
    which = f"-part-{part}" if part is not None else ""
    answer["Content-Disposition"] = f'attachment; filename="{slug}-theme-map{which}.svg"'
    return answer
