"""What stands in the environment is read, or refused in words."""

import pytest

from lifeworld.common.errors import InvalidInputError
from lifeworld.config.environment import lock_after_minutes, time_zone


@pytest.mark.parametrize(("text", "minutes"), [(None, 15), ("", 15), (" 5 ", 5), ("1", 1), ("1440", 1440)])
def test_minutes_are_read(text: str | None, minutes: int) -> None:
    assert lock_after_minutes({} if text is None else {"LIFEWORLD_AUTO_LOCK_MINUTES": text}) == minutes


@pytest.mark.parametrize("text", ["abc", "0", "-5", "1.5", "1441", "٣", "9" * 5000])
def test_what_is_no_number_of_minutes_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="no number of minutes"):
        lock_after_minutes({"LIFEWORLD_AUTO_LOCK_MINUTES": text})


@pytest.mark.parametrize(
    ("name", "zone"), [("", "Europe/London"), ("Europe/Belfast", "Europe/Belfast"), ("UTC", "UTC")]
)
def test_time_zones_are_read(name: str, zone: str) -> None:
    assert time_zone({"LIFEWORLD_TIME_ZONE": name}) == zone


@pytest.mark.parametrize("name", ["Nowhere", "../etc/passwd", "Europe", "Europe/London\x00"])
def test_what_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(InvalidInputError, match="names no time zone"):
        time_zone({"LIFEWORLD_TIME_ZONE": name})
