"""A server as its people meet it: through TLS, with two processes for pages and workers, on PostgreSQL."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.a_server import MISSING, RunningServer, running_server
from tests.journeys.conftest import _is_here
from tests.journeys.everyone import MAGNIFIED, misheard, sideways, walked_by_tab
from tests.server.codes import app_code

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

PASSPHRASE = "river bench umbrella"
ANOTHER = "lantern gravel orchard"
# A wait that is the program's own: a killed worker is missed after twenty seconds, and swept for every fifteen.
TAKEN_UP_MS = 180_000


@pytest.fixture
def server() -> Iterator[RunningServer]:
    with running_server() as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """One tab that takes this server's own certificate; faults in scripts and requests to elsewhere fail it."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", ignore_https_errors=True, accept_downloads=True
    )
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    tab.on("request", lambda request: faults.append(request.url) if not _is_here(request.url) else None)
    yield tab
    context.close()
    assert faults == []


@pytest.fixture
def look(page: Page, clean: Callable[[], None]) -> Callable[[], None]:
    """axe on the page as it stands: light, dark and narrow, without sideways scroll."""

    def at() -> None:
        expect(page.locator("h1")).to_have_count(1)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            clean()
        page.set_viewport_size({"width": 400, "height": 860})
        clean()
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, page.url
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")

    return at


@pytest.fixture
def walk(page: Page, look: Callable[[], None]) -> Callable[[], None]:
    """What `look` sees, and the page by ear, by Tab, and by Tab at 400 %."""

    def at() -> None:
        look()
        assert misheard(page) == [], page.url
        assert walked_by_tab(page) == [], page.url
        page.set_viewport_size(MAGNIFIED)
        assert sideways(page) == [], page.url
        assert walked_by_tab(page) == [], page.url
        page.set_viewport_size({"width": 1440, "height": 900})

    return at


class Someone:
    """A person at a browser: their name, their app's key, their recovery codes."""

    def __init__(self, page: Page, server: RunningServer, username: str) -> None:
        self.page, self.server, self.username = page, server, username
        self.secret, self.codes, self.used, self.passphrase = "", [""], "", PASSPHRASE

    def come_in(self, look: Callable[[], None]) -> None:
        """The link, the passphrase, the app, the recovery codes."""
        page = self.page
        link = self.server.command("person", "add", self.username, "--name", self.username.capitalize())
        page.goto(link)
        look()
        page.get_by_label("Passphrase", exact=True).fill("too short")
        page.get_by_label("The same passphrase again").fill("too short")
        page.get_by_role("button", name="Keep this passphrase").click()
        expect(page.get_by_role("alert")).to_contain_text("at least 12 characters")
        look()
        page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        page.get_by_label("The same passphrase again").fill(PASSPHRASE)
        page.get_by_role("button", name="Keep this passphrase").click()
        expect(page.get_by_role("heading", name="Your passphrase is kept")).to_be_visible()
        look()
        page.get_by_role("link", name="Sign in").click()
        self.give_passphrase()
        expect(page.get_by_role("heading", name="Set up your authenticator app")).to_be_visible()
        look()
        assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
        self.secret = page.locator("code.token").inner_text()
        self.give_code(self.code(), "Use this app")
        expect(page.get_by_role("heading", name="Write down your recovery codes")).to_be_visible()
        look()
        self.codes = page.locator(".codes code").all_inner_texts()
        assert len(self.codes) == 10
        page.get_by_role("link", name="I have kept them safe").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    def code(self) -> str:
        """A code that was not used yet: that of the next half minute fits as well."""
        import time

        now = time.time()
        fresh = next(code for at in (0, 30, -30) if (code := app_code(self.secret, now + at)) != self.used)
        self.used = fresh
        return fresh

    def give_passphrase(self) -> None:
        """The first page of signing in."""
        self.page.get_by_label("Your name here").fill(self.username)
        self.page.get_by_label("Passphrase").fill(self.passphrase)
        self.page.get_by_role("button", name="Go on to the code").click()

    def give_code(self, code: str, button: str = "Sign in") -> None:
        """A code, from the app or from the sheet."""
        self.page.get_by_label("Code").fill(code)
        self.page.get_by_role("button", name=button).click()

    def sign_out(self) -> None:
        """The way out, at the top of every page."""
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.get_by_role("heading", name="Sign in")).to_be_visible()


