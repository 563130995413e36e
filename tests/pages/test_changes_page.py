"""Changes to the study on the page of approvals, and a condition that comes late, as each role meets them."""

from datetime import date

import pytest
from django.test import Client

from lifeworld.approvals.models import Change, Condition, DocumentVersion
from lifeworld.approvals.selectors.changes import affected_by
from lifeworld.approvals.selectors.course import course_of, why_not_recruiting
from lifeworld.approvals.services import course, sites
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.pages.people import carried_by, signed_in, with_role, words_of
from tests.pages.test_documents_page import sheet

PAGE = "/studies/walking/approvals"
DOCUMENTS = "/studies/walking/documents"
CHANGE = {
    "label": "Amendment <1>", "what": "The sheet says where recordings are kept.", "submitted_on": "2026-02-10",
    "category": "substantial-amendment", "by_rec": "True", "by_hra": "True", "reconsent": "everyone",
    "reconsent_reason": "They were told of another place.",
}  # fmt: skip


@pytest.fixture
def opened(access: Access) -> Access:
    course.set_course(access=access, at=NOON, course=course_of(access), values={"opinion_on": date(2026, 2, 2)})
    site = {"organisation": "Norfolk Trust", "route": "hra-hcrw", "permission_on": date(2026, 2, 3)}
    sites.add_site(access=access, at=NOON, values=site | {"green_light": date(2026, 2, 4)})
    course.open_recruitment(access=access, at=NOON, on=date(2026, 2, 5))
    return access


def test_a_change_brings_a_version_in_and_lets_it_be_used_once_agreed(
    alice: Person, opened: Access, client: Client
) -> None:
    browser = signed_in(alice)
    assert "None yet. Whatever is to be done otherwise" in words_of(browser.get(PAGE))
    assert browser.post(f"{PAGE}/changes/new", CHANGE)["Location"] == PAGE
    page = words_of(browser.get(PAGE))
    assert "Amendment &lt;1&gt;" in page and "10 February 2026" in page and "submitted to the REC and the HRA." in page
    assert "Its outcome is awaited." in page and "asked again of everyone taking part." in page
    assert "Amendment &lt;1&gt;</option>" in words_of(browser.get(f"{DOCUMENTS}/new"))
    browser.post(f"{DOCUMENTS}/new", sheet(approved_on="2026-02-09", dated="2026-02-08", change="1"))
    version = DocumentVersion.objects.get().pk
    page = words_of(browser.get(DOCUMENTS))
    assert "It came with Amendment &lt;1&gt;, whose outcome is awaited" in page and "Put it to use" not in page
    held = browser.post(f"{DOCUMENTS}/{version}/live", {"site": "1", "on": "2026-02-25"})
    assert held.status_code == 422 and "a version is used only once that has come" in words_of(held)
    outcome = {"outcome": "favourable", "outcome_on": "2026-02-20", "reference": "Letter <2>"}
    assert browser.post(f"{PAGE}/changes/1/outcome", outcome)["Location"] == f"{PAGE}#change-1"
    page = words_of(browser.get(PAGE))
    assert "Favourable opinion or approval on 20 February 2026: Letter &lt;2&gt;." in page
    assert "Brings in: Participant information sheet 1.1." in page
    assert browser.post(f"{DOCUMENTS}/{version}/live", {"site": "1", "on": "2026-02-25"})["Location"] == DOCUMENTS
    page = words_of(browser.get(DOCUMENTS))
    assert "In use at Norfolk Trust since 25 February 2026" in page and "a deviation" not in page
    browser.post(f"{PAGE}/changes/1/outcome", {"outcome": "awaited", "outcome_on": ""})
    assert "It was put to use before that was agreed: a deviation" in words_of(browser.get(DOCUMENTS))


