"""Whoever presses "Take it out" twice is told so calmly and led back, and learns nothing of what is not theirs."""

from copy import deepcopy

import pytest

from lifeworld.config.middleware import TAKING_OUT
from tests.conftest import Ground
from tests.pages.people import signed_in, words_of
from tests.strangers.expected import PAGES
from tests.strangers.walk import Address, page_routes
from tests.strangers.world import NOT_KEPT, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]
# A table, a study as a file; and a payment, whose own page says it.
OTHERWISE = {"take-out", "take-out-study", "payment-take-out"}
SAID = "If you pressed twice, it was taken out the first time"


@pytest.fixture(scope="module")
def laid(ground: Ground) -> tuple[World, World]:
    return ground.lay(lambda: (build_world("mine", "periwinkle"), build_world("theirs", "quillon")))


@pytest.fixture
def world(laid: tuple[World, World]) -> World:
    return deepcopy(laid[0])


@pytest.fixture
def theirs(laid: tuple[World, World]) -> World:
    return deepcopy(laid[1])


def pressed(name: str, world: World, **keys: object) -> str:
    """The address that takes something of the world out."""
    route = dict(page_routes())[name]
    return Address(name, route, "post", PAGES[name]["post"]).filled({**world.keys, **NOT_KEPT, **keys})


def test_every_address_that_takes_out_is_known() -> None:
    assert {name for name in PAGES if "take-out" in name} == {*TAKING_OUT, *OTHERWISE}


@pytest.mark.parametrize("name", ["take-out-entry", "contribution-take-out", "group-theme-take-out"])
def test_the_second_press_is_told_of_the_first_and_led_back(world: World, name: str) -> None:
    browser, address = signed_in(world.people["lead"]), pressed(name, world)
    assert browser.post(address).status_code == 302
    again = browser.post(address)
    assert again.status_code == 404 and SAID in words_of(again)
    page = f"/studies/mine/{TAKING_OUT[name]}"
    assert f'href="{page}"' in words_of(again) and browser.get(page).status_code == 200


@pytest.mark.parametrize("name", TAKING_OUT)
def test_what_never_was_and_what_is_not_ones_own_are_answered_alike(world: World, theirs: World, name: str) -> None:
    address = pressed(name, world)
    never = pressed(name, world, **dict.fromkeys(world.keys, 2**40) | {"slug": "mine"})
    stranger = signed_in(theirs.people["lead"])
    answers = [stranger.post(address), signed_in(world.people["lead"]).post(never)]
    assert [one.status_code for one in answers] == [404, 404]
    assert all(SAID in words_of(one) and "periwinkle" not in words_of(one) for one in answers)
