"""The pages of consent: taking it clause by clause, one person's, the overview, clauses and deviations."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lifeworld.approvals.models import Site
from lifeworld.common import pdf
from lifeworld.consent.models import Clause, Consent, Deviation
from lifeworld.identities.keys import destroy_key
from lifeworld.identities.models import KeyUse, PersonKey
from lifeworld.recruitment.models import Stage
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.conftest import NOON
from tests.consent.consented import (
    SCAN,
    STROKES,
    at_contact,
    consent,
    consent_all,
    consenting_site,
    newest,
    numbers,
    version_at,
)
from tests.pages.people import carried_by, signed_in, with_role, words_of
from tests.recruitment.recruited import put_forward

STUDY = "/studies/walking"


@pytest.fixture
def site(sealed_store: object, access: Access) -> Site:
    return consenting_site(access)


def filled(access: Access, **other: Any) -> dict[str, Any]:
    form = newest(access, "form")
    answers = {f"clause-{one.number}": "yes" for one in Clause.objects.filter(form=form)}
    return answers | {
        "form": form.pk, "sheet": newest(access, "sheet").pk, "taken_on": "2026-02-06", "taken_time": "10:00",
        "taken_by": "the researcher", "mode": "paper", "capacity": "presumed", "pseudonym": "Agnes", **other,
    }  # fmt: skip


def test_a_consent_is_written_down_shown_and_changed(alice: Person, access: Access, site: Site, client: Client) -> None:
    entry, browser = at_contact(access, site), signed_in(alice)
    page = f"{STUDY}/recruitment/{entry.serial}/consent"
    assert "None is written down yet." in words_of(browser.get(page))
    form = words_of(browser.get(f"{page}/new"))
    assert "I agree to take part in this study." in form and "in use there today" in form and 'value="yes"' in form
    quotes = numbers(newest(access, "form"))["quotes"]
    scan = SimpleUploadedFile("Maeve O'Hara.pdf", SCAN)
    kept = browser.post(f"{page}/new", filled(access, scan=scan, **{f"clause-{quotes}": "no"}))
    assert kept["Location"] == page
    shown = words_of(browser.get(page))
    assert "Agnes: consent" in shown and "stand in nothing that is taken out" in shown and "Kept, sealed" in shown
    assert "Hara" not in shown
    results = numbers(newest(access, "form"))["results"]
    assert browser.post(f"{page}/clauses/{results}/taken-back", {"on": "2026-02-10"})["Location"] == page
    assert "Yes, taken back from 10 February 2026" in words_of(browser.get(page))
    wrong = browser.post(f"{page}/clauses/{quotes}/corrected", {"reply": "yes", "why": ""})
    assert wrong.status_code == 422 and "with a reason" in words_of(wrong)
    browser.post(f"{page}/clauses/{quotes}/corrected", {"reply": "yes", "why": "Mistyped"})
    browser.post(f"{page}/copy-given", {"on": "2026-02-10"})
    assert Consent.objects.get().copy_given_on == date(2026, 2, 10)
    assert browser.post(f"{page}/copy-given", {"on": "2026-02-01"}).status_code == 422
    file = browser.post(f"{page}/signed/file")
    assert file.content == SCAN and "Hara" not in file["Content-Disposition"]
    new = SimpleUploadedFile("again.png", b"\x89PNG")
    assert browser.post(f"{page}/signed", {"scan": new})["Location"] == page
    assert browser.post(f"{page}/signed", {}).status_code == 422


def test_what_was_typed_stays_where_a_consent_is_refused(
    alice: Person, access: Access, site: Site, client: Client
) -> None:
    entry, browser = at_contact(access, site), signed_in(alice)
    page = f"{STUDY}/recruitment/{entry.serial}/consent/new"
    refused = browser.post(page, filled(access, **{"clause-6": "no"}))
    text = words_of(refused)
    assert refused.status_code == 422 and "that was not agreed to" in text and "decided against it" in text
    assert 'name="clause-6" value="no" required checked' in text and 'value="Agnes"' in text
    informed = entry.stages.get(stage=Stage.INFORMED)
    informed.on = date(2026, 2, 5)
    informed.save()
    short = browser.post(page, filled(access))
    assert short.status_code == 422 and 'id="short_notice_reason"' in words_of(short)
    for other in ({"taken_time": ""}, {"sheet": ""}, {"taken_on": "soon"}, {"mode": "stylus", "strokes": "[]"}):
        assert browser.post(page, filled(access, short_notice_reason="Asked to", **other)).status_code == 422
    assert browser.post(page, filled(access, sheet="9999999")).status_code == 404
    assert not Consent.objects.exists()
    early = browser.post(page, filled(access, taken_on="2026-01-25"))
    assert early.status_code == 409 and "before the site’s green light" in words_of(early)


def test_the_copy_is_a_tagged_pdf_with_every_clause_and_no_name(
    alice: Person, access: Access, site: Site, client: Client
) -> None:
    entry, browser = at_contact(access, site), signed_in(alice)
    page = f"{STUDY}/recruitment/{entry.serial}/consent"
    browser.post(f"{page}/new", filled(access, mode="stylus", strokes=STROKES, pseudonym="Rosalind"))
    assert '<path d="M10 20 L30 40 L50 20 M70 70 L70 70"' in words_of(browser.get(page))
    answer = browser.post(f"{page}/copy")
    assert answer["Content-Disposition"] == 'attachment; filename="walking-entry-1-consent-1.pdf"'
    assert answer.content.startswith(b"%PDF-1.7") and b"/StructTreeRoot" in answer.content
    assert b"/Lang (en-GB)" in answer.content and b"/Marked true" in answer.content
    text = text_in(answer.content)
    for words in ("IRAS ID 999999", "version 1.0 of 10 January 2026", "7. I agree that words of mine may be quoted",
                  "6 February 2026 at 10:00", "the researcher", "Telephone"):  # fmt: skip
        assert words in text, words
    assert "Rosalind" not in text and b"Rosalind" not in answer.content
    assert Act.objects.filter(verb="took out copy of consent").count() == 1


def text_in(content: bytes) -> str:
    """The words of a paper's text, line after line, as its strings hold them."""
    found = re.findall(rb"<([0-9a-f]*)>\]? TJ|<([0-9a-f]*)> Tj", content)
    return " ".join(bytes.fromhex((one[0] or one[1]).decode()).decode("cp1252") for one in found)


