"""Reading what a form or an address sent, without trusting it."""

from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date

from lifeworld.common.errors import InvalidInputError
from lifeworld.study.forms import key_from, levelled

LAST_PAGE = 1_000_000


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number or an object's key from the address or the form; None where there is none."""
    return key_from(request.POST.get(name) or request.GET.get(name) or "")


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


def words_in(request: HttpRequest, name: str) -> str:
    """What was typed, with plain line ends and without space at its ends."""
    return levelled(request.POST.get(name, ""))
