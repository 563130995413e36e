"""Reading what a form or an address sent, without trusting it."""

from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date

from lifeworld.common.errors import InvalidInputError

LAST_PAGE = 1_000_000


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number or an object's key from the address or the form; None where there is none."""
    return key_in(request.POST.get(name) or request.GET.get(name) or "")


def key_in(text: str) -> int | None:
    """An object's key as a form or an address names it; None where the text is none that the database could hold."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def page_in(request: HttpRequest) -> int:
    """The page asked for, from 1; beyond `LAST_PAGE` there is none."""
    return min(number_in(request, "page") or 1, LAST_PAGE)


def date_in(request: HttpRequest, name: str) -> date:
    """A date as forms send it. Raises `InvalidInputError` where it is none."""
    try:
        found = parse_date(request.POST.get(name, ""))
    except ValueError:
        found = None
    if found is None:
        raise InvalidInputError(
            "That is not a date.", "Nothing was saved; your text is still on the page.", "Choose a date, day first."
        )
    return found


def levelled(text: str) -> str:
    """A typed text with plain line ends, whatever the browser sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
