"""Hours and other decimals travel as their figures, and come back only as such."""

from decimal import Decimal

import pytest

from lifeworld.interchange.archive.refusals import ArchiveDamagedError
from lifeworld.interchange.archive.values import from_archive, into_archive
from lifeworld.recruitment.models import ScreeningEntry

HOURS = ScreeningEntry._meta.get_field("hours")


@pytest.mark.parametrize("hours", [Decimal("6.50"), Decimal(6), Decimal("0.25"), Decimal("999.99"), None])
def test_a_decimal_comes_back_as_it_went(hours: Decimal | None) -> None:
    write = into_archive(HOURS)
    assert write is not None and from_archive(HOURS)(write(hours)) == hours


def test_every_store_spells_a_decimal_alike() -> None:
    write = into_archive(HOURS)
    assert write is not None and {write(Decimal(text)) for text in ("6", "6.0", "6.00")} == {"6.00"}


@pytest.mark.parametrize("value", ["6.5", "1000.00", "NaN", "1e9", "-", "", "٦.٠٠", 6.5, True, "6.00\n"])
def test_what_is_no_such_decimal_is_refused(value: object) -> None:
    with pytest.raises(ArchiveDamagedError):
        from_archive(HOURS)(value)
