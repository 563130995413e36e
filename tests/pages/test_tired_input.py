"""What a tired person sends by every form of running a study: it is taken, or answered in clear words and kept typed.

The forms are read from the pages themselves, so that a new one is tried without being named here.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.utils.timezone import localdate

from tests.conftest import Ground
from tests.pages.people import signed_in
from tests.strangers.walk import addresses
from tests.strangers.world import NOT_KEPT, World, build_world

ROOMS = (
    "obligations", "approvals", "documents", "safety", "recruitment", "names", "consent", "deviations", "meetings",
    "incidents", "guides", "withdrawals", "retention",
)  # fmt: skip
pytestmark = pytest.mark.django_db
LONG = "a role that goes on and on " * 186 + "and on"


@dataclass
class Form:
    """One form of a page: where it sends, and each of its fields as (name, what it is, value as it stands)."""

    action: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Reads the forms that post."""

    def __init__(self, page: str, at: str) -> None:
        super().__init__()
        self.at, self.found, self.open, self.area = at, list[Form](), False, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = of.get("method") == "post"
            if self.open:
                self.found.append(Form(of.get("action") or self.at))
        elif self.open and of.get("name"):
            self._field(tag, of)
        elif self.open and tag == "option" and self.area == "select":
            name, kind, value = self.found[-1].fields[-1]
            if "selected" in of or not value:
                self.found[-1].fields[-1] = (name, kind, of.get("value", ""))

    def _field(self, tag: str, of: dict[str, str]) -> None:
        kind = {"textarea": "words", "select": "select"}.get(tag, of.get("type", "text"))
        if tag == "input" and of.get("inputmode") in {"numeric", "decimal"}:
            kind = "number"
        if tag == "button" or kind == "file":
            return
        fields = self.found[-1].fields
        if kind != "radio" or of["name"] not in [name for name, _, _ in fields] or "checked" in of:
            fields[:] = [one for one in fields if kind != "radio" or one[0] != of["name"]]
            fields.append((of["name"], kind, of.get("value", "")))
        self.area = tag

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "form"


def tired(kind: str, value: str, how: str) -> str:
    """What a tired person leaves in one field."""
    if kind in {"hidden", "radio", "select", "checkbox"}:
        return value
    if how == "nothing":
        return ""
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    typed = {
        "twice": {"date": localdate().isoformat(), "time": "14:00", "number": "9", "text": "care coordinator"},
        "two windows": {"date": localdate().isoformat(), "time": "15:00", "number": "8", "text": "the psychologist"},
        "tomorrow": {"date": tomorrow, "time": "14:00", "number": "9", "text": "care coordinator"},
        "year 0216": {"date": "0216-03-15", "time": "2 pm", "number": "about six", "text": "maeve@example.org"},
        "much": {"date": "2016-02-31", "time": "25:61", "number": "9" * 40, "text": LONG},
    }[how]
    return typed.get(kind, typed["text"])


@pytest.fixture(scope="module")
def laid(ground: Ground) -> World:
    return ground.lay(lambda: build_world("mine", "periwinkle"))


@pytest.fixture
def world(laid: World, sealed_store: object) -> World:
    return deepcopy(laid)


def forms_of(client: Client, world: World) -> Iterator[Form]:
    """Every form that posts, on every page of these rooms, each once."""
    keys, seen = {**world.keys, **NOT_KEPT}, set[tuple[str, tuple[str, ...]]]()
    for one in addresses():
        at = one.filled(keys)
        if one.method.upper() != "GET" or not any(f"/{room}" in one.route for room in ROOMS) or "/api/" in one.route:
            continue
        page = client.get(at)
        if page.status_code != 200 or "text/html" not in page["Content-Type"]:
            continue
        for form in Forms(page.content.decode(), urlsplit(at).path).found:
            key = (form.action, tuple(sorted({name for name, _, _ in form.fields})))
            # Each page has the button that locks the store, which is no form of a study.
            if key not in seen and form.action.startswith("/studies/"):
                seen.add(key)
                yield form


def send(client: Client, form: Form, how: str) -> list[str]:
    """Send one form in one way, and tell what is wrong with how it was answered. Nothing of it lasts."""
    sent = {name: tired(kind, unescape(value), how) for name, kind, value in form.fields}
    with transaction.atomic():
        if how in {"twice", "two windows"}:
            first = {name: tired(kind, unescape(value), "twice") for name, kind, value in form.fields}
            client.post(form.action.split("#")[0], first)
        answer = client.post(form.action.split("#")[0], sent)
        transaction.set_rollback(True)
    if answer.status_code in {200, 302}:
        return []
    if answer.status_code not in {404, 409, 422}:
        return [f"{answer.status_code}"]
    said = answer.content.decode()
    if how == "twice" or answer.status_code == 404:
        # The first press was kept: the second says so, or that what was taken out is not there any more.
        return [] if 'role="alert"' in said or answer.status_code == 404 else [f"{answer.status_code} and no message"]
    wrong = [] if 'role="alert"' in said else [f"{answer.status_code} and no message"]
    for name, kind, _ in form.fields:
        if how == "two windows" and f'name="{name}"' not in said:
            continue  # what the first window did left no such form to fill in
        if kind not in {"hidden", "radio", "select", "checkbox"} and sent[name] and escape(sent[name]) not in said:
            wrong.append(f"{name} is lost")
    return wrong


@pytest.mark.parametrize("how", ["nothing", "twice", "two windows", "tomorrow", "year 0216", "much"])
def test_every_form_answers_a_tired_person_clearly_and_keeps_what_was_typed(world: World, how: str) -> None:
    client = signed_in(world.people["lead"])
    forms = list(forms_of(client, world))
    assert len(forms) > 50
    wrong = {form.action: found for form in forms if (found := send(client, form, how))}
    assert not wrong, "\n".join(f"{action}: {found}" for action, found in wrong.items())
