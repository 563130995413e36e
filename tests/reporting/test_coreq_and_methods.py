"""COREQ and the methods paragraphs: what the records tell, in good sentences, and blanks where they are silent."""

from datetime import date

import pytest

from lifeworld.common.errors import DomainError
from lifeworld.interviews.models import Interview
from lifeworld.recruitment.services import stages
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.rules.lengths import lengths_in_words
from lifeworld.reporting.rules.phrases import in_months, listed, people
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import change_study
from tests.conftest import NOON
from tests.reporting.recorded import LATER, screen_twelve
from tests.reporting.taking import everything_in, json_rows, taken

NAMES = ("Ashwyn", "Birgitta", "Corvin", "Delphine", "Edmonda", "Fenella")
MINUTES = (48, 71, 58, 60, 55, None)


def interview_six(access: Access) -> list[Case]:
    """The six interviewed, one of them twice, the length of one not known; five opened for analysis."""
    made = []
    for n, entry in enumerate(screen_twelve(access)):
        given = {"opened_at": NOON, "state": "open"} if n < 5 else {}
        case = Case.objects.create(
            study=access.study, number=n + 1, pseudonym=NAMES[n], created_at=NOON, changed_at=NOON, **given
        )
        entry.case = case
        entry.save()
        Interview.objects.create(case=case, number=1, held_on=date(2026, 2, 10 + n), minutes=MINUTES[n])
        made.append(case)
    Interview.objects.create(case=made[0], number=2, held_on=date(2026, 3, 1), minutes=50)
    return made


def coreq(access: Access) -> dict[int, tuple[str, str]]:
    rows = json_rows(taken(access, "coreq", "json"))
    return {row["item"]: (" ".join(row["records"]), " ".join(row["open"])) for row in rows}


def methods(access: Access) -> dict[str, str]:
    return {row["about"]: row["paragraph"] for row in json_rows(taken(access, "methods", "json"))}


def test_coreq_has_every_item_from_six_to_twenty_three_and_each_says_something(access: Access) -> None:
    for of in (coreq(access), (interview_six(access), coreq(access))[1]):
        assert list(of) == list(range(6, 24))
        assert all(said or open_ for said, open_ in of.values())
        assert all(("____" in open_) == bool(open_) and "____" not in said for said, open_ in of.values())


def test_coreq_is_filled_from_the_records(access: Access) -> None:
    change_study(access=access, at=NOON, values={"target_min": 6, "target_max": 8})
    interview_six(access)
    found = coreq(access)
    assert found[10][0] == (
        "People were sought who met each of these: “Lives in Norfolk or Suffolk” and “At least six hours”. A spread "
        "was sought in: Age."
    )
    assert "by another member of the team and a care coordinator" in found[11][0]
    assert found[12] == (
        "Six people were interviewed, and five are in the analysis. Hoped for beforehand: six to eight.",
        "",
    )
    assert "Twelve people were screened, and six went no further." in found[13][0]
    assert "Of those screened, four went no further, for reasons not told apart here." in found[13][0]
    assert found[16][0].startswith("Age: 31 to 50, 3; other bands, joined, 3.")
    assert found[18][0] == "One person was interviewed more than once."
    assert found[21][0] == (
        "The six interviews whose length is known, of seven held, lasted between 48 and 71 minutes (median 56.5)."
    )
    assert found[22][0].startswith("Not claimed.")


def test_methods_tell_the_numbers_in_sentences(access: Access) -> None:
    interview_six(access)
    found = methods(access)
    assert found["Recruitment"] == (
        "Twelve people were screened in February 2026, put forward by a care coordinator. Eight people were eligible; "
        "eight were given information about the study, and seven agreed to be contacted. Of those screened, four went "
        "no further, for reasons not told apart here. Of those given information, one went no further, for reasons not "
        "told apart here. Of those who consented, one went no further, for reasons not told apart here. One person was "
        "still under way. They were approached by another member of the team and a care coordinator."
    )
    assert found["Consent"].startswith("Seven people gave written consent, in February 2026. At least 24 hours")
    assert "Six people were interviewed. Interviews took place between February and March 2026." in found["Interviews"]
    assert found["Analysis"].startswith("Five people were included in the analysis")


