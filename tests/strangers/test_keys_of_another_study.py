"""Objects of another study: their keys mixed into my addresses, queries, forms and bodies, by somebody who leads both.

Who leads both may see both, so nothing but the mixing itself can be what refuses them.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from lifeworld.analysis.services.cases import reopen
from lifeworld.interviews.models import Arrival
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role
from tests.conftest import NOON
from tests.pages.people import signed_in
from tests.strangers.bodies import body_for, strayed
from tests.strangers.expected import CALLS, PAGES
from tests.strangers.threads import threads
from tests.strangers.walk import Address, addresses, ask, page_routes
from tests.strangers.world import NOT_KEPT, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]

# Parts that name no row of a study: the study itself, a number within it, what is no key, and a backup of the store.
WITHIN = {
    "slug", "number", "kind", "key", "document", "name", "duty", "meeting", "serial", "meeting_serial",
    "planned_meeting", "incident", "payment", "klass", "backup", "clause",
}  # fmt: skip


@pytest.fixture
def mine() -> World:
    return build_world("mine", "periwinkle")


@pytest.fixture
def theirs() -> World:
    return build_world("theirs", "quillon")


@pytest.fixture
def both(mine: World, theirs: World) -> Client:
    """Somebody who leads both studies."""
    person = Person.objects.create_person(username="both", name="Both")
    for world in (mine, theirs):
        Membership.objects.create(study=world.study, person=person, role=Role.LEAD)
    return signed_in(person)


def text_of(answer: Any) -> str:
    return (b"".join(answer) if answer.streaming else answer.content).decode("latin-1")


def test_another_studys_key_in_my_address_is_not_found(mine: World, theirs: World, both: Client) -> None:
    wrong = {}
    tried = 0
    for one in addresses():
        for part in set(one.parts) - WITHIN:
            if "{slug}" not in one.route:
                continue
            tried += 1
            address = one.filled({**mine.keys, **NOT_KEPT, part: theirs.keys[part]})
            body = body_for(one.method, one.route.removeprefix("/api"), {**mine.keys, **NOT_KEPT})
            answer = ask(both, one.method, address, body)
            if answer.status_code != 404 or theirs.secret in text_of(answer):
                wrong[f"{one.method} {one.route} {part}"] = answer.status_code
    assert tried > 20
    assert not wrong, wrong


def test_another_studys_key_in_the_body_of_a_call_is_not_found(mine: World, theirs: World, both: Client) -> None:
    tried, wrong = 0, {}
    for path, ways in CALLS.items():
        for method, way in ways.items():
            mine_body, their_body = (body_for(method, path, world.keys) for world in (mine, theirs))
            address = Address(path, f"/api{path}", method, way).filled({**mine.keys, **NOT_KEPT})
            for body in strayed(mine_body, their_body):
                tried += 1
                with transaction.atomic():
                    if "group" not in path and "contributions" not in path and "reopen" not in path:
                        reopen(access=mine.lead, at=NOON, case=Case.objects.get(pk=mine.keys["case"]), why="again")
                    answer = ask(both, method, address, body)
                    found = [*threads()]
                    transaction.set_rollback(True)
                if answer.status_code != 404 or found or theirs.secret in text_of(answer):
                    wrong[f"{method} {path} {body}"] = (answer.status_code, found)
    assert tried > 12
    assert not wrong, wrong


def sprawling(keys: dict[str, Any]) -> dict[str, Any]:
    """A form that names a key for everything a form of ours could name."""
    about = [f"{kind}:{keys[name]}" for kind, name in (("note", "note"), ("personal theme", "personal_theme"))]
    return {
        "about": [*about, f"group theme:{keys['group_theme']}"], "source": f"theme-{keys['personal_theme']}",
        "parent": keys["group_theme"], "group_theme": keys["group_theme"], "theme": keys["group_theme"],
        "contribution": keys["contribution"], "entries": keys["entry"], "leave": keys["arrival"],
        f"seen-{keys['arrival']}": "1", f"case-{keys['arrival']}": "1", f"role-{keys['arrival']}-0": "participant",
        "statement": keys["statement"], "layout": keys["layout"], "name": "a", "text": "a", "step": "noting",
        "written_on": "2026-03-02", "stance": "variant", "reason": "a", "why": "a", "format": "csv", "case": "1",
        f"version-{keys['document_version']}": "new", "label": "a", "what": "a", "submitted_on": "2026-02-27",
        "category": "substantial-amendment", "by_rec": "True", "reconsent": "nobody",
    }  # fmt: skip


def test_forms_and_queries_that_name_another_studys_keys_reach_nothing(
    mine: World, theirs: World, both: Client
) -> None:
    form = sprawling(dict(theirs.keys))
    waiting = set(Arrival.objects.values_list("pk", flat=True))
    for name, route in page_routes():
        for method, way in PAGES.get(name, {}).items():
            address = Address(name, route, method, way).filled({**mine.keys, **NOT_KEPT})
            with transaction.atomic():
                answer = ask_and_keep(both, method, address, form)
                assert answer.status_code < 500, (method, route)
                assert theirs.secret not in text_of(answer), (method, route)
                assert [*threads()] == [], (method, route)
                assert theirs.keys["arrival"] in set(Arrival.objects.values_list("pk", flat=True)), (method, route)
                transaction.set_rollback(True)
    assert set(Arrival.objects.values_list("pk", flat=True)) == waiting


def ask_and_keep(client: Client, method: str, address: str, form: dict[str, Any]) -> Any:
    return getattr(client, method)(address, form)


def test_a_layout_of_another_case_of_my_study_is_not_copied_either(mine: World, both: Client) -> None:
    other = Case.objects.get(study=mine.study, number=2)
    answer = ask(both, "post", f"/api/cases/{other.pk}/layouts", {"name": "a", "copy_of": mine.keys["layout"]})
    assert answer.status_code == 404
