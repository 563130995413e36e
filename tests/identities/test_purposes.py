"""What names may be opened for and about whom, and what can be kept of somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.identities.rules.holding import HELD, complete, to_send, wrong_with
from lifeworld.identities.rules.purposes import (
    OWN_WORD,
    PURPOSES,
    Purpose,
    Standing,
    left_in_words,
    why_not_look,
    why_not_write,
)
from lifeworld.recruitment.rules.reasons import REASONS

AGREED = Standing(agreed=True)


def test_every_purpose_has_its_words() -> None:
    assert set(PURPOSES) == set(Purpose)


def test_the_reasons_of_ones_own_word_are_reasons_of_the_log() -> None:
    assert set(REASONS) >= OWN_WORD


@pytest.mark.parametrize("purpose", [one for one in Purpose if one != Purpose.NEW])
def test_somebody_who_agreed_is_opened_for_each_purpose_but_a_new_person(purpose: str) -> None:
    assert why_not_look(purpose, AGREED) == ""
    assert why_not_look(Purpose.NEW, AGREED) != ""


@pytest.mark.parametrize("reason", sorted(OWN_WORD))
def test_after_their_word_only_acting_on_it_and_a_risk_open_them(reason: str) -> None:
    opened = {purpose for purpose in Purpose if not why_not_look(purpose, Standing(agreed=True, left=reason))}
    assert opened == {Purpose.WITHDRAWAL, Purpose.RISK}
    asked = Standing(agreed=True, left=reason, asked_for="findings")
    assert {purpose for purpose in Purpose if not why_not_look(purpose, asked)} == opened | {Purpose.ASKED_FOR}


def test_somebody_who_asked_for_contact_to_stop_stands_as_if_they_had_left() -> None:
    for purpose in Purpose:
        for asked_for in ("", "findings"):
            stopped = Standing(agreed=True, stopped=True, asked_for=asked_for)
            left = Standing(agreed=True, left="withdrew-after", asked_for=asked_for)
            assert why_not_look(purpose, stopped) == why_not_look(purpose, left)
            assert why_not_write(purpose, stopped, written=False) == why_not_write(purpose, left, written=False) != ""


def test_nothing_is_sent_to_who_does_not_wish_it() -> None:
    declined = Standing(agreed=True, asked_for="findings", declined=True)
    assert "does not wish" in why_not_look(Purpose.ASKED_FOR, declined)
    assert why_not_look(Purpose.MEETING, declined) == ""


def test_who_left_for_another_reason_may_still_be_reached() -> None:
    assert why_not_look(Purpose.MEETING, Standing(agreed=True, left="lost")) == ""


def test_no_purpose_of_somebodys_own_opens_anything() -> None:
    assert why_not_look("curiosity", AGREED) and why_not_look("", AGREED)


@given(
    st.builds(Standing, st.booleans(), st.sampled_from(["", *REASONS]), st.booleans()), st.sampled_from(list(Purpose))
)
def test_nobody_is_written_down_before_they_agreed_or_after_their_word(standing: Standing, purpose: str) -> None:
    written = why_not_write(purpose, standing, written=False) == ""
    assert written == (standing.agreed and standing.left not in OWN_WORD and not standing.stopped)


@given(st.builds(Standing, st.booleans(), st.sampled_from(["", *REASONS]), destroyed=st.just(True)), st.booleans())
def test_nothing_takes_the_place_of_what_was_destroyed(standing: Standing, written: bool) -> None:
    assert all("destroyed" in why_not_write(purpose, standing, written=written) for purpose in Purpose)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, "No name"),
        ({"name": "  "}, "No name"),
        ({"name": "\u200b"}, "No name"),
        ({"name": "A", "email": "zephyrine"}, "e-mail"),
        ({"name": "A", "email": "@zephyrine"}, "e-mail"),
        ({"name": "A", "email": "a@b c"}, "e-mail"),
        ({"name": "A", "message": "zephyrine"}, "no such answer"),
        ({"name": "A", "asked_for": "zephyrine"}, "no such answer"),
        *(({"name": "A"} | {name: "zephyrine" * 120}, f"“{held.label}”") for name, held in HELD.items()),
    ],
)
def test_what_cannot_be_kept_is_said_without_repeating_it(values: dict[str, str], wrong: str) -> None:
    assert wrong in wrong_with(values) and "zephyrine" not in wrong_with(values)


def test_a_part_may_be_as_long_as_its_bound() -> None:
    words = [name for name in HELD if name not in {"message", "asked_for", "email"}]
    whole = {name: "x" * HELD[name].longest for name in words} | {"email": "a@b"}
    assert wrong_with(complete(whole)) == ""
    assert all(wrong_with(whole | {name: whole[name] + "x"}) for name in words)


def test_what_is_not_a_part_is_not_kept() -> None:
    assert "born" not in complete({"name": "A", "born": "1 May"})


def test_what_they_asked_for_is_theirs_to_say() -> None:
    assert to_send({"asked_for": "findings"}) == "findings"
    assert to_send({"asked_for": "nothing"}) == to_send({}) == ""


def test_time_left_is_said_in_words() -> None:
    assert [left_in_words(one) for one in (600, 599, 60, 59, 0)] == [
        "ten minutes", "nine minutes", "one minute", "less than a minute", "less than a minute",
    ]  # fmt: skip