def test_a_paper_turns_its_pages_breaks_its_lines_and_keeps_what_it_can_of_letters() -> None:
    paper = pdf.Paper("Long")
    for number in range(60):
        paper.paragraph(f"{number} " + "Siôn ŵ “quoted” – 🙂 " * 12)
    paper.paragraph("x" * 400)
    content = paper.written()
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") + content.count(b"/Type /Page/") >= 2
    assert "Siôn w “quoted” – ?" in text_in(content)
    lines = pdf.wrapped("one two three " * 30, 20)
    assert all(pdf.text_width(line) <= 20 for line in lines)
    assert " ".join(lines).split() == ("one two three " * 30).split()


def test_the_overview_shows_people_by_pseudonym_and_what_each_left_open(
    alice: Person, access: Access, client: Client, study: Study
) -> None:
    browser = signed_in(alice)
    assert "does not keep its recruitment here" in words_of(browser.get(f"{STUDY}/consent"))
    keys = consent_all(access, "hush")
    page = words_of(browser.get(f"{STUDY}/consent"))
    assert "Agnes hush" in page and "What a “no” holds back" in page and "1 still open." in page
    deviations = words_of(browser.get(f"{STUDY}/deviations"))
    assert "hush" in deviations and "What was done" in deviations
    one = words_of(browser.get(f"{STUDY}/recruitment/{keys['serial']}/consent"))
    assert "Earlier" in one and "their 2nd" in one


