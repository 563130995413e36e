"""How much of what is sent is read at all, and what text no database keeps. SECURITY.md lists every limit.

The limits of files that come in are those of their readers (`interchange/transcripts`); these hold for every request.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, cast

from django.http import HttpRequest, HttpResponse

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.config.middleware import refusal

# Bodies above waitress's limits would be spooled to temporary files in the clear.
IN_MEMORY = 80 * 1024 * 1024
# waitress: how a connection may use us. A browser opens six at a time, a script one.
WAITRESS = {
    "threads": 6,
    "connection_limit": 200,
    "channel_timeout": 60,  # seconds in which nothing comes or goes, then the connection is closed
    "cleanup_interval": 10,
    "max_request_header_size": 32 * 1024,
    "max_request_body_size": IN_MEMORY,
    "inbuf_overflow": IN_MEMORY,
    "outbuf_overflow": IN_MEMORY,
}
LARGEST_CALL = 8 * 1024 * 1024  # bytes of JSON; a study's record of a mebibyte may be written six times as long
DEEPEST = 20
LARGEST_NUMBER = 2**63 - 1

Answer = Callable[[HttpRequest], HttpResponse]


class TooLargeError(DomainError):
    """More was sent than is read."""

    status = 413


class Bounds:
    """Refuses what is too large to be a call, and text that cannot be kept: a null character in address or form."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or any("\0" in value for values in request.GET.lists() for value in values[1]):
            return refusal(request, unkeepable())
        if request.path.startswith("/api/") and _length(request) > LARGEST_CALL:
            return refusal(request, too_large())
        if request.method == "POST" and not request.path.startswith("/api/"):
            sent = [*request.POST, *(value for values in request.POST.lists() for value in values[1])]
            if any("\0" in text for text in sent):
                return refusal(request, unkeepable())
        return self.get_response(request)


def read_json(body: bytes) -> dict[str, Any]:
    """The body of a call as plain values, whose depth, numbers and text the program can keep.

    Raises `DomainError` where it is no JSON or beyond a limit.
    """
    if len(body) > LARGEST_CALL:
        raise too_large()
    try:
        found = json.loads(body, parse_constant=_no_number)
    except RecursionError:
        raise too_deep() from None
    except ValueError:
        raise InvalidInputError("What was sent is not JSON.", do="See /api/openapi.json for the shape.") from None
    for value, depth in _values(found):
        _check(value, depth)
    return cast(dict[str, Any], found)


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _values(body: Any) -> Iterator[tuple[Any, int]]:
    """Every value and every key, with how deep it lies."""
    waiting = [(body, 1)]
    while waiting:
        value, depth = waiting.pop()
        yield value, depth
        if isinstance(value, dict):
            waiting += [(part, depth + 1) for part in (*value.keys(), *value.values())]
        elif isinstance(value, list):
            waiting += [(part, depth + 1) for part in value]


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise too_deep()
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise InvalidInputError("A number in it is larger than can be kept.", do="Send a smaller one.")
    if isinstance(value, str) and not _can_be_kept(value):
        raise unkeepable()


def _can_be_kept(text: str) -> bool:
    """Whether a database can keep the text: no null character, no half of a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def too_large() -> TooLargeError:
    return TooLargeError(
        f"What was sent is larger than a call may be ({LARGEST_CALL // 1024 // 1024} MB).",
        do="Send less at once.",
    )


def too_deep() -> InvalidInputError:
    return InvalidInputError(
        f"What was sent is nested deeper than {DEEPEST} levels.", do="See /api/openapi.json for the shape."
    )


def unkeepable() -> InvalidInputError:
    return InvalidInputError(
        "There is a character in it that cannot be kept: a null character, or half of one.",
        do="Take it out and send it again.",
    )
