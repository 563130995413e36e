"""How much of a signature and of a scan is taken: the last that goes in, and one more."""

import json

import pytest

from lifeworld.common.errors import InvalidInputError
from lifeworld.consent.rules.strokes import LONGEST, MOST_POINTS, MOST_STROKES, read_strokes
from lifeworld.consent.services.taking import LARGEST_SCAN, SCANS, scan_to_keep

POINT = [600, 200]


def signed(*strokes: int) -> str:
    """A signature whose strokes have so many points."""
    return json.dumps([[POINT] * points for points in strokes], separators=(",", ":"))


def test_a_signature_has_as_many_strokes_and_points_as_it_may() -> None:
    assert len(read_strokes(signed(*[1] * MOST_STROKES)) or []) == MOST_STROKES
    assert read_strokes(signed(*[1] * (MOST_STROKES + 1))) is None
    assert len(signed(MOST_POINTS)) < LONGEST and read_strokes(signed(MOST_POINTS // 2, MOST_POINTS // 2)) is not None
    assert read_strokes(signed(MOST_POINTS // 2, MOST_POINTS // 2 + 1)) is None
    assert read_strokes(signed(1, 0)) is None, "a stroke without a point is none"


@pytest.mark.parametrize("suffix", SCANS)
def test_a_scan_is_taken_up_to_its_size(suffix: str) -> None:
    assert scan_to_keep(bytes(LARGEST_SCAN), suffix.upper()) == suffix
    for scan, ending in ((bytes(LARGEST_SCAN + 1), suffix), (b"", suffix), (b"scan", f"{suffix}.exe")):
        with pytest.raises(InvalidInputError):
            scan_to_keep(scan, ending)