def test_a_form_on_another_version_is_written_down_as_a_deviation(
    alice: Person, access: Access, site: Site, client: Client
) -> None:
    entry, browser = at_contact(access, site), signed_in(alice)
    old = newest(access, "sheet")
    version_at(access, site, "sheet", "2.0", live=date(2026, 2, 4))
    browser.post(f"{STUDY}/recruitment/{entry.serial}/consent/new", filled(access, sheet=old.pk))
    deviation = Deviation.objects.get()
    assert "while version 2.0 was in use" in words_of(browser.get(f"{STUDY}/deviations"))
    act = f"{STUDY}/deviations/{deviation.pk}/act"
    assert browser.post(act, {"action": "", "closed_on": "2026-03-01"}).status_code == 422
    assert browser.post(act, {"action": "Told the sponsor", "closed_on": "2026-03-01"}).status_code == 302
    assert "Closed on 1 March 2026: Told the sponsor" in words_of(browser.get(f"{STUDY}/deviations"))


def test_clauses_are_begun_from_the_usual_and_kept(alice: Person, access: Access, site: Site, client: Client) -> None:
    browser = signed_in(alice)
    form = version_at(access, site, "form", "2.0", live=date(2026, 2, 4))
    page = f"{STUDY}/consent/forms/{form.pk}"
    assert "Begin with the usual ones" in words_of(browser.get(page))
    assert "I agree to take part in this study." in words_of(browser.get(f"{page}?usual=1"))
    sent = {"words": ["I take part.", " ", "Quote me."], "kind": ["mandatory", "mandatory", "optional"],
            "effect": ["", "", "quotes"]}  # fmt: skip
    assert browser.post(page, sent)["Location"] == page
    found = Clause.objects.filter(form=form).values_list("number", "words", "mandatory", "effect")
    assert list(found) == [(1, "I take part.", True, ""), (2, "Quote me.", False, "quotes")]
    wrong = browser.post(page, sent | {"kind": ["optional"] * 3})
    assert wrong.status_code == 422 and "Quote me." in words_of(wrong)
    assert browser.get(f"{STUDY}/consent/forms/{newest(access, 'sheet').pk}").status_code == 404


def test_a_deviation_is_written_down_by_hand(alice: Person, access: Access, site: Site, client: Client) -> None:
    browser, entry = signed_in(alice), put_forward(access, site)
    sent = {"on": "2026-02-20", "kind": "data", "words": "A letter lay open.", "serial": str(entry.serial)}
    page = f"{STUDY}/deviations/new"
    assert browser.post(page, sent | {"serial": "x"}).status_code == 422
    assert browser.post(page, sent | {"serial": "99"}).status_code == 404
    assert browser.post(page, sent | {"on": "2030-01-01"}).status_code == 422
    assert browser.post(page, sent)["Location"] == f"{STUDY}/deviations"
    assert Deviation.objects.get().entry == entry
    details = Act.objects.select_related("detail").get(verb="wrote down deviation").detail
    assert "letter" not in json.dumps(details.changes)


def test_what_another_did_about_a_deviation_is_not_written_over_unseen(
    alice: Person, access: Access, site: Site, client: Client
) -> None:
    browser = signed_in(alice)
    sent = {"on": "2026-02-20", "kind": "data", "words": "A letter lay open."}
    browser.post(f"{STUDY}/deviations/new", sent)
    page = f"{STUDY}/deviations/{Deviation.objects.get().pk}/act"
    carried = carried_by(browser.get(f"{STUDY}/deviations"), "action")
    browser.post(page, carried | {"action": "Told the sponsor.", "closed_on": "2026-02-21"})
    clash = browser.post(page, carried | {"action": "Locked the drawer.", "closed_on": ""})
    words = words_of(clash)
    assert clash.status_code == 409 and "Told the sponsor." in words and "Closed on 21 February 2026." in words
    assert ">Locked the drawer.</textarea>" in words and Deviation.objects.get().action == "Told the sponsor."
    both = carried_by(clash, "action") | {"action": "Told the sponsor. Locked the drawer.", "closed_on": "2026-02-21"}
    assert browser.post(page, both).status_code == 302
    assert Deviation.objects.get().action == "Told the sponsor. Locked the drawer."


