"""The rules of what a study owes: by example, for four studies, and by property."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.approvals.rules.dates import add_months, end_by_duration
from lifeworld.approvals.rules.nations import nation_of
from lifeworld.approvals.rules.obligations import (
    RULES,
    Nation,
    SafetyEvent,
    Status,
    StudyFacts,
    obligations_for,
    status_on,
)

# The founding study: favourable opinion of 15 March 2016, "1 years, 6 months, 29 days" in its public record.
FOUNDING = StudyFacts(date(2016, 3, 15), Nation.ENGLAND, planned_end=date(2017, 10, 14))
OF_2026 = StudyFacts(date(2026, 2, 2), Nation.ENGLAND, planned_end=date(2029, 2, 2))
IN_WALES = StudyFacts(date(2021, 1, 22), Nation.WALES, planned_end=date(2024, 6, 30))
IN_SCOTLAND = StudyFacts(date(2021, 4, 22), Nation.SCOTLAND, planned_end=date(2025, 1, 22))


def owed(facts: StudyFacts) -> list[tuple[str, str, str]]:
    return [(one.due.isoformat(), one.rule.key, one.occasion) for one in obligations_for(facts)]


def test_the_founding_study_owes_what_2016_asked() -> None:
    assert owed(FOUNDING) == [
        ("2016-03-15", "site-permission-2016", ""),
        ("2017-04-14", "progress-report", "1"),
        ("2018-01-12", "end-declared", ""),
        ("2018-10-14", "final-report", ""),
        ("2018-10-14", "participants-told", ""),
    ]
    permission = obligations_for(FOUNDING)[0].rule
    assert "not inferred" in permission.ask


def test_a_study_of_2026_owes_no_progress_report_and_reports_by_the_form() -> None:
    assert owed(OF_2026) == [
        ("2026-02-02", "hra-approval", ""),
        ("2029-05-03", "end-declared", ""),
        ("2030-02-02", "final-report-form", ""),
        ("2030-02-02", "participants-told", ""),
    ]


def test_reports_end_in_wales_two_months_before_they_end_in_scotland() -> None:
    assert [row for row in owed(IN_WALES) if "progress" in row[1]] == [
        ("2022-02-21", "progress-report", "1"),
        ("2023-02-21", "progress-report", "2"),
        ("2024-02-21", "progress-report", "3"),
    ]
    assert [row for row in owed(IN_SCOTLAND) if "progress" in row[1]] == [
        ("2022-05-22", "progress-report", "1"),
        ("2023-05-22", "progress-report", "2"),
        ("2024-05-22", "progress-report-scotland-ni", "3"),
    ]
    july = date(2021, 6, 15)
    welsh, scottish = (
        StudyFacts(july, nation, planned_end=date(2025, 6, 15)) for nation in (Nation.WALES, Nation.SCOTLAND)
    )
    assert ("2024-07-15", "progress-report-scotland-ni", "3") in owed(scottish)
    assert not any(row[0].startswith("2024") for row in owed(welsh) if "progress" in row[1])


def test_each_nation_has_its_own_permission() -> None:
    first = {nation: owed(StudyFacts(date(2022, 1, 4), nation))[0][1] for nation in Nation}
    assert first == {
        "england": "hra-approval",
        "wales": "wales-permission",
        "scotland": "scotland-permission",
        "northern-ireland": "ni-permission",
    }


@pytest.mark.parametrize(("opinion", "key"), [("2016-03-30", "site-permission-2016"), ("2016-03-31", "hra-approval")])
def test_the_permission_changes_on_the_last_day_of_march_2016(opinion: str, key: str) -> None:
    assert owed(StudyFacts(date.fromisoformat(opinion), Nation.ENGLAND))[0][1] == key


def test_a_short_or_proportionate_study_owes_no_report_from_april_2024() -> None:
    begun = date(2023, 3, 20)
    for facts in (
        StudyFacts(begun, Nation.ENGLAND, planned_end=date(2025, 3, 20)),
        StudyFacts(begun, Nation.ENGLAND, proportionate=True, planned_end=date(2028, 3, 20)),
    ):
        assert not any("progress" in row[1] for row in owed(facts))
    long = StudyFacts(begun, Nation.ENGLAND, planned_end=date(2025, 3, 21))
    assert ("2024-04-19", "progress-report-long", "1") in owed(long)


def test_a_study_of_two_years_reported_in_scotland_and_not_in_england() -> None:
    two_years = {nation: StudyFacts(date(2023, 3, 20), nation, planned_end=date(2025, 3, 20)) for nation in Nation}
    reported = {nation for nation, facts in two_years.items() if any("progress" in row[1] for row in owed(facts))}
    assert reported == {Nation.SCOTLAND, Nation.NORTHERN_IRELAND}
    shorter = StudyFacts(date(2023, 3, 20), Nation.SCOTLAND, planned_end=date(2025, 3, 19))
    assert not any("progress" in row[1] for row in owed(shorter))


def test_an_early_end_is_told_in_fifteen_days_and_not_declared_in_ninety() -> None:
    early = StudyFacts(date(2026, 2, 2), Nation.ENGLAND, ended_on=date(2026, 8, 1), ended_early=True)
    assert ("2026-08-16", "early-end-declared", "") in owed(early)
    assert not any(row[1] == "end-declared" for row in owed(early))


def test_the_real_end_takes_the_place_of_the_planned_one() -> None:
    ended = StudyFacts(date(2016, 3, 15), Nation.ENGLAND, planned_end=date(2017, 10, 14), ended_on=date(2017, 9, 1))
    assert ("2017-11-30", "end-declared", "") in owed(ended)


def test_the_final_report_is_by_the_form_from_the_day_the_form_came() -> None:
    before = StudyFacts(date(2019, 1, 1), Nation.ENGLAND, ended_on=date(2020, 9, 14))
    after = StudyFacts(date(2019, 1, 1), Nation.ENGLAND, ended_on=date(2020, 9, 15))
    assert ("2021-09-14", "final-report", "") in owed(before)
    assert ("2021-09-15", "final-report-form", "") in owed(after)


def test_only_a_serious_event_both_related_and_unexpected_is_reported() -> None:
    known = date(2026, 3, 1)
    events = (
        SafetyEvent("a", known, related=True, unexpected=True),
        SafetyEvent("b", known, related=True),
        SafetyEvent("c", known, unexpected=True),
        SafetyEvent("d", known, related=True, unexpected=True, serious=False),
        SafetyEvent("e", known, urgent_measure_on=date(2026, 3, 2)),
    )
    found = owed(StudyFacts(date(2026, 2, 2), Nation.ENGLAND, events=events))
    assert [row for row in found if row[2]] == [
        ("2026-03-05", "urgent-measure", "e"),
        ("2026-03-16", "safety-report", "a"),
    ]


def test_without_an_opinion_only_what_follows_from_an_end_is_owed() -> None:
    assert owed(StudyFacts(None, None)) == []
    assert {row[1] for row in owed(StudyFacts(None, None, ended_on=date(2026, 1, 1)))} == {
        "end-declared", "final-report-form", "participants-told",
    }  # fmt: skip


days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
facts = st.builds(
    StudyFacts,
    opinion_on=st.none() | days,
    nation=st.none() | st.sampled_from(Nation),
    proportionate=st.booleans(),
    planned_end=st.none() | days,
    ended_on=st.none() | days,
    ended_early=st.booleans(),
)


@given(facts)
def test_every_duty_is_owed_once_in_force_and_in_order(given_facts: StudyFacts) -> None:
    found = obligations_for(given_facts)
    assert len({(one.rule.key, one.occasion) for one in found}) == len(found)
    assert [one.due for one in found] == sorted(one.due for one in found)
    for one in found:
        assert (given_facts.nation or Nation.ENGLAND) in one.rule.nations
        judged = given_facts.opinion_on if "permission" in one.rule.key or "approval" in one.rule.key else one.due
        assert judged is not None and one.rule.holds_on(judged)


@given(facts)
def test_a_study_declares_its_end_in_one_way_and_reports_in_one_way(given_facts: StudyFacts) -> None:
    keys = [one.rule.key for one in obligations_for(given_facts)]
    ends = bool(given_facts.ended_on or given_facts.planned_end)
    assert sum(key in {"end-declared", "early-end-declared"} for key in keys) == ends
    assert sum(key in {"final-report", "final-report-form"} for key in keys) == ends
    assert sum(key.endswith(("permission", "permission-2016", "approval")) for key in keys) == (
        given_facts.opinion_on is not None
    )


def test_every_rule_says_what_why_whence_and_when_it_was_looked_at() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.duty and rule.because and rule.source and rule.checked.year >= 2026, rule.key
        assert rule.holds_from is None or rule.holds_until is None or rule.holds_from < rule.holds_until


@pytest.mark.parametrize(
    ("day", "met", "aside", "status"),
    [
        (date(2026, 1, 31), False, False, Status.OVERDUE),
        (date(2026, 2, 1), False, False, Status.SOON),
        (date(2026, 2, 1) + timedelta(days=60), False, False, Status.SOON),
        (date(2026, 2, 1) + timedelta(days=61), False, False, Status.LATER),
        (date(2026, 1, 1), True, False, Status.MET),
        (date(2026, 1, 1), False, True, Status.SET_ASIDE),
    ],
)
def test_how_a_duty_stands(day: date, met: bool, aside: bool, status: Status) -> None:
    assert status_on(date(2026, 2, 1), day, met=met, set_aside=aside) is status


@pytest.mark.parametrize(
    ("reference", "name", "nation"),
    [
        ("16/EM/0109", "East Midlands - Leicester Central Research Ethics Committee", Nation.ENGLAND),
        ("18/WA/0026", "Wales REC 5", Nation.WALES),
        ("17/SS/0006", "", Nation.SCOTLAND),
        ("22/NI/0001", "", Nation.NORTHERN_IRELAND),
        ("", "Scotland A: Adults with Incapacity only", Nation.SCOTLAND),
        ("", "London - Camberwell St Giles Research Ethics Committee", Nation.ENGLAND),
        ("09/H0304/12", "", None),
        ("20/HRA/210", "", None),
    ],
)
def test_the_nation_comes_from_the_reference_or_else_the_name(reference: str, name: str, nation: Nation | None) -> None:
    assert nation_of(reference, name) is nation


def test_an_end_is_read_from_a_length_as_the_record_writes_it() -> None:
    assert end_by_duration(date(2016, 3, 15), "1 years, 6 months, 29 days") == date(2017, 10, 14)
    assert end_by_duration(date(2016, 3, 15), "3 years, 11 months, 31 days") == date(2020, 3, 17)
    assert end_by_duration(date(2016, 3, 15), "until it is done") is None
    for length in ("85 years, 0 months, 0 days", "9999 years, 0 months, 0 days", f"{10**14} years, 0 months, 0 days"):
        assert end_by_duration(date(2016, 3, 15), length) is None
    assert end_by_duration(date(2016, 3, 15), f"0 years, 0 months, {10**14} days") is None


@given(days, st.integers(0, 600))
def test_months_on_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
