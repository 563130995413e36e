"""Every page and every call, tried by every role, by somebody of another study, and by nobody.

What is expected comes from the table of rights (`study/rules/roles.py`) and from `expected.py`, which says what each
address is for. A new address fails until it is listed there.
"""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from lifeworld.study.models import Role
from tests.conftest import Ground
from tests.pages.people import signed_in
from tests.strangers.bodies import body_for
from tests.strangers.expected import CALLS, OPEN_TO_NOBODY, OUTSIDE, PAGES, Way
from tests.strangers.walk import METHODS, Address, addresses, ask, calls, page_routes
from tests.strangers.world import NOT_KEPT, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]


@pytest.fixture(scope="module")
def laid(ground: Ground) -> World:
    return ground.lay(lambda: build_world("mine", "periwinkle"))


@pytest.fixture
def mine(laid: World) -> World:
    return deepcopy(laid)


@pytest.fixture
def theirs() -> World:
    return build_world("theirs", "quillon")


def filled(one: Address, world: World) -> tuple[str, str, Any]:
    """What `ask` takes: method, address, and a body that fits where one is needed."""
    keys = {**world.keys, **NOT_KEPT}
    body = body_for(one.method, one.route.removeprefix("/api"), keys) if one.route.startswith("/api/") else {}
    return one.method, one.filled(keys), body


def text_of(answer: Any) -> str:
    return (b"".join(answer) if answer.streaming else answer.content).decode("latin-1")


def test_every_address_is_listed_and_every_listed_one_exists() -> None:
    assert {name for name, _ in page_routes()} == {*PAGES, *OUTSIDE}
    listed = {path: set(ways) for path, ways in CALLS.items()}
    assert {path: set(methods) for path, methods in calls().items()} == listed


@pytest.mark.parametrize("role", Role.values)
def test_a_role_meets_what_the_table_of_rights_says(role: str, mine: World) -> None:
    client = signed_in(mine.people[role])
    wrong = {}
    for one in addresses():
        status = ask(client, *filled(one, mine)).status_code
        refused = one.way.refusal(role)
        if "{key}" in one.route:  # a table in the making: nobody but its maker has it, and there is none
            refused = refused or 404
        met = status == refused if refused else status < 500 and status not in {401, 403, 404, 405}
        if not met:
            wrong[f"{one.method} {one.route}"] = (status, refused or "let in")
    assert not wrong, "\n".join(f"{address}: {met}" for address, met in wrong.items())


def test_somebody_of_another_study_finds_nothing_anywhere(mine: World, theirs: World) -> None:
    client = signed_in(theirs.people["lead"])
    wrong = {}
    for one in addresses():
        answer = ask(client, *filled(one, mine))
        if answer.status_code != 404 or mine.secret in text_of(answer):
            wrong[f"{one.method} {one.route}"] = answer.status_code
    assert not wrong, "\n".join(f"{address}: {met}" for address, met in wrong.items())


def test_nobody_is_sent_to_unlock_and_told_nothing(client: Client, mine: World) -> None:
    for one in addresses():
        answer = ask(client, *filled(one, mine))
        assert mine.secret not in text_of(answer)
        if one.route.startswith("/api/"):
            assert answer.status_code == 423, one
        else:
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/unlock"), one


def test_nobody_reaches_only_the_way_in_and_the_help(client: Client, mine: World) -> None:
    for name, route in page_routes():
        for method, way in OUTSIDE.get(name, {}).items():
            answer = ask(client, method, Address(name, route, method, way).filled({**mine.keys, **NOT_KEPT}))
            away = answer.status_code == 302 and answer["Location"].startswith("/unlock")
            assert answer.status_code < 500
            assert away or name in OPEN_TO_NOBODY, name
            assert mine.secret not in text_of(answer)


def test_another_method_is_refused_as_such(mine: World) -> None:
    client = signed_in(mine.people["lead"])
    known = [(route, set({**OUTSIDE, **PAGES}[name])) for name, route in page_routes()]
    known += [(f"/api{path}", set(ways)) for path, ways in CALLS.items()]
    wrong = {}
    for route, methods in known:
        for method in set(METHODS) - methods:
            address = Address("", route, method, Way(None)).filled({**mine.keys, **NOT_KEPT})
            status = ask(client, method, address).status_code
            if status != 405:
                wrong[f"{method} {route}"] = status
    assert not wrong, "\n".join(f"{address}: {met}" for address, met in wrong.items())
