"""The page of documents, as each role meets it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lifeworld.approvals.models import DocumentVersion
from lifeworld.approvals.services import sites
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.pages.people import signed_in, with_role, words_of

PAGE = "/studies/walking/documents"


def sheet(**other: str) -> dict[str, object]:
    file = SimpleUploadedFile("Maeve O'Hara sheet.pdf", b"%PDF-1.4 the sheet")
    return {
        "kind": "sheet",
        "title": "",
        "label": "1.1",
        "dated": "2026-01-10",
        "approved_on": "",
        "file": file,
        **other,
    }


def test_a_version_is_kept_approved_and_put_to_use(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    assert "None yet." in words_of(browser.get(PAGE))
    assert browser.post(f"{PAGE}/new", sheet())["Location"] == PAGE
    version = DocumentVersion.objects.get().pk
    page = words_of(browser.get(PAGE))
    assert "Participant information sheet" in page and "not approved yet" in page and "Hara" not in page
    browser.post(f"{PAGE}/{version}/approved", {"on": "2026-02-02"})
    assert "There is no site yet" in words_of(browser.get(PAGE))
    sites.add_site(access=access, at=NOON, values={"organisation": "Norfolk Trust", "route": "hra-hcrw"})
    early = browser.post(f"{PAGE}/{version}/live", {"site": "1", "on": "2026-02-01"})
    assert early.status_code == 422 and "before it was approved" in words_of(early)
    assert browser.post(f"{PAGE}/{version}/live", {"site": "9", "on": "2026-02-05"}).status_code == 404
    browser.post(f"{PAGE}/{version}/live", {"site": "1", "on": "2026-02-05"})
    assert "In use at Norfolk Trust since 5 February 2026" in words_of(browser.get(PAGE))
    file = browser.post(f"{PAGE}/{version}/file")
    assert file.content == b"%PDF-1.4 the sheet"
    assert file["Content-Disposition"] == f'attachment; filename="walking-sheet-{version}.pdf"'


def test_what_was_typed_stays_when_a_file_is_refused(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    program = sheet(label="2.0") | {"file": SimpleUploadedFile("sheet.exe", b"MZ")}
    refused = browser.post(f"{PAGE}/new", program)
    assert refused.status_code == 422 and "are not kept as documents" in words_of(refused)
    assert 'value="2.0"' in words_of(refused)
    missing = {name: value for name, value in sheet().items() if name != "file"}
    assert "No file was chosen." in words_of(browser.post(f"{PAGE}/new", missing))
    assert browser.post(f"{PAGE}/new", sheet(dated="soon")).status_code == 422
    for long in (sheet(label="x" * 31), sheet(title="x" * 201)):
        assert "One of the texts is longer than" in words_of(browser.post(f"{PAGE}/new", long))


def test_others_read_documents_and_keep_none(study: Study, access: Access, alice: Person, client: Client) -> None:
    signed_in(alice).post(f"{PAGE}/new", sheet())
    version = DocumentVersion.objects.get().pk
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR, Role.ADVISER):
        browser = with_role(study, f"one-{role}", role)
        page = words_of(browser.get(PAGE))
        assert "1.1" in page and "Keep a version" not in page and "It was approved" not in page
        assert browser.post(f"{PAGE}/{version}/file").status_code == 200
        assert browser.post(f"{PAGE}/{version}/approved", {"on": "2026-02-02"}).status_code == 403
        assert browser.get(f"{PAGE}/new").status_code == 403


def test_a_stranger_finds_no_documents(charlie: Person, alice: Person, access: Access, client: Client) -> None:
    signed_in(alice).post(f"{PAGE}/new", sheet())
    version = DocumentVersion.objects.get().pk
    stranger = signed_in(charlie)
    assert stranger.get(PAGE).status_code == stranger.get(f"{PAGE}/new").status_code == 404
    assert stranger.post(f"{PAGE}/{version}/file").status_code == 404