def test_reasons_of_enough_people_are_told(access: Access) -> None:
    from lifeworld.recruitment.rules.flow import Way, flow_of_ways
    from lifeworld.reporting.rules.leavers import leavers_in_words

    ways = [Way(frozenset({"screened"}), reason) for reason in ["hours"] * 7 + ["elsewhere"] * 2 + ["unwell"]]
    ways += [Way(frozenset({"screened", "eligible", "informed"}), "no-reply")] * 3
    assert leavers_in_words(flow_of_ways(ways)) == (
        "Of those screened, seven had fewer hours than asked and three went no further, for reasons not told apart "
        "here.",
        "Of those given information, three did not reply.",
    )


def test_without_a_log_only_blanks_stand_in_for_its_numbers(access: Access) -> None:
    found = methods(access)
    assert found["Recruitment"] == ("[how people were found and approached, how many, and how many took part: ____]")
    assert "____" in found["Consent"] and "gave written consent" not in found["Consent"]


def test_no_day_and_no_pseudonym_stands_in_them(access: Access) -> None:
    interview_six(access)
    for kind in ("coreq", "methods"):
        for fmt in KINDS[kind].formats:
            text = everything_in(taken(access, kind, fmt))
            assert not any(name in text for name in NAMES), (kind, fmt)
            assert "February 2026" in text or kind == "coreq"
            assert "2026-02-1" not in text and "10 February" not in text


def test_a_case_that_no_entry_stands_for_is_a_blank(access: Access) -> None:
    interview_six(access)
    Case.objects.create(
        study=access.study, number=9, pseudonym="Gwendolen", opened_at=NOON, state="open", created_at=NOON,
        changed_at=NOON,
    )  # fmt: skip
    blank = "[one case in the analysis has no entry in the screening log"
    assert blank in methods(access)["Analysis"] and methods(access)["Analysis"].startswith("Six people were included")
    assert blank in coreq(access)[12][1]


def test_a_case_under_analysis_whose_entry_never_came_so_far_keeps_the_numbers_back(access: Access) -> None:
    case = interview_six(access)[0]
    case.screening_entry.stages.filter(stage="interviewed").delete()
    for kind in ("coreq", "methods"):
        with pytest.raises(DomainError, match="4 are in the analysis, and 5 cases of the screening log are"):
            taken(access, kind, "docx")


def test_the_account_of_somebody_who_withdrew_too_late_for_it_to_go_is_told(access: Access) -> None:
    case = interview_six(access)[0]
    stages.leave(access=access, at=NOON, entry=case.screening_entry, reason="withdrew-after", on=LATER)
    found, item = methods(access), coreq(access)[12][0]
    told = "One of these is the account of somebody who withdrew after the interview; what they had told stays."
    assert found["Analysis"].endswith(told) and item.startswith(
        "Six people were interviewed, and five are in the analysis."
    )
    assert told in item
    assert json_rows(taken(access, "participants", "json"))[0]["people"] == 5
    assert "Whoever withdrew is not counted here" in everything_in(taken(access, "participants", "docx"))


def test_numbers_and_lists_read_as_english() -> None:
    assert [people(n) for n in (0, 1, 2, 31)] == ["no people", "one person", "two people", "31 people"]
    assert [listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert in_months(date(2016, 5, 2), date(2016, 5, 30)) == "in May 2016"
    assert in_months(date(2016, 12, 2), date(2017, 1, 3)) == "between December 2016 and January 2017"
    assert lengths_in_words([58], 1) == "The one interview lasted 58 minutes."
    assert lengths_in_words([60, 60], 2) == "The two interviews lasted 60 minutes."
    assert lengths_in_words([1], 2) == "The one interview whose length is known, of two held, lasted 1 minute."
    assert lengths_in_words([], 0) == ""
