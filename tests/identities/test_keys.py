"""One key a person and use: what it sealed opens as nothing else, and never again once the key is destroyed."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from lifeworld.identities.keys import (
    KeyDestroyedError,
    KeyStands,
    NoKeyHereError,
    NotThisKeyError,
    destroy_key,
    open_all,
    open_for,
    seal_for,
    stand_of,
)
from lifeworld.identities.models import KeyUse, PersonKey
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.sealing import MARK, NotUnsealedError
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.identities.known import agreed

pytestmark = pytest.mark.usefixtures("sealed_store")
MANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
USES = st.sampled_from(list(KeyUse))
WHO = st.integers(0, 2)


@pytest.fixture
def people(access: Access) -> list[ScreeningEntry]:
    return [agreed(access) for _ in range(3)]


def sealed_by_everyone(people: list[ScreeningEntry], content: bytes) -> dict[tuple[int, KeyUse], bytes]:
    PersonKey.objects.all().delete()
    return {(n, use): seal_for(one, use, content, NOON) for n, one in enumerate(people) for use in KeyUse}


@MANY
@given(content=st.binary(max_size=300), mine=st.tuples(WHO, USES), theirs=st.tuples(WHO, USES))
def test_what_is_sealed_opens_as_its_own_and_as_nobody_elses(
    people: list[ScreeningEntry], content: bytes, mine: tuple[int, KeyUse], theirs: tuple[int, KeyUse]
) -> None:
    sealed = sealed_by_everyone(people, content)
    if mine == theirs:
        assert open_for(people[mine[0]], mine[1], sealed[mine]) == content
    else:
        with pytest.raises(NotThisKeyError):
            open_for(people[theirs[0]], theirs[1], sealed[mine])
        # Nor where one person's wrapped key is put in the place of another's.
        key = PersonKey.objects.get(entry=people[mine[0]], use=mine[1])
        PersonKey.objects.filter(entry=people[theirs[0]], use=theirs[1]).update(wrapped=key.wrapped)
        with pytest.raises(NotThisKeyError):
            open_for(people[theirs[0]], theirs[1], sealed[mine])


@MANY
@given(gone=st.sets(st.tuples(WHO, USES)), content=st.binary(max_size=50))
def test_destroying_keys_destroys_what_they_sealed_for_good_and_nothing_else(
    people: list[ScreeningEntry], gone: set[tuple[int, KeyUse]], content: bytes
) -> None:
    sealed = sealed_by_everyone(people, content)
    for n, use in gone:
        assert destroy_key(people[n], use, NOON) is True
        assert destroy_key(people[n], use, NOON) is False
    for (n, use), kept in sealed.items():
        if (n, use) in gone:
            with pytest.raises(KeyDestroyedError):
                open_for(people[n], use, kept)
            with pytest.raises(KeyDestroyedError):
                seal_for(people[n], use, content, NOON)
        else:
            assert open_for(people[n], use, kept) == content


def test_a_changed_byte_is_noticed(people: list[ScreeningEntry]) -> None:
    sealed = seal_for(people[0], KeyUse.IDENTITY, b"a name", NOON)
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(NotThisKeyError):
            open_for(people[0], KeyUse.IDENTITY, altered)
    for short in (b"", sealed[:12], os.urandom(40)):
        with pytest.raises(NotThisKeyError):
            open_for(people[0], KeyUse.IDENTITY, short)


def test_the_same_words_are_never_sealed_alike(people: list[ScreeningEntry]) -> None:
    assert seal_for(people[0], KeyUse.SAFETY, b"a", NOON) != seal_for(people[0], KeyUse.SAFETY, b"a", NOON)


def test_several_people_open_at_once_and_a_missing_key_is_said(people: list[ScreeningEntry]) -> None:
    sealed = {one: seal_for(one, KeyUse.IDENTITY, str(one.pk).encode(), NOON) for one in people[:2]}
    assert open_all(KeyUse.IDENTITY, sealed) == {one: str(one.pk).encode() for one in people[:2]}
    assert open_all(KeyUse.IDENTITY, {}) == {}
    with pytest.raises(NoKeyHereError, match="another store"):
        open_all(KeyUse.IDENTITY, sealed | {people[2]: b"never sealed"})


def test_a_key_that_was_never_here_is_not_called_destroyed(people: list[ScreeningEntry]) -> None:
    seal_for(people[0], KeyUse.SAFETY, b"a", NOON)
    assert stand_of(people[0], KeyUse.SAFETY) is KeyStands.HERE
    assert stand_of(people[0], KeyUse.CONSENT_FORM) is stand_of(people[1], KeyUse.SAFETY) is KeyStands.NOT_HERE
    destroy_key(people[0], KeyUse.SAFETY, NOON)
    assert stand_of(people[0], KeyUse.SAFETY) is KeyStands.DESTROYED
    assert "destroyed, and cannot" in KeyDestroyedError().what and "not destroyed" in NoKeyHereError().safe


def test_on_a_server_the_database_alone_opens_nothing(people: list[ScreeningEntry], settings: Settings) -> None:
    settings.FILE_KEY = bytes(range(32))
    sealed = seal_for(people[0], KeyUse.IDENTITY, b"a name", NOON)
    assert open_for(people[0], KeyUse.IDENTITY, sealed) == b"a name"
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM identities_personkey")
        assert bytes(cursor.fetchone()[0]).startswith(MARK)
    # The database is read without the server's key file, or with another.
    settings.FILE_KEY = b""
    with pytest.raises(NotThisKeyError):
        open_for(people[0], KeyUse.IDENTITY, sealed)
    settings.FILE_KEY = bytes(32)
    with pytest.raises(NotUnsealedError):
        open_for(people[0], KeyUse.IDENTITY, sealed)
    settings.FILE_KEY = bytes(range(32))
    assert destroy_key(people[0], KeyUse.IDENTITY, NOON)
    with pytest.raises(KeyDestroyedError):
        open_for(people[0], KeyUse.IDENTITY, sealed)
