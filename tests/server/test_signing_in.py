"""Signing in on a server: both factors, the same answer to everybody who fails, and how sessions end."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks as CaptureOnCommit

from lifeworld.config.server_settings import ABSOLUTE_S
from lifeworld.security.models import Person
from lifeworld.store import people
from lifeworld.store.signing_in.gate import BEGAN, SEEN
from lifeworld.store.signing_in.links import link_for
from lifeworld.study.models import Study
from lifeworld.trail.models import Act
from tests.server.browsing import HOST, PASSPHRASE, Browser, rested, settled
from tests.server.codes import app_code


def verbs() -> list[str]:
    return list(Act.objects.filter(study="").order_by("number").values_list("verb", flat=True))


def path_of(link: str) -> str:
    return link.removeprefix(settings.PUBLIC_ADDRESS)


def test_a_person_comes_in_by_the_link_and_sets_up_both_factors(
    browser: Browser, django_capture_on_commit_callbacks: CaptureOnCommit
) -> None:
    person = people.add_person(at=timezone.now(), username="Dana", name="Dana Wren")
    link = path_of(link_for(person))
    page = browser.get(link)
    assert page.status_code == 200 and b"Welcome, Dana Wren" in page.content
    kept = browser.post(link, {"new_password1": PASSPHRASE, "new_password2": PASSPHRASE})
    assert kept.status_code == 200 and b"Your passphrase is kept" in kept.content
    assert browser.get(link).status_code == 404, "the link is good once"
    person.refresh_from_db()
    assert browser.give(person).headers["Location"] == "/"
    for elsewhere in ("/", "/studies", "/account"):
        assert browser.get(elsewhere).headers["Location"] == "/account/authenticator"
    assert browser.get("/api/studies").status_code == 403
    page = browser.get("/account/authenticator")
    found = re.search(r'token num">([A-Z2-7 ]+)<', page.content.decode())
    assert found and b"data:image/svg+xml;base64," in page.content
    assert browser.post("/account/authenticator", {"code": "000000"}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        done = browser.post("/account/authenticator", {"code": app_code(found[1])})
    assert done.headers["Location"] == "/account/recovery-codes"
    shown = browser.get("/account/recovery-codes").content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", shown)) == 10
    assert not re.findall(r"<code>\d{8}</code>", browser.get("/account/recovery-codes").content.decode())
    assert browser.get("/studies").status_code == 200
    assert verbs() == ["added person", "chose passphrase", "signed in", "set up authenticator", "made recovery codes"]


@pytest.mark.parametrize("passphrase", ["k7 short", "correct horse battery staple", "aaaaaaaaaaaaaa"])
def test_a_weak_passphrase_is_refused_and_the_link_stays_good(browser: Browser, alice: Person, passphrase: str) -> None:
    link = path_of(link_for(alice))
    answer = browser.post(link, {"new_password1": passphrase, "new_password2": passphrase})
    assert answer.status_code == 422 and b'role="alert"' in answer.content
    assert passphrase.encode() not in answer.content
    assert browser.get(link).status_code == 200


def test_a_link_ends_with_its_time_with_a_newer_one_and_with_its_person(
    browser: Browser, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = path_of(link_for(alice))
    people.reset(at=timezone.now(), username="alice")
    alice.refresh_from_db()
    new = path_of(link_for(alice))
    assert (browser.get(old).status_code, browser.get(new).status_code) == (404, 200)
    monkeypatch.setattr(settings, "PASSWORD_RESET_TIMEOUT", -1)
    assert browser.get(new).status_code == 404
    monkeypatch.undo()
    people.deactivate(at=timezone.now(), username="alice")
    assert browser.get(new).status_code == 404


def test_both_factors_sign_in_and_the_way_leads_on(browser: Browser, alice: Person, secret: str, study: Study) -> None:
    assert browser.get("/studies/walking").headers["Location"] == "/sign-in?next=/studies/walking"
    before = browser.session.session_key
    first = browser.post("/sign-in", {"login": "Alice", "password": PASSPHRASE, "next": "/studies/walking"})
    assert first.headers["Location"].startswith("/sign-in/code")
    assert browser.get("/studies/walking").status_code == 302, "a passphrase alone opens nothing"
    second = browser.post("/sign-in/code", {"code": app_code(secret)})
    assert second.headers["Location"] == "/studies/walking"
    assert browser.get("/studies/walking").status_code == 200
    assert browser.session.session_key != before
    cookie = browser.cookies["__Host-lifeworld_session"]
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["domain"]


def test_a_code_is_good_once(alice: Person, secret: str) -> None:
    first, second = Browser(), Browser()
    first.give(alice), second.give(alice)
    code = app_code(secret)
    assert first.post("/sign-in/code", {"code": code}).status_code == 302
    assert second.post("/sign-in/code", {"code": code}).status_code == 200
    # allauth's own mark ends after one step; ours after all the time in which the code fits.
    from django.core.cache import cache

    cache.delete(f"allauth.mfa.totp.used?user={alice.pk}&code={code}")
    assert second.post("/sign-in/code", {"code": code}).status_code == 200


def test_a_recovery_code_signs_in_once_and_the_trail_tells(browser: Browser, alice: Person, secret: str) -> None:
    code = Authenticator.objects.get(user=alice, type="recovery_codes").wrap().get_unused_codes()[0]
    browser.give(alice)
    assert browser.post("/sign-in/code", {"code": code}).status_code == 302
    assert "used recovery code" in verbs()
    again = Browser()
    again.give(alice)
    assert again.post("/sign-in/code", {"code": code}).status_code == 200


def test_whoever_fails_gets_the_same_answer(alice: Person, secret: str, charlie: Person) -> None:
    settled(charlie)
    people.deactivate(at=timezone.now(), username="charlie")
    answers = [
        Browser(f"192.0.2.{number}").post("/sign-in", {"login": login, "password": passphrase}).content.decode()
        for number, (login, passphrase) in enumerate(
            [("alice", "wrong words here"), ("nobody", PASSPHRASE), ("charlie", PASSPHRASE)]
        )
    ]
    plain = [re.sub(r'value="[^"]*"', "", answer) for answer in answers]
    assert plain[0] == plain[1] == plain[2] and "do not open an account here" in plain[0]


def test_somebody_unknown_takes_as_long_as_somebody_known(dear_hashes: None, alice: Person, secret: str) -> None:
    def quickest(login: str) -> float:
        times = []
        for number in range(3):
            began = time.perf_counter()
            Browser(f"192.0.2.{number}").post("/sign-in", {"login": login, "password": "wrong words here"})
            times.append(time.perf_counter() - began)
        return min(times)

    known, unknown = quickest("alice"), quickest("nobody")
    assert 0.5 < known / unknown < 2, (known, unknown)


def test_five_wrong_attempts_on_an_account_close_it_for_a_while_from_everywhere(alice: Person, secret: str) -> None:
    for number in range(5):
        Browser(f"192.0.2.{number}").give(alice, "wrong words here")
    answer = Browser("198.51.100.1").give(alice)
    assert answer.status_code == 200 and b"Wait five minutes" in answer.content
    assert Browser("198.51.100.1").post("/sign-in", {"login": "bob", "password": "x"}).status_code == 200


def test_thirty_wrong_attempts_from_an_address_close_it_for_every_account(
    alice: Person, secret: str, bob: Person
) -> None:
    bob_secret = settled(bob)
    for number in range(30):
        Browser().post("/sign-in", {"login": f"nobody{number}", "password": "wrong words here"})
    assert b"Wait five minutes" in Browser().give(bob).content
    Browser("198.51.100.1").sign_in(bob, bob_secret)


def test_wrong_codes_are_counted_too(browser: Browser, alice: Person, secret: str) -> None:
    browser.give(alice)
    for _ in range(5):
        assert b"This code does not fit" in browser.post("/sign-in/code", {"code": "000000"}).content
    assert b"Wait five minutes" in browser.post("/sign-in/code", {"code": app_code(secret)}).content


def test_half_an_hour_of_rest_ends_a_session(alice_in: Browser) -> None:
    assert alice_in.get("/studies").status_code == 200
    rested(alice_in, SEEN)
    assert alice_in.get("/api/studies").status_code == 401
    assert alice_in.get("/studies").headers["Location"] == "/sign-in?next=/studies"


def test_twelve_hours_end_a_session_however_busy(alice_in: Browser) -> None:
    alice_in.get("/studies")
    rested(alice_in, BEGAN, ABSOLUTE_S + 1)
    assert alice_in.get("/studies").status_code == 302


def test_work_keeps_a_session(alice_in: Browser) -> None:
    alice_in.get("/studies")
    rested(alice_in, SEEN, 20 * 60)
    assert alice_in.get("/studies").status_code == 200
    rested(alice_in, SEEN, 20 * 60)
    assert alice_in.get("/studies").status_code == 200


def test_signing_out_ends_the_session_itself(alice_in: Browser) -> None:
    alice_in.get("/studies")
    kept = alice_in.cookies["__Host-lifeworld_session"].value
    assert alice_in.post("/sign-out").headers["Location"] == "/sign-in"
    other = Browser()
    other.cookies["__Host-lifeworld_session"] = kept
    assert other.get("/studies").status_code == 302
    assert verbs()[-1] == "signed out"


def test_somebody_deactivated_is_out_at_once_with_session_and_token(
    alice_in: Browser, alice: Person, study: Study
) -> None:
    from lifeworld.store.keeping import make_token

    _, token = make_token(by=alice, at=timezone.now(), label="script")
    script = Browser(headers={"authorization": f"Bearer {token}"})
    assert (alice_in.get("/studies/walking").status_code, script.get("/api/studies").status_code) == (200, 200)
    people.deactivate(at=timezone.now(), username="alice")
    assert alice_in.get("/studies/walking").status_code == 302
    assert script.get("/api/studies").status_code == 401
    assert verbs()[-1] == "deactivated person"


def test_resetting_ends_sessions_and_clears_both_factors(alice_in: Browser, alice: Person) -> None:
    people.reset(at=timezone.now(), username="alice")
    assert alice_in.get("/studies").status_code == 302
    assert not Authenticator.objects.filter(user=alice).exists()
    alice.refresh_from_db()
    assert b"do not open an account here" in Browser().give(alice).content


def test_secrets_of_apps_are_sealed(alice: Person, secret: str) -> None:
    kept = Authenticator.objects.get(user=alice, type="totp")
    assert secret not in str(kept.data)


def test_what_is_refused_reaches_the_log_without_a_name(
    browser: Browser, alice: Person, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    browser.post("/sign-in", {"login": "my passphrase typed here", "password": "wrong words here"})
    assert "A sign-in from 192.0.2.7 was refused." in caplog.text
    assert "typed here" not in caplog.text and "wrong words" not in caplog.text


@pytest.mark.parametrize("address", ["/accounts/signup/", "/signup", "/password/reset/", "/account/email"])
def test_nobody_signs_up_and_nothing_is_mailed(alice_in: Browser, address: str) -> None:
    assert alice_in.get(address).status_code == 404


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example"])
def test_signing_in_never_leads_elsewhere(browser: Browser, alice: Person, secret: str, onward: str) -> None:
    browser.post("/sign-in", {"login": "alice", "password": PASSPHRASE, "next": onward})
    assert browser.post("/sign-in/code", {"code": app_code(secret)}).headers["Location"] == "/"


def test_another_site_and_a_page_without_tls_are_refused(browser: Browser, alice: Person) -> None:
    data = {"login": "alice", "password": PASSPHRASE}
    for origin in ("https://elsewhere.example", f"http://{HOST}"):
        assert browser.post("/sign-in", data, headers={"origin": origin}).status_code == 403
    assert browser.post("/sign-in", data, headers={"origin": f"https://{HOST}"}).status_code == 200
    bare = Browser()
    assert bare.get("/sign-in", headers={"host": "elsewhere.example"}).status_code == 400
    assert browser.get("/sign-in").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_without_tls_one_is_led_to_it(alice: Person) -> None:
    from django.test import Client

    answer = Client(SERVER_NAME=HOST).get("/sign-in")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{HOST}/sign-in")


def test_forms_need_their_token(alice: Person, secret: str) -> None:
    strict = Browser(enforce_csrf_checks=True)
    assert strict.post("/sign-in", {"login": "alice", "password": PASSPHRASE}).status_code == 403
