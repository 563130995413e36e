"""Sessions on a laptop: new at each coming in, ended by locking, by a new passphrase and by silence."""

import pytest
from django.conf import settings as configured
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from lifeworld.identities.rules.purposes import Purpose
from lifeworld.identities.selectors.openings import opening_of
from lifeworld.identities.services.openings import open_names
from lifeworld.security import keyring
from lifeworld.security.models import Person
from lifeworld.security.vault import change_passphrase
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access
from lifeworld.trail.selectors import acts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]
PASSPHRASE = "plain words for tests"


def come_in(client: Client) -> None:
    assert client.post("/unlock", {"passphrase": PASSPHRASE}).status_code == 302


def test_coming_in_makes_a_new_session_whatever_the_browser_brought(alice: Person) -> None:
    client = Client()
    client.cookies[configured.SESSION_COOKIE_NAME] = "a" * 32
    come_in(client)
    assert client.cookies[configured.SESSION_COOKIE_NAME].value != "a" * 32
    first = client.cookies[configured.SESSION_COOKIE_NAME].value
    come_in(client)
    assert Session.objects.filter(session_key=first).count() <= 1


def test_the_cookie_is_for_this_site_and_this_sitting_and_no_script(alice: Person) -> None:
    client = Client()
    come_in(client)
    cookie = client.cookies[configured.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"
    assert cookie["max-age"] == cookie["expires"] == "" and cookie["domain"] == ""
    assert len(cookie.value) == 32


def test_a_browser_that_came_in_before_the_store_was_locked_comes_in_anew(alice: Person) -> None:
    before, after = Client(), Client()
    come_in(before)
    keyring.lock_store()
    come_in(after)
    assert before.get("/studies").status_code == 302
    assert after.get("/studies").status_code == 200


def test_a_second_browser_comes_in_beside_the_first(alice: Person) -> None:
    first, second = Client(), Client()
    come_in(first)
    come_in(second)
    assert first.get("/studies").status_code == second.get("/studies").status_code == 200


def test_pressing_lock_ends_the_session_for_good(alice: Person) -> None:
    client = Client()
    come_in(client)
    key = client.cookies[configured.SESSION_COOKIE_NAME].value
    client.post("/lock")
    assert not keyring.is_open()
    come_in(Client())
    client.cookies[configured.SESSION_COOKIE_NAME] = key
    assert client.get("/studies").status_code == 302


def test_a_new_passphrase_signs_every_other_browser_out(alice: Person) -> None:
    mine, other = Client(), Client()
    come_in(mine)
    come_in(other)
    new = "other plain words for tests"
    sent = {"old": PASSPHRASE, "new": new, "again": new}
    try:
        assert mine.post("/store/passphrase", sent).status_code == 302
        assert mine.get("/studies").status_code == 200
        assert other.get("/studies").status_code == 302
    finally:
        change_passphrase(configured.DATA_FOLDER, new=PASSPHRASE, passphrase=new)


def test_names_close_with_whoever_locks_the_store(alice: Person, access: Access) -> None:
    client, at = Client(), timezone.now()
    come_in(client)
    open_names(access=access, at=at, purpose=Purpose.MEETING)
    assert opening_of(access, timezone.now()) is not None
    client.post("/lock")
    come_in(client)
    assert opening_of(access, timezone.now()) is None
    assert list(acts_of(access.study.slug).order_by("-number").values_list("verb", flat=True)[:1]) == ["closed names"]


def test_names_close_at_signing_out_for_that_person_alone_and_without_a_role(access: Access, bob: Person) -> None:
    at, his = timezone.now(), Access(access.study, bob, Role.LEAD)
    role = Membership.objects.get(study=access.study, person=bob)
    role.role = Role.LEAD
    role.save()
    for one in (access, his):
        open_names(access=one, at=at, purpose=Purpose.MEETING)
    role.delete()
    user_logged_out.send(sender=Person, request=None, user=bob)
    assert opening_of(his, timezone.now()) is None and opening_of(access, timezone.now()) is not None
    user_logged_out.send(sender=Person, request=None, user=None)
    user_logged_out.send(sender=Person, request=None, user=access.person)
    assert opening_of(access, timezone.now()) is None