def test_clauses_that_another_wrote_are_not_written_over_unseen(
    alice: Person, access: Access, site: Site, client: Client
) -> None:
    browser = signed_in(alice)
    form = version_at(access, site, "form", "2.0", live=date(2026, 2, 4))
    page = f"{STUDY}/consent/forms/{form.pk}"
    carried = carried_by(browser.get(page), "words")

    def clauses(words: str) -> dict[str, Any]:
        return {"words": [words], "kind": ["mandatory"], "effect": [""]}

    browser.post(page, carried | clauses("I take part."))
    clash = browser.post(page, carried | clauses("I agree to take part."))
    words = words_of(clash)
    assert (
        clash.status_code == 409 and "<li>I take part.</li>" in words and ">I agree to take part.</textarea>" in words
    )
    assert browser.post(page, carried_by(clash, "words") | clauses("I agree to take part.")).status_code == 302
    assert Clause.objects.get(form=form).words == "I agree to take part."


def test_readers_read_and_change_nothing_and_advisers_find_nothing(
    study: Study, access: Access, client: Client, charlie: Person, sealed_store: object
) -> None:
    keys = consent_all(access)
    own = f"{STUDY}/recruitment/{keys['serial']}/consent"
    pages = [f"{STUDY}/consent", own, f"{STUDY}/deviations", f"{STUDY}/consent/forms/{keys['form_version']}"]
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR):
        browser = with_role(study, f"one-{role}", role)
        assert {browser.get(page).status_code for page in pages} == {200}
        text = words_of(browser.get(own))
        assert "Change this" not in text and "Make the copy" not in text and "<path" not in text
        for address in (f"{own}/copy", f"{own}/signed/file", f"{own}/new", f"{STUDY}/deviations/new"):
            assert browser.post(address).status_code == 403
    for browser in (with_role(study, "eve", Role.ADVISER), signed_in(charlie)):
        assert {browser.get(page).status_code for page in pages} == {404}
        assert browser.get(f"{own}/new").status_code in {403, 404}
        assert browser.post(f"{own}/copy").status_code == 404


def test_a_second_window_that_saves_the_same_is_told_and_makes_no_second_consent(
    alice: Person, access: Access, site: Site, client: Client
) -> None:
    entry = at_contact(access, site)
    browser = signed_in(alice)
    address = reverse("new-consent", args=["walking", entry.serial])
    page = browser.get(address).content.decode()
    assert '<input type="hidden" name="follows" value="0">' in page
    sent = filled(access) | {"follows": "0"}
    assert browser.post(address, sent).status_code == 302
    again = browser.post(address, sent | {"taken_time": "11:30"})
    told = again.content.decode()
    assert again.status_code == 409 and "since you opened this page" in told
    assert Consent.objects.count() == 1 and 'name="follows" value="1"' in told


def test_a_signed_form_whose_key_lies_elsewhere_is_not_called_destroyed(
    alice: Person, access: Access, site: Site, client: Client
) -> None:
    made, browser = consent(access, site), signed_in(alice)
    address = reverse("consent", args=["walking", made.entry.serial])
    take_out = reverse("signed-form-file", args=["walking", made.entry.serial])
    assert take_out in browser.get(address).content.decode()
    key = PersonKey.objects.get(entry=made.entry, use=KeyUse.CONSENT_FORM)
    PersonKey.objects.all().delete()  # as in a store to which the study was moved
    page = browser.get(address).content.decode()
    assert "Sealed in another store" in page and "estroyed" not in page and take_out not in page
    answer = browser.post(take_out)
    assert answer.status_code == 409 and "its key is not here" in answer.content.decode()
    key.save(force_insert=True)
    destroy_key(made.entry, KeyUse.CONSENT_FORM, NOON)
    page = browser.get(address).content.decode()
    assert "Destroyed: nothing that was signed" in page and "another store" not in page and take_out not in page