def a_person_comes_in_signs_out_and_in_again(
    server: RunningServer, page: Page, look: Callable[[], None], people: dict[str, Someone]
) -> None:
    alice = people["alice"] = Someone(page, server, "alice")
    alice.come_in(look)
    page.goto(f"{server.address}/account")
    look()
    alice.sign_out()
    look()
    alice.give_passphrase()
    look()
    alice.give_code(alice.code())
    expect(page.get_by_role("link", name="Alice")).to_be_visible()
    alice.sign_out()
    alice.give_passphrase()
    for _ in range(3):
        alice.give_code("000000")
        expect(page.get_by_role("alert")).to_contain_text("This code does not fit")
    look()
    alice.give_code(alice.codes[0])
    expect(page.get_by_role("link", name="Alice")).to_be_visible()
    page.goto(f"{server.address}/account")
    expect(page.get_by_text("9 recovery codes left")).to_be_visible()


def how_one_signs_in_is_changed(
    server: RunningServer, page: Page, walk: Callable[[], None], people: dict[str, Someone]
) -> None:
    """Every page on the way: the passphrase and the code once more, another passphrase, new codes, the way out."""
    alice, account = people["alice"], f"{server.address}/account"
    refused, press = page.get_by_role("alert"), page.get_by_role("button", name="Go on")
    again: list[tuple[str, str, str, Callable[[], str]]] = [
        ("again", "Your passphrase", "not this one at all", lambda: PASSPHRASE),
        ("again/code", "Code from your authenticator app", "000000", alice.code),
    ]
    for part, label, wrong, right in again:
        page.goto(f"{account}/{part}?next=/account")
        walk()
        page.get_by_label(label).fill(wrong)
        press.click()
        expect(refused).to_be_visible()
        walk()
        page.get_by_label(label).fill(right())
        press.click()
        expect(page).to_have_url(account)
    page.get_by_role("link", name="Change the passphrase").click()
    walk()
    for twice, refusal in [("too short", "at least 12 characters"), (f"{ANOTHER}s", "The two passphrases are not")]:
        page.get_by_label("Passphrase of today").fill(PASSPHRASE)
        page.get_by_label("New passphrase", exact=True).fill("too short" if twice == "too short" else ANOTHER)
        page.get_by_label("The new passphrase again").fill(twice)
        page.get_by_role("button", name="Change the passphrase").click()
        expect(refused).to_contain_text(refusal)
        walk()
    alice.passphrase = ANOTHER
    page.get_by_label("Passphrase of today").fill(PASSPHRASE)
    page.get_by_label("New passphrase", exact=True).fill(ANOTHER)
    page.get_by_label("The new passphrase again").fill(ANOTHER)
    page.get_by_role("button", name="Change the passphrase").click()
    expect(page.get_by_role("status")).to_contain_text("The passphrase is changed.")
    walk()
    page.get_by_role("link", name="Use another authenticator app").click()
    expect(page.get_by_role("heading", name="Use another authenticator app")).to_be_visible()
    walk()
    page.get_by_role("link", name="Keep the app of today").click()
    page.get_by_role("link", name="Make new recovery codes").click()
    walk()
    page.get_by_role("button", name="Make new recovery codes").click()
    expect(page.get_by_role("heading", name="Write down your recovery codes")).to_be_visible()
    walk()
    alice.codes = page.locator(".codes code").all_inner_texts()
    page.goto(f"{account}/recovery-codes")
    expect(page.get_by_text("You have 10 left that were not used.")).to_be_visible()
    walk()
    page.goto(f"{server.address}/sign-out")
    walk()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    walk()


