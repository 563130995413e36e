"""How one signs in: the page, changing the passphrase, another app, new codes, other sessions, tokens."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks as CaptureOnCommit

from lifeworld.security.models import Person
from lifeworld.trail.models import Act
from tests.server.browsing import PASSPHRASE, Browser
from tests.server.codes import app_code

NEW = "lantern gravel orchard"


def again(browser: Browser, onward: str) -> None:
    """Say the passphrase once more."""
    answer = browser.post(f"/account/again?next={onward}", {"password": PASSPHRASE})
    assert answer.headers["Location"] == onward


def codes_of(person: Person) -> list[str]:
    """The recovery codes that were not used."""
    found: list[str] = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    return found


def test_changing_the_passphrase_ends_other_sessions(alice_in: Browser, alice: Person, secret: str) -> None:
    other = Browser()
    other.sign_in(alice, secret)
    wrong = {"oldpassword": "not this one", "password1": NEW, "password2": NEW}
    assert b"not your passphrase of today" in alice_in.post("/account/passphrase", wrong).content
    weak = {"oldpassword": PASSPHRASE, "password1": "too short", "password2": "too short"}
    assert b"at least 12 characters" in alice_in.post("/account/passphrase", weak).content
    unlike = {"oldpassword": PASSPHRASE, "password1": NEW, "password2": PASSPHRASE}
    assert b"The two passphrases are not the same." in alice_in.post("/account/passphrase", unlike).content
    right = {"oldpassword": PASSPHRASE, "password1": NEW, "password2": NEW}
    assert alice_in.post("/account/passphrase", right).headers["Location"] == "/account?done=passphrase"
    assert b"The passphrase is changed." in alice_in.get("/account?done=passphrase").content
    assert other.get("/studies").status_code == 302
    assert Act.objects.filter(verb="changed own passphrase").count() == 1


@pytest.mark.parametrize("address", ["/account/authenticator/another", "/account/recovery-codes/new"])
def test_second_factors_change_only_after_the_passphrase(alice_in: Browser, address: str) -> None:
    before = dict(Authenticator.objects.values_list("type", "data"))
    answer = alice_in.post(address)
    assert answer.headers["Location"].startswith("/account/again")
    assert dict(Authenticator.objects.values_list("type", "data")) == before
    wrong = alice_in.post(f"/account/again?next={address}", {"password": "wrong words here"})
    assert b"not your passphrase" in wrong.content


def test_new_recovery_codes_take_the_place_of_the_old(
    alice_in: Browser, alice: Person, django_capture_on_commit_callbacks: CaptureOnCommit
) -> None:
    old = codes_of(alice)
    again(alice_in, "/account/recovery-codes/new")
    with django_capture_on_commit_callbacks(execute=True):
        assert alice_in.post("/account/recovery-codes/new").headers["Location"] == "/account/recovery-codes"
    shown = re.findall(r"<code>(\d{8})</code>", alice_in.get("/account/recovery-codes").content.decode())
    assert shown == codes_of(alice) and not set(shown) & set(old)
    assert Act.objects.filter(verb="made recovery codes").count() == 1


def test_another_app_is_set_up_at_once(alice_in: Browser, alice: Person) -> None:
    again(alice_in, "/account/authenticator/another")
    alice_in.post("/account/authenticator/another")
    assert alice_in.get("/studies").headers["Location"] == "/account/authenticator"
    page = alice_in.get("/account/authenticator").content.decode()
    found = re.search(r'token num">([A-Z2-7 ]+)<', page)
    assert found
    assert alice_in.post("/account/authenticator", {"code": app_code(found[1])}).status_code == 302
    assert alice_in.get("/studies").status_code == 200


def test_other_sessions_are_seen_and_ended(alice_in: Browser, alice: Person, secret: str, bob: Person) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    second, third = Browser("198.51.100.9", headers={"user-agent": agent}), Browser()
    second.sign_in(alice, secret), third.sign_in(alice, secret)
    page = alice_in.get("/account").content.decode()
    assert "Firefox on Linux" in page and "198.51.100.9" in page and page.count("(this one)") == 1
    key = UserSession.objects.get(ip="198.51.100.9").pk
    assert alice_in.post("/account/sessions", {"session": str(key)}).headers["Location"] == "/account?done=ended"
    assert (second.get("/studies").status_code, third.get("/studies").status_code) == (302, 200)
    alice_in.post("/account/sessions", {"session": "others"})
    assert (third.get("/studies").status_code, alice_in.get("/studies").status_code) == (302, 200)


def test_nobody_ends_somebody_elses_session(alice_in: Browser, bob: Person) -> None:
    from tests.server.browsing import settled

    bobs = Browser("203.0.113.5")
    bobs.sign_in(bob, settled(bob))
    key = UserSession.objects.get(user=bob).pk
    alice_in.post("/account/sessions", {"session": str(key)})
    alice_in.post("/account/sessions", {"session": "others"})
    for none in ("nonsense", "9" * 5_000):
        assert alice_in.post("/account/sessions", {"session": none}).status_code == 302
    assert bobs.get("/studies").status_code == 200


def test_a_token_is_made_shown_once_and_revoked(alice_in: Browser, alice: Person) -> None:
    page = alice_in.post("/store/tokens", {"label": "counting words"}).content.decode()
    token = re.search(r"lw_[\w-]+", page)
    assert token and "lw_" not in alice_in.get("/account").content.decode()
    script = Browser(headers={"authorization": f"Bearer {token[0]}"})
    assert script.get("/api/studies").status_code == 200
    alice_in.post(f"/store/tokens/{alice.tokens.get().pk}/revoke")
    assert script.get("/api/studies").status_code == 401


@pytest.mark.parametrize("address", ["/store/back-up", "/store/passphrase", "/store/recovery-key"])
def test_a_servers_store_is_not_kept_from_a_page(alice_in: Browser, address: str) -> None:
    assert alice_in.post(address, {"passphrase": PASSPHRASE}).status_code == 404


@pytest.mark.parametrize(
    ("address", "onward"), [("/unlock", "/sign-in"), ("/set-up", "/sign-in"), ("/store", "/account")]
)
def test_a_laptops_ways_in_lead_to_the_servers(alice_in: Browser, address: str, onward: str) -> None:
    assert alice_in.get(address).headers["Location"] == onward
