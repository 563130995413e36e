"""A session's key is what a browser sends, and may be anything."""

import pytest
from django.conf import settings
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", [r'"\000aaaaaaaaaaaa"', '"' + "a" * 4000 + '"', '"\u00e9aaaaaaaaaaa"', r'"\377\376aaaaaaaa"']
)
def test_a_session_key_that_none_can_be_is_nobodys(key: str) -> None:
    answer = Client(raise_request_exception=False).get("/studies", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={key}")
    assert answer.status_code in (302, 303)