def a_member_is_added_and_sees_the_study_and_a_stranger_does_not(
    server: RunningServer, page: Page, look: Callable[[], None], people: dict[str, Someone], browser: Browser
) -> None:
    server.module("tests.journeys.long_study", "alice", "12000")
    bobs = browser.new_context(ignore_https_errors=True).new_page()
    bob = Someone(bobs, server, "bob")
    bob.come_in(lambda: None)
    answer = bobs.goto(f"{server.address}/studies/walking")
    assert answer is not None and answer.status == 404
    alice = people["alice"]
    alice.page = page
    page.goto(f"{server.address}/sign-in")
    alice.give_passphrase()
    alice.give_code(alice.codes[1])
    page.goto(f"{server.address}/studies/walking/record")
    page.get_by_role("link", name="Who works in this study").click()
    look()
    page.get_by_label("The name they sign in with").fill("nobody")
    page.get_by_label(re.compile("^Supervisor")).check()
    page.get_by_role("button", name="Add them to the study").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody here signs in with that name")
    look()
    page.get_by_label("The name they sign in with").fill("bob")
    page.get_by_role("button", name="Add them to the study").click()
    expect(page.get_by_text("Supervisor, signs in as bob")).to_be_visible()
    answer = bobs.goto(f"{server.address}/studies/walking/members")
    assert answer is not None and answer.status == 200
    expect(bobs.get_by_text("Bob (you)")).to_be_visible()
    page.get_by_role("button", name="End Bob’s part in the study").click()
    expect(page.get_by_text("signs in as bob")).to_have_count(0)
    answer = bobs.goto(f"{server.address}/studies/walking")
    assert answer is not None and answer.status == 404
    bobs.context.close()


def a_long_table_outlives_the_worker_that_was_killed(
    server: RunningServer, page: Page, look: Callable[[], None], people: dict[str, Someone]
) -> None:
    alice = people["alice"]
    alice.page = page
    page.goto(f"{server.address}/sign-in")
    alice.give_passphrase()
    alice.give_code(alice.codes[2])
    page.goto(f"{server.address}/studies/walking/findings/analysed-transcript?case=1")
    page.get_by_role("button", name="Word", exact=True).click()
    expect(page).to_have_url(re.compile("/findings/waiting/"))
    expect(page.get_by_text(re.compile(r"^Row [\d,]+ of"))).to_be_visible(timeout=30_000)
    server.kill("worker-1")
    look()
    server.start_worker("worker-2")
    expect(page.get_by_text("It is ready.", exact=True)).to_be_visible(timeout=TAKEN_UP_MS)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Save the file").click()
    assert coming.value.path().read_bytes().startswith(b"PK")
    assert "exported" not in server.log("worker-2")
    trail = page.request.get(f"{server.address}/api/studies/walking/exports/trail?format=csv").text()
    assert trail.count("Took a table out.") == 1, "begun twice, taken out once"


def a_process_for_pages_may_die_unnoticed(server: RunningServer, page: Page, people: dict[str, Someone]) -> None:
    alice = people["alice"]
    alice.page = page
    page.goto(f"{server.address}/sign-in")
    alice.give_passphrase()
    alice.give_code(alice.codes[3])
    expect(page.get_by_role("link", name="Alice")).to_be_visible()
    server.kill("web-1")
    for _ in range(10):
        answer = page.goto(f"{server.address}/studies/walking/record")
        assert answer is not None and answer.status == 200
    server.start_web(1)
    server.kill("web-2")
    answer = page.goto(f"{server.address}/studies/walking/record")
    assert answer is not None and answer.status == 200
    server.start_web(2)


def nothing_is_served_past_tls_or_by_another_name(server: RunningServer) -> None:
    assert server.status("/sign-in", {"Host": "elsewhere.example"}) == 400
    assert "come-in" not in (server.folder / "access.log").read_text(encoding="utf-8")
    assert server.command("trail", "verify", "--as", "alice").count("holds") == 2


def test_a_server_as_its_people_meet_it(
    server: RunningServer, page: Page, look: Callable[[], None], walk: Callable[[], None], browser: Browser
) -> None:
    """One story, because each part goes on from the one before: the same server, the same people."""
    people: dict[str, Someone] = {}
    a_person_comes_in_signs_out_and_in_again(server, page, look, people)
    how_one_signs_in_is_changed(server, page, walk, people)
    page.context.clear_cookies()
    a_member_is_added_and_sees_the_study_and_a_stranger_does_not(server, page, look, people, browser)
    page.context.clear_cookies()
    a_long_table_outlives_the_worker_that_was_killed(server, page, look, people)
    page.context.clear_cookies()
    a_process_for_pages_may_die_unnoticed(server, page, people)
    nothing_is_served_past_tls_or_by_another_name(server)
