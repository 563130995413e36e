"""What is asked for by HEAD comes without a body, also where the server would send one."""

from typing import Any

import pytest
from django.test import RequestFactory

from lifeworld.config.wsgi import application


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["head", "get"])
def test_head_has_headers_and_no_body(method: str, sealed_store: object) -> None:
    told: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
        told.append((status, dict(headers)))

    answer = application(getattr(RequestFactory(), method)("/help").environ, start)
    body = b"".join(answer)
    assert told[0][0] == "200 OK" and int(told[0][1]["Content-Length"]) > 1000
    assert (len(body) == 0) is (method == "head")
