"""Two hundred thousand letters in every text that a call or a page takes: refused in words, kept nowhere, still there.

The calls are those of the API's own document and the boxes those of the pages, so that a new text is tried as it comes.
"""

import json
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

import pytest
from django.db import transaction

from lifeworld.config.api import api
from lifeworld.trail.models import Act
from tests.pages.people import signed_in
from tests.strangers.bodies import body_for
from tests.strangers.test_limits_of_words import OF_A_CASE, call, filled, open_again
from tests.strangers.test_long_words_in_forms import forms_of
from tests.strangers.world import World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]

MARK = "periwinkle"
LONG = f"{MARK} {'a' * 200_000}"
# A study's public record, and a transcript that is pasted: the whole of either is a text of its own.
LONGER_ONES = {"summary", "text"}
# Taking something back sends the shape of setting it aside, and its reason is not read.
NOT_READ = ("post", "/statements/{statement}/take-back", ["reason"])


def texts() -> Iterator[tuple[str, str, list[str]]]:
    """Every text that a call takes: the call, and the way to the text in its body (`[]` is each of a list)."""
    document = api.get_openapi_schema(path_prefix="")
    for path, item in document["paths"].items():
        for method in ("post", "put", "patch"):
            content = item.get(method, {}).get("requestBody", {}).get("content", {})
            if "application/json" in content:
                for way in _ways(content["application/json"]["schema"], document["components"]["schemas"]):
                    yield method, path, way


def _ways(schema: Mapping[str, Any], named: Mapping[str, Any]) -> Iterator[list[str]]:
    if "$ref" in schema:
        yield from _ways(named[schema["$ref"].rsplit("/", 1)[1]], named)
    for one in schema.get("anyOf", ()):
        yield from _ways(one, named)
    for name, inner in schema.get("properties", {}).items():
        yield from ([name, *way] for way in _ways(inner, named))
    if schema.get("type") == "array":
        yield from (["[]", *way] for way in _ways(schema["items"], named))
    if schema.get("type") == "string" and not {"enum", "const", "format"} & set(schema):
        yield []


def changed() -> int:
    """How many acts changed something; to look at a sealed record is one that does not."""
    return Act.objects.exclude(verb="read incident").count()


def with_long(body: Any, way: list[str]) -> Any:
    """The body with the long text at the end of the way."""
    if not way:
        return LONG
    if way[0] == "[]":
        return [with_long(one, way[1:]) for one in body or [{}]]
    return {**(body or {}), way[0]: with_long((body or {}).get(way[0]), way[1:])}


@pytest.fixture
def world() -> World:
    """A study with something of every kind."""
    return build_world("mine", "an otter")


def test_every_text_of_every_call_has_a_limit(world: World, subtests: pytest.Subtests) -> None:
    browser = signed_in(world.people["lead"])
    found = [one for one in texts() if one != NOT_READ]
    assert len(found) > 40 and ("post", "/cases/{case}/notes", ["body"]) in found
    for method, path, way in found:
        with subtests.test(f"{method} {path} {'.'.join(way)}"), transaction.atomic():
            if path.startswith(OF_A_CASE) and not path.endswith("/reopen"):
                open_again(world)
            acts = Act.objects.count()
            body = with_long(body_for(method, path, world.keys), way)
            answer = call(browser, method, filled(path, world), body)
            told = answer.json()
            # A quote that is not what stands there is out of date (409), however long it is.
            assert answer.status_code == (409 if way[-1] == "quote" else 422)
            assert all(told[name] for name in ("what", "safe", "do")) and MARK not in json.dumps(told)
            assert Act.objects.count() == acts
            transaction.set_rollback(True)


def test_every_box_of_every_page_has_a_limit_and_keeps_what_was_typed(world: World) -> None:
    browser, tried, wrong = signed_in(world.people["lead"]), 0, list[Any]()
    browser.post("/studies/mine/names/open", {"purpose": "new"})
    for form in forms_of(browser, world):
        for name in form.boxes:
            tried += 1
            with transaction.atomic():
                acts = changed()
                answer = browser.post(form.action, {**form.sent, name: LONG})
                there = LONG in unescape(answer.content.decode())
                if answer.status_code not in (409, 422) or changed() != acts or not there:
                    wrong.append((form.action, name, answer.status_code, there))
                transaction.set_rollback(True)
    assert tried > 30
    wrong = [one for one in wrong if one[1] not in LONGER_ONES]
    assert not wrong, wrong
