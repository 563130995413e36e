"""The page of approvals: conditions, sites, and opening to recruitment, as each role meets it."""

import pytest
from django.test import Client

from lifeworld.approvals.models import Condition
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.services import course
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.pages.people import carried_by, signed_in, with_role, words_of
from tests.pages.test_changes_page import CHANGE
from tests.pages.test_safety_page import EVENT

PAGE = "/studies/walking/approvals"
SITE = {
    "organisation": "Norfolk & Suffolk Trust", "place": "Norfolk", "route": "hra-hcrw", "permission_on": "2026-02-10",
    "capacity_on": "", "green_light": "2026-02-25", "contact_role": "R&D office",
}  # fmt: skip


def test_a_study_is_led_from_its_opinion_to_open_recruitment(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    page = words_of(browser.get(PAGE))
    assert "Not open yet." in page and "No site is written down." in page
    values = {"opinion_on": NOON.date().replace(month=2)}
    course.set_course(access=access, at=NOON, course=course_of(access), values=values)
    assert browser.post(f"{PAGE}/sites/new", SITE)["Location"] == PAGE
    assert (
        browser.post(f"{PAGE}/conditions/new", {"words": "Shorten <it>.", "before_start": "True"})["Location"] == PAGE
    )
    page = words_of(browser.get(PAGE))
    assert "Shorten &lt;it&gt;." in page and "1 condition to be met before the start is still open." in page
    refused = browser.post(f"{PAGE}/recruiting", {"on": "2026-03-01"})
    assert refused.status_code == 409 and "This study may not recruit yet" in words_of(refused)
    condition = Condition.objects.get().pk
    kept = browser.post(f"{PAGE}/conditions/{condition}/close", {"on": "2026-03-01", "evidence": ""})
    assert kept.status_code == 422 and "by what shows that it is met" in words_of(kept)
    browser.post(f"{PAGE}/conditions/{condition}/close", {"on": "2026-03-01", "evidence": "E-mail"})
    assert "Ready to open." in words_of(browser.get(PAGE))
    assert browser.post(f"{PAGE}/recruiting", {"on": "2026-03-01"})["Location"] == PAGE
    assert "Open since 1 March 2026." in words_of(browser.get(PAGE))
    browser.post(f"{PAGE}/recruiting", {"act": "close", "on": "2026-05-01"})
    assert "Closed on 1 May 2026." in words_of(browser.get(PAGE))


def test_a_site_is_changed_on_its_page_and_what_cannot_be_stays_typed(
    alice: Person, access: Access, client: Client
) -> None:
    browser = signed_in(alice)
    wrong = browser.post(f"{PAGE}/sites/new", SITE | {"permission_on": ""})
    assert wrong.status_code == 422 and 'value="2026-02-25"' in words_of(wrong)
    browser.post(f"{PAGE}/sites/new", SITE)
    form = browser.get(f"{PAGE}/sites/1")
    assert "Norfolk &amp; Suffolk Trust" in words_of(form)
    changed = SITE | {"place": "Suffolk", "green_light": ""}
    browser.post(f"{PAGE}/sites/1", {**carried_by(form, "organisation"), **changed})
    assert "not yet" in words_of(browser.get(PAGE)) and "Suffolk" in words_of(browser.get(PAGE))
    again = browser.post(f"{PAGE}/sites/1", {**carried_by(form, "organisation"), **SITE, "place": "Lynn"})
    assert again.status_code == 409 and "The other version of the place" in words_of(again)
    assert browser.post(f"{PAGE}/sites/1/take-out")["Location"] == PAGE
    assert browser.get(f"{PAGE}/sites/1").status_code == 404


@pytest.mark.parametrize(
    ("address", "values"),
    [
        ("approvals/sites/new", SITE | {"organisation": "x" * 201}),
        ("approvals/conditions/new", {"words": "x" * 10_001}),
        ("approvals/conditions/new", {"words": "x", "owner": "x" * 121}),
        ("approvals/changes/new", CHANGE | {"label": "x" * 61}),
        ("approvals/changes/new", CHANGE | {"what": "x" * 10_001}),
        ("safety/new", EVENT | {"account": "x" * 10_001}),
        ("obligations/safety-report.1/met", {"met_on": "2026-02-21", "evidence": "x" * 10_001}),
        ("safety/1/sent", {"on": "2026-02-21", "evidence": "x" * 10_001}),
        ("approvals/changes/1/outcome", {"outcome": "favourable", "outcome_on": "2026-02-20", "reference": "x" * 201}),
    ],
)
def test_a_text_that_is_longer_than_its_column_is_refused_in_words(
    alice: Person, access: Access, client: Client, address: str, values: dict[str, str]
) -> None:
    browser = signed_in(alice)
    browser.post("/studies/walking/approvals/changes/new", CHANGE)
    browser.post("/studies/walking/safety/new", EVENT | {"related": "True"})
    refused = browser.post(f"/studies/walking/{address}", values)
    assert refused.status_code == 422 and "One of the texts is longer than" in words_of(refused)


def test_a_condition_is_corrected_on_its_page(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    browser.post(f"{PAGE}/conditions/new", {"words": "Shorten the <sheep>.", "due": "2026-03-01"})
    condition = Condition.objects.get().pk
    form = browser.get(f"{PAGE}/conditions/{condition}")
    assert "Shorten the &lt;sheep&gt;.</textarea>" in words_of(form) and 'value="2026-03-01"' in words_of(form)
    sent = {**carried_by(form, "words"), "asked_by": "", "owner": "Lead", "before_start": "False", "due": ""}
    kept = browser.post(f"{PAGE}/conditions/{condition}", sent | {"words": "Shorten the sheet."})
    assert kept["Location"] == f"{PAGE}#condition-{condition}"
    page = words_of(browser.get(PAGE))
    assert "Shorten the sheet." in page and "To be kept; Lead sees to it." in page
    again = browser.post(f"{PAGE}/conditions/{condition}", sent | {"words": "Lengthen it."})
    assert again.status_code == 409 and "The other version of the condition" in words_of(again)
    empty = browser.post(f"{PAGE}/conditions/{condition}", {"words": " "})
    assert empty.status_code == 422 and "The condition has no words." in words_of(empty)


def test_others_see_approvals_and_change_nothing(study: Study, access: Access, client: Client) -> None:
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR, Role.ADVISER):
        browser = with_role(study, f"one-{role}", role)
        page = words_of(browser.get(PAGE))
        assert "Conditions of the approval" in page and "Log a condition" not in page and "Add a site" not in page
        assert browser.post(f"{PAGE}/recruiting", {"on": "2026-03-01"}).status_code == 403
        assert browser.get(f"{PAGE}/sites/new").status_code == 403


def test_a_stranger_finds_no_approvals(charlie: Person, study: Study, client: Client) -> None:
    for address in ("", "/sites/new", "/conditions/new", "/conditions/1", "/sites/1"):
        assert signed_in(charlie).get(PAGE + address).status_code == 404
