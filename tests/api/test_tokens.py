"""A script's token is good for a time that nothing lengthens; the list says when it was last used."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone

from lifeworld.security.models import ApiToken, Person
from lifeworld.store import keeping
from lifeworld.store.token_auth import NOTED_EVERY
from lifeworld.study.models import Study
from lifeworld.trail.models import Act


def studies(client: Client, plain: str) -> tuple[int, dict[str, str]]:
    answer = client.get("/api/studies", headers={"Authorization": f"Bearer {plain}"})
    return answer.status_code, answer.json()


def test_a_token_is_good_to_its_last_moment_and_never_again(client: Client, study: Study, alice: Person) -> None:
    token, plain = keeping.make_token(by=alice, at=timezone.now(), label="counting", days=7)
    for moment, status in ((-1, 200), (0, 401), (1, 401)):
        at = token.expires_at + timedelta(microseconds=moment)
        with patch("lifeworld.store.token_auth.timezone.now", return_value=at):
            answered, body = studies(client, plain)
        assert answered == status
    ended = timezone.localdate(token.expires_at)
    assert body["what"] == f"This token’s time ended on {ended.day} {ended:%B %Y}."
    assert body["safe"] and body["do"] == "Make a new token and give it to the script."


def test_an_ended_token_changes_nothing_and_its_end_cannot_be_moved(
    client: Client, study: Study, alice: Person
) -> None:
    ago = timezone.now() - timedelta(days=366)
    token, plain = keeping.make_token(by=alice, at=ago, label="last year", days=365)
    acts = Act.objects.count()
    answer = client.patch(
        "/api/studies/walking", {"target_min": 3}, content_type="application/json",
        headers={"Authorization": f"Bearer {plain}"},
    )  # fmt: skip
    assert answer.status_code == 401 and Act.objects.count() == acts
    keeping.revoke_token(by=alice, at=timezone.now(), number=token.pk)
    another, _ = keeping.make_token(by=alice, at=timezone.now(), label="last year")
    token.refresh_from_db()
    assert token.expires_at == ago + timedelta(days=365) and another.pk != token.pk
    assert studies(client, plain)[0] == 401


def test_a_token_answers_for_nobody_else_and_says_when_it_was_used(client: Client, alice: Person, study: Study) -> None:
    token, plain = keeping.make_token(by=alice, at=timezone.now(), label="counting")
    assert keeping.tokens_of(alice, timezone.now())[0]["last_used_at"] is None
    before = timezone.now()
    assert studies(client, plain)[0] == 200
    used = keeping.tokens_of(alice, timezone.now())[0]["last_used_at"]
    assert before <= used <= timezone.now()
    assert studies(client, plain)[0] == 200
    token.refresh_from_db()
    assert token.last_used_at == used  # noted once a minute, so that reading seldom writes
    later = used + NOTED_EVERY
    with patch("lifeworld.store.token_auth.timezone.now", return_value=later):
        assert studies(client, plain)[0] == 200
    token.refresh_from_db()
    assert token.last_used_at == later


@pytest.mark.embedded("SQLite's own switch")
def test_a_store_that_takes_no_writing_is_read_with_a_token_all_the_same(
    client: Client, alice: Person, study: Study
) -> None:
    _, plain = keeping.make_token(by=alice, at=timezone.now(), label="counting")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            assert studies(client, plain)[0] == 200
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert ApiToken.objects.get().last_used_at is None


def test_the_trail_tells_that_a_token_was_made_and_until_when(alice: Person) -> None:
    token, plain = keeping.make_token(by=alice, at=timezone.now(), label="counting", days=30)
    act = Act.objects.get(verb="made token")
    assert (act.object_type, act.object_id) == ("token", token.pk)
    [change] = act.detail.changes
    assert change["after"] == {"expires_at": token.expires_at.isoformat()} and change["id"] == token.pk
    assert plain not in str(change)


@pytest.mark.django_db(transaction=True)
def test_a_token_from_before_is_good_for_ninety_days_from_the_upgrade() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("security", "0001_initial")])
    try:
        apps = executor.loader.project_state([("security", "0001_initial")]).apps
        person = apps.get_model("security", "Person").objects.create(username="alice", name="Alice")
        long_ago = timezone.now() - timedelta(days=800)
        apps.get_model("security", "ApiToken").objects.create(
            person=person, label="old", digest="0" * 64, created_at=long_ago
        )
        before = timezone.now()
    finally:
        MigrationExecutor(connection).migrate([("security", "0002_tokens_expire")])
    old = ApiToken.objects.get()
    assert old.created_at == long_ago and old.last_used_at is None
    assert before <= old.expires_at - timedelta(days=90) <= timezone.now()
