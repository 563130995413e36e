"""The help pages: one for each document, its pictures, and the texts of the fictional study it speaks of.

Nothing of a study is in them, so they are readable while the store is locked or not made yet.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from lifeworld.help.documents import example, file_of, picture, source_of

if TYPE_CHECKING:
    from lifeworld.help.rendering import Document


@require_safe
def document(request: HttpRequest, document: str = "") -> HttpResponse:
    """One document; without a name, the list of all."""
    source = source_of(document)
    file = file_of(source) if source else None
    if source is None or file is None:
        raise Http404
    shown = _read(file, source, file.stat().st_mtime_ns)
    # Safe: our own document, rendered with HTML switched off.
    html = mark_safe(shown.html)
    context = {"title": shown.title, "html": html, "is_index": not document, "here": "help"}
    return render(request, "help.html", context)


@require_safe
def picture_file(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the documents."""
    return _hand_over(picture(name), "image/png")


@require_safe
def example_file(request: HttpRequest, name: str) -> HttpResponse:
    """A text of the fictional study, to be copied or brought in."""
    return _hand_over(example(name), "text/plain; charset=utf-8")


def _hand_over(path: Path | None, kind: str) -> HttpResponse:
    if path is None:
        raise Http404
    return HttpResponse(path.read_bytes(), content_type=kind)


@lru_cache(maxsize=64)
def _read(file: Path, source: str, changed: int) -> "Document":
    # Imported when a document is first read: Markdown's parser is nothing that a start should wait for.
    from lifeworld.help.rendering import render_document

    return render_document(file.read_text(encoding="utf-8"), source)
