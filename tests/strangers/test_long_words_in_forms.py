"""Five thousand characters in each field of every form: kept where there is room, else refused in words. Never a fault.

PostgreSQL refuses what is longer than its column with an error, and SQLite keeps it; so it is looked for, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Length
from django.test import Client

from lifeworld.trail.models import Act
from tests.pages.people import signed_in
from tests.strangers.expected import PAGES
from tests.strangers.walk import Address, page_routes
from tests.strangers.world import NOT_KEPT, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]
LONG = "periwinkle " * 454 + "end of"
FILLED = {"date": "2026-03-02", "time": "10:00", "datetime-local": "2026-03-02T10:00", "number": "1"}
TYPED = {"text", "search", "tel", "email", "url", "hidden", "password"}


@dataclass
class Form:
    """One form of a page: where it goes, what it sends when filled in plainly, which fields are typed into, which of
    these are boxes for several lines."""

    action: str
    sent: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page that act."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self.form, self.select = page, list[Form](), Form(""), ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        """Note a form, and every field with what it would send."""
        has = {name: value or "" for name, value in given}
        name = has.get("name", "")
        if tag == "form":
            self.form = Form(has.get("action") or self.page)
            if has.get("method", "").lower() == "post":
                self.found.append(self.form)
        elif tag == "textarea" and name:
            self.form.sent[name] = "a"
            self.form.typed.append(name)
            self.form.boxes.append(name)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and (has.get("value") and not self.form.sent.get(self.select)):
            self.form.sent[self.select] = has["value"]
        elif tag == "input" and name and has.get("type") != "file":
            kind = has.get("type", "text")
            self.form.sent.setdefault(name, has.get("value") or FILLED.get(kind, "a"))
            if kind in TYPED and name != "csrfmiddlewaretoken":
                self.form.typed.append(name)


def forms_of(client: Client, world: World) -> Iterator[Form]:
    """Every form that the lead meets in the study, once."""
    seen = set()
    for name, route in page_routes():
        way = PAGES.get(name, {}).get("get")
        if way is None or "{key}" in route:
            continue
        address = Address(name, route, "get", way).filled({**world.keys, **NOT_KEPT})
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer["Content-Type"] or answer.streaming:
            continue
        forms = Forms(address)
        forms.feed(answer.content.decode())
        for form in forms.found:
            key = (form.action, tuple(form.sent))
            if key not in seen and form.typed:
                seen.add(key)
                yield form


def too_long() -> list[str]:
    """Every column that holds more than it has room for."""
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("lifeworld."):
            for one in model._meta.concrete_fields:
                if isinstance(one, CharField) and one.max_length:
                    longer = model._default_manager.annotate(n=Length(one.attname)).filter(n__gt=one.max_length)
                    if longer.exists():
                        found.append(f"{model._meta.label}.{one.attname}")
    return found


def test_no_form_meets_a_fault_or_keeps_more_than_its_column(client: Client) -> None:
    world = build_world("mine", "an otter")
    browser = signed_in(world.people["lead"])
    browser.post("/studies/mine/names/open", {"purpose": "new"})
    tried, wrong = 0, list[Any]()
    for form in forms_of(browser, world):
        for name in form.typed:
            tried += 1
            with transaction.atomic():
                acts = Act.objects.count()
                try:
                    with transaction.atomic():
                        answer = browser.post(form.action, {**form.sent, name: LONG})
                    told = answer.status_code
                    kept = too_long() if Act.objects.count() != acts else []
                except Exception as fault:
                    told, kept = 500, [type(fault).__name__]
                if told >= 500 or kept:
                    wrong.append((form.action, name, told, kept))
                transaction.set_rollback(True)
    assert tried > 100
    assert not wrong, wrong
