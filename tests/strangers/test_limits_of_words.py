"""How long a text may be, how far a page or a place may lie, what a search reads, how many files may wait.

Each is tried at its edge: the last that goes in is kept whole; one more is refused in words that repeat nothing of what
was sent, and nothing is changed.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from lifeworld.analysis.services.cases import reopen
from lifeworld.interviews.models import Arrival
from lifeworld.interviews.services.arrivals import MOST_WAITING, drop_arrivals
from lifeworld.study.models import Case, Study
from lifeworld.trail.models import Act
from tests.conftest import NOON, Ground
from tests.pages.people import signed_in
from tests.strangers.bodies import body_for
from tests.strangers.world import World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]

MARK = "periwinkle"
SECRET = "an otter"
LAST = 1_000_000
BEYOND = ["0", "-1", "1000001", str(2**63), "9" * 400, "1.5", "many"]
LENGTHS = [
    ("post", "/cases/{case}/notes", "body", 20_000),
    ("patch", "/notes/{note}", "body", 20_000),
    ("post", "/cases/{case}/statements", "text", 2_000),
    ("patch", "/statements/{statement}", "text", 2_000),
    ("post", "/statements/{statement}/set-aside", "reason", 2_000),
    ("patch", "/cases/{case}", "summary", 100_000),
    ("patch", "/studies/{slug}", "eligibility", 100_000),
    ("post", "/cases/{case}/layouts", "name", 120),
    ("patch", "/layouts/{layout}", "name", 120),
    ("post", "/layouts/{layout}/themes", "name", 300),
    ("patch", "/personal-themes/{theme}", "name", 300),
    ("patch", "/personal-themes/{theme}", "rationale", 5_000),
    ("post", "/studies/{slug}/diary", "text", 50_000),
    ("patch", "/diary/{entry}", "text", 50_000),
    ("post", "/studies/{slug}/group-themes", "name", 300),
    ("post", "/studies/{slug}/group-themes", "description", 20_000),
    ("patch", "/group-themes/{theme}", "absence", 20_000),
    ("post", "/group-themes/{theme}/contributions", "comment", 5_000),
    ("patch", "/contributions/{contribution}", "comment", 5_000),
    ("post", "/studies/{slug}/personal-themes/{theme}/set-aside", "reason", 2_000),
]

PLACES = {
    "/layouts/{layout}/place": ("x", "y", "position"),
    "/layouts/{layout}/themes": ("x", "y"),
    "/personal-themes/{theme}": ("x", "y", "position"),
    "/group-themes/{theme}": ("position",),
    "/contributions/{contribution}": ("position",),
}

# What is written only while its case is open; the group level reads cases that are signed off.
OF_A_CASE = ("/cases", "/notes", "/statements", "/layouts", "/personal-themes")


@pytest.fixture(scope="module")
def laid(ground: Ground) -> World:
    return ground.lay(lambda: build_world("mine", SECRET))


@pytest.fixture
def world(laid: World) -> World:
    """A study with something of every kind, its cases signed off and read together."""
    return deepcopy(laid)


@pytest.fixture
def browser(world: World) -> Client:
    return signed_in(world.people["lead"])


def call(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    return client.generic(method.upper(), f"/api{path}", json.dumps(body), "application/json")


def open_again(world: World) -> None:
    reopen(access=world.lead, at=NOON, case=Case.objects.get(pk=world.keys["case"]))


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done in one world, so that the next thing finds it as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def filled(path: str, world: World) -> str:
    # A theme that a group theme uses is not set aside.
    unused = "other_theme" if path.startswith("/studies") else "personal_theme"
    theme = "group_theme" if path.startswith("/group-themes") else unused
    return path.format(**{**world.keys, "theme": world.keys[theme]})


def refused(answer: Any) -> None:
    """In three sentences, without a word of what was sent."""
    body = answer.json()
    assert answer.status_code == 422 and all(body[name] for name in ("what", "safe", "do"))
    assert MARK not in answer.content.decode() and SECRET not in answer.content.decode()


def test_a_text_is_kept_whole_to_its_limit_and_refused_beyond_it(
    world: World, browser: Client, subtests: pytest.Subtests
) -> None:
    for method, path, field, limit in LENGTHS:
        with subtests.test(f"{method} {path} {field}"), taken_back():
            is_kept_to_its_limit(world, browser, method, path, field, limit)


def is_kept_to_its_limit(world: World, browser: Client, method: str, path: str, field: str, limit: int) -> None:
    # Counted in characters, whatever they weigh: each of these is four bytes, and two units in a browser.
    whole = MARK + "🙂" * (limit - len(MARK))
    address, body = filled(path, world), body_for(method, path, world.keys)
    if path.startswith(OF_A_CASE):
        open_again(world)
    acts = Act.objects.count()
    refused(call(browser, method, address, {**body, field: whole + "🙂"}))
    assert Act.objects.count() == acts
    kept = call(browser, method, address, {**body, field: whole})
    assert kept.status_code == 200 and Act.objects.count() == acts + 1
    detail = Act.objects.latest("pk").detail
    assert whole in f"{detail.changes} {detail.why}"


def test_a_text_that_a_long_record_brought_in_stays_and_keeps_nobody_from_the_rest(
    world: World, browser: Client
) -> None:
    long = "periwinkle " * 20_000
    Study.objects.filter(pk=world.study.pk).update(research_summary=long)
    both = {"research_summary": long, "rec_name": "East of England"}
    assert call(browser, "patch", "/studies/mine", both).status_code == 200
    refused(call(browser, "patch", "/studies/mine", {"research_summary": f"{long}."}))
    world.study.refresh_from_db()
    assert (world.study.research_summary, world.study.rec_name) == (long, "East of England")


def test_a_form_keeps_what_was_too_long_on_the_page_and_not_in_its_message(world: World, browser: Client) -> None:
    whole = MARK + "a" * (50_000 - len(MARK))
    typed = {"step": "noting", "written_on": "2026-03-02"}
    answer = browser.post("/studies/mine/diary/new", {**typed, "text": whole + "a"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "This text is longer than 50,000 characters." in page
    assert whole + "a" in page and page.count(MARK) == 1
    assert browser.post("/studies/mine/diary/new", {**typed, "text": whole}).status_code == 302


def test_a_list_has_a_millionth_page_and_none_beyond(world: World, browser: Client) -> None:
    open_again(world)
    for path in ("/studies/{slug}/trail", "/studies/{slug}/diary", "/studies/{slug}/search", "/cases/{case}/search"):
        for page in ("1", "2", str(LAST)):
            assert browser.get(f"/api{filled(path, world)}", {"q": "river", "page": page}).status_code == 200
        for page in BEYOND:
            refused(browser.get(f"/api{filled(path, world)}", {"q": "river", "page": page}))


def test_a_page_of_a_list_is_shown_whatever_number_is_asked_for(world: World, browser: Client) -> None:
    names = ("trail", "diary", "search", "people", "interviews", "analysis", "cases/1/search")
    for name in (*names, f"transcripts/{world.keys['draft']}"):
        for page in ("1", str(LAST), *BEYOND, "9" * 5_000, "٣", ""):
            answer = browser.get(f"/studies/mine/{name}", {"q": "river", "page": page})
            assert answer.status_code == 200, (name, page[:10])


def test_a_number_that_no_object_has_is_not_found(world: World, browser: Client) -> None:
    for number in (2**63 - 1, 2**63, 10**30):
        for path in (
            f"/studies/mine/cases/{number}", f"/studies/mine/cases/{number}/transcript",
            f"/studies/mine/diary/{number}", f"/api/cases/{number}/reader", f"/api/transcripts/{number}",
            f"/api/group-themes/{number}/chain",
        ):  # fmt: skip
            assert browser.get(path).status_code == 404, path
        for path in (f"/api/notes/{number}", f"/api/statements/{number}", f"/api/contributions/{number}"):
            assert browser.patch(path, "{}", content_type="application/json").status_code == 404, path


def test_a_place_is_read_to_a_million_and_no_further(world: World, browser: Client, subtests: pytest.Subtests) -> None:
    for path, names in PLACES.items():
        with subtests.test(path), taken_back():
            is_read_to_a_million(world, browser, path, names)


def is_read_to_a_million(world: World, browser: Client, path: str, names: tuple[str, ...]) -> None:
    method = "post" if "/layouts" in path else "patch"
    if path.startswith(OF_A_CASE):
        open_again(world)
    body = body_for(method, path, world.keys) if method == "post" else {}

    def sent(name: str, value: int) -> Any:
        card = {"statement": world.keys["statement"], name: value}
        return call(
            browser, method, filled(path, world), {"cards": [card]} if "place" in path else {**body, name: value}
        )

    for name in names:
        least = 0 if name == "position" else -LAST
        for value in (least, LAST):
            assert sent(name, value).status_code == 200
        acts = Act.objects.count()
        for value in (least - 1, LAST + 1, 2**63 - 1, 2**63):
            refused(sent(name, value))
        assert Act.objects.count() == acts


def test_a_search_reads_its_first_four_hundred_characters(world: World, browser: Client) -> None:
    def found(query: str) -> int:
        answer = browser.get(f"/api/cases/{world.keys['case']}/search", {"q": query})
        assert answer.status_code == 200
        assert browser.get("/studies/mine/search", {"q": query}).status_code == 200
        return len(answer.json()["hits"])

    assert found("river") > 0 and found("river submarine") == 0
    assert found("river".ljust(400) + "submarine") > 0
    assert found("river".ljust(399) + "ß submarine") == 0  # the 400th is read
    assert found("river".ljust(400) + "ß submarine") > 0  # and the 401st is not


def test_a_search_takes_any_string(world: World, browser: Client) -> None:
    strange = [
        "", " ", '"', '""', "*", "**", '"*', "%", "_", "\\", "'", "';--", "(", ")", "NEAR(", "river NOT", "AND OR NOT",
        "words:river", "scope:s1", "{river}", "river:*", "-river", "+", "^river", "river\nwent", "\x02\x03",
        "🙂", "\u0301", "e\u0301", "\u202eriver", "\ufb03", "\u0130",
        "a" * 400, "a" * 100_000, "a " * 5_000, '"a" ' * 5_000, "a* " * 200, '"' * 10_000, "\u201c" * 400,
    ]  # fmt: skip
    pages = ("/studies/mine/search", "/studies/mine/cases/1/search")
    for query in strange:
        for path in (f"/api/cases/{world.keys['case']}/search", "/api/studies/mine/search", *pages):
            assert browser.get(path, {"q": query}).status_code == 200, ascii(query[:20])


def test_forty_files_wait_for_each_person_and_not_one_more(world: World, browser: Client) -> None:
    def bring(count: int) -> Any:
        files = [SimpleUploadedFile(f"{MARK}-{n}.txt", b"I: a periwinkle") for n in range(count)]
        return browser.post("/studies/mine/interviews/import", {"files": files})

    assert Arrival.objects.count() == 1
    too_many = bring(MOST_WAITING)
    assert too_many.status_code == 422 and f"At most {MOST_WAITING} files can wait" in too_many.content.decode()
    assert MARK not in too_many.content.decode()
    assert Arrival.objects.count() == 1
    assert bring(MOST_WAITING - 1).status_code == 302
    assert Arrival.objects.count() == MOST_WAITING
    assert bring(1).status_code == 422
    assert Arrival.objects.count() == MOST_WAITING
    drop_arrivals(access=world.lead, ids=[world.keys["arrival"]])
    assert bring(1).status_code == 302
    assert Arrival.objects.count() == MOST_WAITING
