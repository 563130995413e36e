"""Participants in bands: totals that sum up, with nobody to be picked out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.common.errors import DomainError
from lifeworld.recruitment.models import StageReached
from lifeworld.recruitment.rules.flow import LEAST
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.rules.participants import JOINED, in_one_line
from lifeworld.reporting.rules.recruited import NumbersDoNotAddUpError, Recruited, Spread, reconciled
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, NotAllowedError
from tests.reporting.recorded import OLD, one_more, screen_twelve
from tests.reporting.taking import everything_in, json_rows, taken


def bands(access: Access) -> list[tuple[str, str, int]]:
    rows = json_rows(taken(access, "participants", "json"))
    return [(row["characteristic"], row["band"], row["people"]) for row in rows]


def test_totals_a_band_with_small_ones_joined(access: Access) -> None:
    screen_twelve(access)
    assert bands(access) == [
        ("Everyone who takes part", "", 6),
        ("Age", "31 to 50", 3),
        ("Age", JOINED, 3),
        ("Site", "Norfolk Trust", 3),
        ("Site", "Suffolk Trust", 3),
    ]
    for fmt in KINDS["participants"].formats:
        text = everything_in(taken(access, "participants", fmt))
        assert "31 to 50" in text and "18 to 30" not in text and OLD not in text


def test_one_small_band_takes_the_next_with_it_so_that_it_cannot_be_worked_out(access: Access) -> None:
    screen_twelve(access)
    one_more(access, OLD)
    assert bands(access)[1:3] == [("Age", OLD, 3), ("Age", JOINED, 4)]


def test_no_row_is_a_person_and_no_column_a_pseudonym(access: Access) -> None:
    entries = screen_twelve(access)
    rows = json_rows(taken(access, "participants", "json"))
    assert len(rows) < len(entries)
    assert all(set(row) == {"characteristic", "band", "people"} for row in rows)


def test_numbers_that_contradict_each_other_are_not_told(access: Access) -> None:
    entries = screen_twelve(access)
    StageReached.objects.filter(entry=entries[0], stage="contact").delete()
    for kind in ("participants", "coreq", "methods"):
        with pytest.raises(DomainError, match="add up"):
            taken(access, kind, "json")
    with pytest.raises(NumbersDoNotAddUpError):
        reconciled(Recruited(None, 3, spreads=(Spread("Age", {"a": 1, "b": 1}),)))


def test_a_study_that_keeps_no_recruitment_here_has_its_total_and_a_blank(access: Access) -> None:
    everyone, blank = bands(access)
    assert everyone == ("Everyone who takes part", "", 0)
    assert blank[0] == "No bands are kept here" and "____" in blank[1][0]


def test_who_may_not_see_the_log_takes_none_of_it_out(access: Access) -> None:
    adviser = Access(access.study, access.person, "adviser")
    for kind in KINDS.values():
        if kind.right in {Right.READ_RECRUITMENT, Right.READ_TRAIL}:
            with pytest.raises(NotAllowedError):
                taken(adviser, kind.key, "json")


@given(st.dictionaries(st.sampled_from(["", "a", "b", "c", "d"]), st.integers(0, 9)))
def test_whatever_the_numbers_what_is_told_sums_up_and_no_small_band_stands_apart(found: dict[str, int]) -> None:
    spread = Spread("Age", found)
    told = spread.joined()
    assert sum(one.count for one in told) == sum(found.values())
    assert all(one.count >= LEAST for one in told if one.reason is not None)
    joined = [one.count for one in told if one.reason is None]
    # What is joined is of enough people, or it is everybody: then the total says as much.
    assert all(count >= LEAST or count == sum(found.values()) for count in joined)
    assert not told or in_one_line(spread).startswith("Age: ")