def test_what_was_typed_stays_when_a_change_or_its_outcome_is_refused(
    alice: Person, opened: Access, client: Client
) -> None:
    browser = signed_in(alice)
    browser.post(f"{DOCUMENTS}/new", sheet())
    version = DocumentVersion.objects.get().pk
    for wrong, told in (
        ({"category": "minor-modification"}, "is a substantial amendment or a non-substantial amendment"),
        ({"submitted_on": "soon"}, "One of the dates is none"),
        ({"reconsent_reason": ""}, "for a reason, and none is given"),
        ({"version-x": "new"}, "That is no version."),
    ):
        refused = browser.post(f"{PAGE}/changes/new", CHANGE | {f"version-{version}": "old"} | wrong)
        page = words_of(refused)
        assert refused.status_code == 422 and told in page and "The sheet says where recordings are kept." in page
        assert 'name="by_rec" value="True" checked' in page and 'name="by_sponsor" value="True" checked' not in page
        if "version-x" not in wrong:
            assert '<option value="old" selected>' in page
    assert browser.post(f"{PAGE}/changes/new", CHANGE | {"version-999": "new"}).status_code == 404
    assert not Change.objects.exists()
    browser.post(f"{PAGE}/changes/new", CHANGE)
    without = browser.post(f"{PAGE}/changes/1/outcome", {"outcome": "favourable", "outcome_on": "", "reference": "A7"})
    assert without.status_code == 422 and 'value="A7"' in words_of(without)
    late = browser.post(f"{DOCUMENTS}/new", sheet(change="seven"))
    assert late.status_code == 422 and "No change is chosen." in words_of(late)


def test_a_change_is_corrected_and_whoever_saves_second_chooses(alice: Person, opened: Access, client: Client) -> None:
    browser = signed_in(alice)
    browser.post(f"{DOCUMENTS}/new", sheet())
    version = DocumentVersion.objects.get().pk
    browser.post(f"{PAGE}/changes/new", CHANGE | {f"version-{version}": "new"})
    form = browser.get(f"{PAGE}/changes/1")
    assert '<option value="new" selected>' in words_of(form)
    first = {**carried_by(form, "what"), **CHANGE, "label": "Amendment 2", f"version-{version}": "old"}
    assert browser.post(f"{PAGE}/changes/1", first)["Location"] == f"{PAGE}#change-1"
    page = words_of(browser.get(PAGE))
    assert "Amendment 2" in page and "Takes the place of: Participant information sheet 1.1." in page
    again = browser.post(f"{PAGE}/changes/1", {**carried_by(form, "what"), **CHANGE, "label": "Amendment 3"})
    assert again.status_code == 409 and "The other version of what it is called" in words_of(again)
    taken = {**carried_by(again, "what"), **CHANGE, "undecided": "label", "take": "label"}
    assert browser.post(f"{PAGE}/changes/1", taken).status_code == 302
    assert Change.objects.get().label == "Amendment 2"


def test_two_people_who_tie_versions_to_a_change_lose_neithers(alice: Person, opened: Access, client: Client) -> None:
    browser = signed_in(alice)
    for label in ("1.1", "1.2"):
        browser.post(f"{DOCUMENTS}/new", sheet(label=label))
    first, second = DocumentVersion.objects.order_by("label").values_list("pk", flat=True)
    browser.post(f"{PAGE}/changes/new", CHANGE)
    form = browser.get(f"{PAGE}/changes/1")
    sent = {**carried_by(form, "what"), **CHANGE, f"version-{first}": "", f"version-{second}": ""}
    assert browser.post(f"{PAGE}/changes/1", {**sent, f"version-{first}": "new"}).status_code == 302
    # Words that they alone changed are nobody's question, and the versions stay as the other left them.
    assert browser.post(f"{PAGE}/changes/1", {**sent, "label": "Amendment 2"}).status_code == 302
    assert affected_by(Change.objects.get()) == {first: True}
    clash = browser.post(f"{PAGE}/changes/1", {**sent, f"version-{second}": "new"})
    assert clash.status_code == 409 and "The other version of the versions it touches" in words_of(clash)
    assert "Participant information sheet 1.1: brought in" in words_of(clash)
    assert affected_by(Change.objects.get()) == {first: True}
    both = {**carried_by(clash, "what"), **CHANGE, f"version-{first}": "new", f"version-{second}": "new"}
    assert browser.post(f"{PAGE}/changes/1", both).status_code == 302
    assert affected_by(Change.objects.get()) == {first: True, second: True}


