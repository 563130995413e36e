"""The page of safety reports, as each role meets it."""

from django.test import Client

from lifeworld.approvals.models import SafetyEvent
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from tests.pages.people import carried_by, signed_in, with_role, words_of

PAGE = "/studies/walking/safety"
OWED = "/studies/walking/obligations"
EVENT = {
    "kind": "serious", "happened_on": "2026-02-19", "known_on": "2026-02-20", "serious": "True", "related": "",
    "unexpected": "True", "account": "Taken to <hospital> in the evening.",
}  # fmt: skip


def test_an_event_is_written_down_decided_and_reported(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    page = words_of(browser.get(PAGE))
    assert "Nothing has happened that is written down here." in page
    assert "This is not a clinical record and not an alarm." in page
    assert browser.post(f"{PAGE}/new", EVENT)["Location"] == PAGE
    page = words_of(browser.get(PAGE))
    assert "Taken to &lt;hospital&gt; in the evening." in page
    assert "Not decided yet: whether it was related." in page and "7 March 2026" in page
    assert "1 safety report waits for a decision" in words_of(browser.get(OWED))
    form = browser.get(f"{PAGE}/1")
    browser.post(f"{PAGE}/1", {**carried_by(form, "account"), **EVENT, "related": "True"})
    assert "Owed to the REC: a report by 7 March 2026" in words_of(browser.get(PAGE))
    owed = words_of(browser.get(OWED))
    assert f'<a href="{PAGE}#event-1">Safety report 1</a>' in owed and "hospital" not in owed
    early = browser.post(f"{PAGE}/1/sent", {"on": "2026-02-18", "evidence": "The form"})
    assert early.status_code == 422 and "The form</textarea>" in words_of(early)
    assert browser.post(f"{PAGE}/1/sent", {"on": "2026-02-25", "evidence": "Form <1>"})["Location"] == PAGE
    assert "Met on 25 February 2026: Form &lt;1&gt;" in words_of(browser.get(PAGE))
    assert "Met on 25 February 2026: Form &lt;1&gt;" in words_of(browser.get(OWED))
    assert b"Safety report 1" not in browser.get(f"{OWED}.ics").content


def test_the_calendar_tells_two_reports_apart(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    for _ in range(2):
        browser.post(f"{PAGE}/new", EVENT | {"related": "True"})
    told = browser.get(f"{OWED}.ics").content.replace(b"\r\n ", b"")
    assert b"Safety report 1" in told and b"Safety report 2" in told and b"hospital" not in told


def test_what_was_typed_stays_and_whoever_saves_second_chooses(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    for wrong in ({"account": ""}, {"kind": ""}, {"known_on": "2026-02-18"}, {"happened_on": "yesterday"}):
        refused = browser.post(f"{PAGE}/new", EVENT | wrong)
        assert refused.status_code == 422 and 'name="unexpected" value="True" checked' in words_of(refused)
    assert not SafetyEvent.objects.exists()
    browser.post(f"{PAGE}/new", EVENT)
    form = browser.get(f"{PAGE}/1")
    browser.post(f"{PAGE}/1", {**carried_by(form, "account"), **EVENT, "related": "False"})
    again = browser.post(f"{PAGE}/1", {**carried_by(form, "account"), **EVENT, "related": "True"})
    assert again.status_code == 409 and "The other version of this answer" in words_of(again)


def test_what_was_written_in_error_is_taken_out(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    browser.post(f"{PAGE}/new", EVENT)
    assert browser.post(f"{PAGE}/1/take-out")["Location"] == PAGE
    assert "hospital" not in words_of(browser.get(PAGE)) and browser.get(f"{PAGE}/1").status_code == 404


def test_others_read_the_reports_and_advisers_do_not(
    alice: Person, study: Study, access: Access, client: Client
) -> None:
    signed_in(alice).post(f"{PAGE}/new", EVENT | {"related": "True"})
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR):
        browser = with_role(study, f"one-{role}", role)
        page = words_of(browser.get(PAGE))
        assert "in the evening" in page and "Write down what happened" not in page and "It was reported" not in page
        assert browser.get(f"{PAGE}/new").status_code == browser.get(f"{PAGE}/1").status_code == 403
        for address in ("sent", "take-out"):
            assert browser.post(f"{PAGE}/1/{address}").status_code == 403
    adviser = with_role(study, "one-adviser", Role.ADVISER)
    for address in ("", "/new", "/1"):
        assert adviser.get(PAGE + address).status_code == 404
    assert PAGE not in words_of(adviser.get(OWED)) and PAGE not in words_of(adviser.get("/studies/walking/approvals"))


def test_a_stranger_finds_no_report_and_no_other_method_works(
    alice: Person, charlie: Person, access: Access, client: Client
) -> None:
    lead, stranger = signed_in(alice), signed_in(charlie)
    lead.post(f"{PAGE}/new", EVENT)
    for address in ("", "/new", "/1"):
        assert stranger.get(PAGE + address).status_code == 404
        assert lead.put(PAGE + address).status_code == 405
    for address in ("/1/sent", "/1/take-out"):
        assert stranger.post(PAGE + address).status_code == 404
        assert lead.get(PAGE + address).status_code == 405
    assert lead.post(f"{PAGE}/7/sent").status_code == 404
