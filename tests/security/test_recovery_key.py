"""The printed recovery key survives handwriting, telephones and tired eyes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.security.errors import RecoveryKeyTypingError
from lifeworld.security.recovery_key import (
    CHECK_PRIME,
    KEY_BITS,
    SIGNS,
    RecoveryKey,
    new_recovery_key,
    read_recovery_key,
)

keys = st.integers(0, 2**KEY_BITS - 1).map(RecoveryKey)


def test_a_new_key_is_seven_groups_of_five_and_holds_at_least_160_bits() -> None:
    groups = new_recovery_key().groups.split("-")
    assert [len(group) for group in groups] == [5] * 7
    assert KEY_BITS >= 160
    assert new_recovery_key() != new_recovery_key()


@given(keys)
def test_what_is_printed_reads_back(key: RecoveryKey) -> None:
    assert read_recovery_key(key.groups) == key


@given(keys, st.randoms(use_true_random=False))
def test_case_look_alikes_spaces_and_dashes_are_forgiven(key: RecoveryKey, chance: object) -> None:
    likely = {"1": "1IilL", "0": "0Oo", "-": ["", " ", "-", "\u2013", " - ", "\n"]}
    typed = "".join(
        chance.choice(likely.get(sign, [sign, sign.lower()]))  # type: ignore[attr-defined]
        for sign in key.groups
    )
    assert read_recovery_key(f" {typed} ") == key


@given(keys, st.integers(0, 34), st.sampled_from(SIGNS))
def test_every_single_wrong_sign_is_found(key: RecoveryKey, place: int, sign: str) -> None:
    signs = list(key.groups.replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    with pytest.raises(RecoveryKeyTypingError):
        read_recovery_key("".join(signs))


@given(keys, st.integers(0, 31))
def test_two_neighbours_swapped_are_found(key: RecoveryKey, place: int) -> None:
    signs = list(key.groups.replace("-", ""))
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    with pytest.raises(RecoveryKeyTypingError):
        read_recovery_key("".join(signs))


def test_the_check_can_miss_no_single_wrong_sign_at_any_place() -> None:
    for place in range(33):
        for difference in range(1, 32):
            assert (difference * 32**place) % CHECK_PRIME != 0
            assert (difference * 31 * 32**place) % CHECK_PRIME != 0


@given(keys, st.integers(0, 34))
def test_a_missing_or_extra_sign_is_found(key: RecoveryKey, place: int) -> None:
    signs = key.groups.replace("-", "")
    for typed in (signs[:place] + signs[place + 1 :], signs[:place] + "7" + signs[place:]):
        with pytest.raises(RecoveryKeyTypingError):
            read_recovery_key(typed)


@pytest.mark.parametrize("typed", ["", "U" * 35, "not a key", "é" * 35, "0" * 36, "²" * 35])
def test_what_is_no_key_at_all_is_refused(typed: str) -> None:
    with pytest.raises(RecoveryKeyTypingError):
        read_recovery_key(typed)


def test_a_key_does_not_show_itself_in_a_log() -> None:
    key = new_recovery_key()
    assert str(key.number) not in repr(key)
    assert key.groups[:5] not in f"{key} {key!r}"
