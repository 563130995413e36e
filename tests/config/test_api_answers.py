"""How the API writes its answers: exact times, compact, and never broken by half a character."""

import json
from datetime import UTC, datetime

from django.test import RequestFactory

from lifeworld.config.api import ExactRenderer


def written(data: object) -> bytes:
    answer = ExactRenderer().render(RequestFactory().get("/api/"), data, response_status=200)
    return answer if isinstance(answer, bytes) else answer.encode()


def test_times_keep_their_microseconds_as_they_are_sent_back() -> None:
    at = datetime(2026, 3, 2, 9, 30, 5, 120_003, tzinfo=UTC)
    assert written({"changed_at": at}) == b'{"changed_at":"2026-03-02T09:30:05.120003Z"}'
    assert written([at.replace(microsecond=0)]) == b'["2026-03-02T09:30:05Z"]'


def test_half_a_character_pair_is_escaped_and_not_an_error() -> None:
    said = {"at": datetime(2026, 3, 2, tzinfo=UTC), "what": "half \ud83d of one"}
    assert json.loads(written(said)) == {"at": "2026-03-02T00:00:00Z", "what": "half \ud83d of one"}