def test_an_outcome_is_not_written_over_one_that_was_not_seen(alice: Person, opened: Access, client: Client) -> None:
    browser = signed_in(alice)
    browser.post(f"{PAGE}/changes/new", CHANGE)
    sent = {"seen": seen_on(browser), "outcome": "favourable", "outcome_on": "2026-02-20", "reference": "Letter 1"}
    assert browser.post(f"{PAGE}/changes/1/outcome", sent).status_code == 302
    assert browser.post(f"{PAGE}/changes/1/outcome", sent).status_code == 302
    second = browser.post(f"{PAGE}/changes/1/outcome", {**sent, "reference": "Letter 2"})
    assert second.status_code == 409 and "Letter 1" in words_of(second) and 'value="Letter 2"' in words_of(second)
    assert Change.objects.get().outcome_reference == "Letter 1"
    knowing = {**sent, "seen": seen_on(browser), "reference": "Letter 2"}
    assert browser.post(f"{PAGE}/changes/1/outcome", knowing).status_code == 302
    assert Change.objects.get().outcome_reference == "Letter 2"


def seen_on(browser: Client) -> str:
    """When the only change was changed last, as the form of its outcome carries it."""
    return words_of(browser.get(PAGE)).split('name="seen" value="')[1].split('"')[0]


def test_a_condition_that_comes_late_holds_recruitment_up(alice: Person, opened: Access, client: Client) -> None:
    browser = signed_in(alice)
    assert "nobody new is put forward or consents until it is" in words_of(browser.get(f"{PAGE}/conditions/new"))
    browser.post(f"{PAGE}/conditions/new", {"words": "Shorten it.", "before_start": "True"})
    page = words_of(browser.get(PAGE))
    title = page.split('<div class="title">')[1].split("</div>")[0]
    assert "Recruitment is open, and 1 condition to be met before the start is still open." in title
    assert "Nobody new is put forward or consents until that is met." in title and "Open, and held up." in page
    assert why_not_recruiting(opened, date(2026, 3, 1)) != []


def test_who_closes_a_condition_second_has_their_words_still(alice: Person, opened: Access, client: Client) -> None:
    browser = signed_in(alice)
    browser.post(f"{PAGE}/conditions/new", {"words": "Shorten it.", "before_start": "True"})
    address = f"{PAGE}/conditions/{Condition.objects.get().pk}/close"
    assert browser.post(address, {"on": "2026-03-01", "evidence": "Letter <1>"}).status_code == 302
    second = browser.post(address, {"on": "2026-03-01", "evidence": "E-mail <2>"})
    assert second.status_code == 409 and "which was not kept: E-mail &lt;2&gt;" in words_of(second)
    assert Condition.objects.get().evidence == "Letter <1>"


def test_closing_is_taken_back(alice: Person, opened: Access, client: Client) -> None:
    browser = signed_in(alice)
    browser.post(f"{PAGE}/recruiting", {"act": "close", "on": "2026-03-01"})
    assert "Closed on 1 March 2026." in words_of(browser.get(PAGE))
    browser.post(f"{PAGE}/recruiting", {"act": "again"})
    assert "Open since 5 February 2026." in words_of(browser.get(PAGE))
    browser.post(f"{PAGE}/recruiting", {"act": "close", "on": "2099-03-01"})
    assert "Closes after 1 March 2099." in words_of(browser.get(PAGE))


def test_others_see_changes_and_write_none(alice: Person, study: Study, opened: Access, client: Client) -> None:
    signed_in(alice).post(f"{PAGE}/changes/new", CHANGE)
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR, Role.ADVISER):
        browser = with_role(study, f"one-{role}", role)
        page = words_of(browser.get(PAGE))
        assert "Its outcome is awaited." in page and "Write down a change" not in page
        assert "Its outcome has come" not in page and "Correct what is written" not in page
        assert browser.get(f"{PAGE}/changes/new").status_code == browser.get(f"{PAGE}/changes/1").status_code == 403
        assert browser.post(f"{PAGE}/changes/1/outcome", {"outcome": "favourable"}).status_code == 403


def test_a_stranger_finds_no_change_and_no_other_method_works(
    alice: Person, charlie: Person, opened: Access, client: Client
) -> None:
    lead, stranger = signed_in(alice), signed_in(charlie)
    lead.post(f"{PAGE}/changes/new", CHANGE)
    for address in ("/changes/new", "/changes/1"):
        assert stranger.get(PAGE + address).status_code == 404
        assert lead.put(PAGE + address).status_code == 405
    assert stranger.post(f"{PAGE}/changes/1/outcome").status_code == 404
    assert lead.get(f"{PAGE}/changes/1/outcome").status_code == 405
    assert lead.get(f"{PAGE}/changes/2").status_code == lead.get(f"{PAGE}/changes/{'9' * 16}").status_code == 404
