"""Handing a file over to a browser or a script."""

from django.http import HttpResponse

from lifeworld.reporting.services import Document


def as_attachment(document: Document) -> HttpResponse:
    """The document as a download that is neither cached nor opened in place."""
    response = HttpResponse(document.content, content_type=document.media_type)
    # The name is made of slug, case number and kind: plain ASCII, nothing to escape.
    response["Content-Disposition"] = f'attachment; filename="{document.name}"'
    response["Cache-Control"] = "no-store"
    return response
