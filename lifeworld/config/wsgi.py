"""The web application, for the server that `lifeworld run` or `lifeworld serve` starts."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django's answer; to HEAD its headers alone.

    waitress hands on whatever body it is given. Behind a proxy that keeps connections, the body that nobody asked for
    would be read as the beginning of the next answer, which may be somebody else's.
    """
    body: Iterable[bytes] = _django(environ, start_response)
    if environ["REQUEST_METHOD"] != "HEAD":
        return body
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return []
