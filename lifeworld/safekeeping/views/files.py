"""A proof as a file to keep."""

from django.http import HttpResponse

from lifeworld.safekeeping.certificate import MEDIA_TYPE


def as_file(content: bytes, name: str) -> HttpResponse:
    """The bytes under a name that says no more than study and number."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)
