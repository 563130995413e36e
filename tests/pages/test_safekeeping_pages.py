"""The pages of withdrawal, retention and destruction, role by role."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from lifeworld.analysis.services.cases import close_across_cases, reopen
from lifeworld.approvals.models import Course, DocumentVersion
from lifeworld.common.errors import InvalidInputError
from lifeworld.identities.keys import seal_for
from lifeworld.identities.models import Identity, KeyUse, PersonKey
from lifeworld.safekeeping.models import BackupMade, Destruction, RetentionRule, Withdrawal
from lifeworld.safekeeping.rules.retention import BACKUP_DAYS
from lifeworld.safekeeping.selectors.mentions import mentions_of
from lifeworld.safekeeping.services.backups import register_backup
from lifeworld.safekeeping.services.retention import delete_backup
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.trail.selectors import verify
from tests.conftest import NOON
from tests.safekeeping.planted import GHOST, SAID, Planted, plant

BASE = "/studies/walking"
TOLD = "2026-03-01"


@pytest.fixture
def planted(access: Access) -> Planted:
    return plant(access)


def as_role(client: Client, access: Access, role: str) -> Client:
    access.study.memberships.update(role=role)
    client.force_login(access.person, backend="lifeworld.security.backend.StoreBackend")
    return client


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def test_it_says_what_goes_and_what_stays_before_it_acts(alice_client: Client, planted: Planted) -> None:
    address = f"{BASE}/recruitment/{planted.entry.serial}/withdraw"
    assert "no day until which it could" not in alice_client.get(address).content.decode()
    sent = {"level": ["data", "contact"], "results": "keep", "on": TOLD, "act": "look"}
    looked = alice_client.post(address, sent).content.decode()
    assert "Everything of the interview" in looked and "Take it all out" in looked
    assert "until the findings are sent" in looked and "I liked Zephyrine too well." in looked
    assert Case.objects.filter(pseudonym=GHOST).exists()


def test_confirmed_it_is_done_once_and_its_certificate_names_nobody(
    alice_client: Client, access: Access, planted: Planted
) -> None:
    serial = planted.entry.serial
    sent = {"level": ["data"], "results": "decline", "on": TOLD, "act": "confirm"}
    address = f"{BASE}/recruitment/{serial}/withdraw"
    undecided = alice_client.post(address, sent)
    assert undecided.status_code == 422 and "not said yet" in undecided.content.decode()
    BackupMade.objects.create(made_at=NOON, sha256="a" * 64, size=1, keep_until=date(2026, 6, 1))
    sent |= {f"text-{one.key}": "redact" for one in mentions_of(access, planted.case)}
    assert alice_client.post(address, sent).status_code == 302
    assert not Case.objects.filter(pseudonym=GHOST).exists()
    page = alice_client.get(f"{BASE}/withdrawals").content.decode()
    assert "They asked to take back the interview. They do not wish to hear the findings." in " ".join(page.split())
    assert "everything of the interview was deleted" in page
    proof = words_of(alice_client.post(f"{BASE}/recruitment/{serial}/withdrawals/1/certificate").content)
    assert "made on 2 March 2026 still holds it, and must be deleted by 1 June 2026" in proof
    assert "Lead researcher".lower() in proof and "Transcripts: 1." in proof and "Findings: they do not wish" in proof
    for hidden in (GHOST, SAID, "Alice"):
        assert hidden not in proof


def test_after_the_cut_off_the_page_says_plainly_what_stays(alice_client: Client, planted: Planted) -> None:
    sent = {"level": ["data"], "on": "2026-03-20", "act": "look"}
    page = alice_client.post(f"{BASE}/recruitment/{planted.entry.serial}/withdraw", sent).content.decode()
    assert "6 March 2026, has passed" in page and "Write it down" in page and "Take it all out" not in page


@pytest.mark.parametrize(("role", "reads", "acts"), [("lead", 200, 200), ("auditor", 200, 403), ("adviser", 404, 403)])
def test_each_role(client: Client, access: Access, planted: Planted, role: str, reads: int, acts: int) -> None:
    signed_in = as_role(client, access, role)
    serial = planted.entry.serial
    for page in ("withdrawals", "retention", f"recruitment/{serial}/everything"):
        assert signed_in.get(f"{BASE}/{page}").status_code == reads
    for page in (f"recruitment/{serial}/withdraw", "retention/contacts"):
        assert signed_in.get(f"{BASE}/{page}").status_code == acts


def test_everything_about_somebody_is_counted_without_a_word(alice_client: Client, planted: Planted) -> None:
    page = alice_client.get(f"{BASE}/recruitment/{planted.entry.serial}/everything").content.decode()
    assert "Files as they came" in page and "Other texts that speak of them" in page
    assert SAID not in page


def test_a_destruction_takes_two_steps_and_leaves_a_proof(
    alice_client: Client, access: Access, planted: Planted
) -> None:
    Identity.objects.create(
        entry=planted.entry, sealed=seal_for(planted.entry, KeyUse.IDENTITY, b"a name", NOON), created_at=NOON,
        changed_at=NOON,
    )  # fmt: skip
    assert alice_client.post(f"{BASE}/retention/contacts/propose").status_code == 409
    alice_client.post(f"{BASE}/retention/contacts", {"months": "0", "trigger_on": "2026-03-01"})
    answer = alice_client.post(f"{BASE}/retention/contacts/propose", follow=True)
    assert "Entry 1" in answer.content.decode()
    address = f"{BASE}/retention/destructions/1"
    assert alice_client.post(address, {"typed": "contacts"}).status_code == 422
    assert PersonKey.objects.get(use=KeyUse.IDENTITY).destroyed_at is None
    alice_client.post(address, {"typed": "names and contact details of participants"})
    assert bytes(PersonKey.objects.get(use=KeyUse.IDENTITY).wrapped) == b"" and not Identity.objects.exists()
    proof = words_of(alice_client.post(f"{address}/certificate").content)
    assert "Entries 1." in proof and "The keys were destroyed" in proof and "a name" not in proof
    assert alice_client.post(address, {"typed": "again"}).status_code == 409
    assert Destruction.objects.get().done == [
        {"what": "keys", "count": 1}, {"what": "names and contact details", "count": 1}
    ]  # fmt: skip


def test_set_aside_nothing_is_destroyed(alice_client: Client, planted: Planted) -> None:
    alice_client.post(f"{BASE}/retention/recordings", {"months": "0"})
    page = alice_client.get(f"{BASE}/retention").content.decode()
    assert 'id="due-recordings"' in page
    assert alice_client.post(f"{BASE}/retention/recordings/aside", {"because": ""}).status_code == 422
    alice_client.post(f"{BASE}/retention/recordings/aside", {"because": "A complaint"})
    assert alice_client.post(f"{BASE}/retention/recordings/propose").status_code == 409
    alice_client.post(f"{BASE}/retention/recordings/again")
    assert alice_client.post(f"{BASE}/retention/recordings/propose").status_code == 302
    alice_client.post(f"{BASE}/retention/destructions/1/take-back")
    assert Destruction.objects.get().taken_back_at is not None


@pytest.mark.parametrize("wrong", ["{:016d}1", "{:016d}" + "9" * 5_000, "-{}", "x"])
def test_a_sheet_is_one_of_those_offered_or_none(
    alice_client: Client, access: Access, planted: Planted, wrong: str
) -> None:
    sheet = DocumentVersion.objects.filter(document__study=access.study, document__kind="sheet").first()
    assert sheet is not None
    sent = {"months": "0", "promise": "Deleted once checked.", "promised_months": "0", "sheet_id": str(sheet.pk)}
    assert alice_client.post(f"{BASE}/retention/recordings", sent).status_code == 302
    assert RetentionRule.objects.get(klass="recordings").sheet_id == sheet.pk
    refused = alice_client.post(f"{BASE}/retention/contacts", {**sent, "sheet_id": wrong.format(sheet.pk)})
    assert refused.status_code == 422 and "the version of the information sheet" in refused.content.decode()


def test_a_backup_is_deleted_on_the_day_of_the_wall_clock(access: Access) -> None:
    """Half past midnight in London in summer: in UTC it is the evening before."""
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    kept = register_backup(made_at=at, sha256="a" * 64, size=1)
    assert kept.keep_until == date(2026, 7, 2) + timedelta(days=BACKUP_DAYS)
    with pytest.raises(InvalidInputError):
        delete_backup(access=access, at=at, backup=kept, on=date(2026, 7, 1))
    assert delete_backup(access=access, at=at, backup=kept, on=date(2026, 7, 2)).deleted_on == date(2026, 7, 2)


def test_a_file_that_was_destroyed_is_missed_calmly(alice_client: Client, planted: Planted) -> None:
    version = planted.case.interviews.get().versions.get()
    alice_client.post(f"{BASE}/retention/recordings/propose")
    name = "recordings, and transcripts as they came"
    assert alice_client.post(f"{BASE}/retention/destructions/1", {"typed": name}).status_code == 302
    refused = alice_client.get(f"{BASE}/transcripts/{version.pk}/original")
    assert refused.status_code == 409 and "destroyed" in refused.content.decode()
    assert alice_client.get(f"/api/transcripts/{version.pk}").json()["sha256"] == ""


def test_longer_than_promised_is_shown_and_stands_in_the_way(
    alice_client: Client, access: Access, planted: Planted
) -> None:
    rule = RetentionRule.objects.create(
        study=access.study, klass="recordings", months=12, promised_months=6, promise="within six months",
        trigger_on=date(2020, 1, 1), created_at=NOON, changed_at=NOON,
    )  # fmt: skip
    page = alice_client.get(f"{BASE}/retention").content.decode()
    assert "It is set to 1 year, and the information sheet promises 6 months." in page
    assert alice_client.post(f"{BASE}/retention/recordings/propose").status_code == 409
    rule.months = 6
    rule.save()
    assert alice_client.post(f"{BASE}/retention/recordings/propose").status_code == 302


def test_the_whole_analysis_can_go_and_the_chain_still_holds(
    alice_client: Client, access: Access, planted: Planted
) -> None:
    course = Course.objects.get(study=access.study)
    course.ended_on = date(2010, 1, 1)
    course.save()
    assert alice_client.post(f"{BASE}/retention/analysis/propose").status_code == 302
    name = "Pseudonymised transcripts and their analysis"
    assert alice_client.post(f"{BASE}/retention/destructions/1", {"typed": name}).status_code == 302
    assert not access.study.cases.exists() and not access.study.group_themes.exists()
    verdict = verify(access.study.slug)
    assert verdict.holds and verdict.finding is None


def test_a_backup_is_written_down_as_deleted(alice_client: Client, alice: Person, planted: Planted) -> None:
    made = BackupMade.objects.create(made_at=NOON, sha256="b" * 64, size=1, keep_until=date(2026, 6, 1))
    assert "keep until 1 June 2026" in alice_client.get(f"{BASE}/retention").content.decode()
    address = f"{BASE}/retention/backups/{made.pk}/deleted"
    assert alice_client.post(address, {"on": "2026-03-01"}).status_code == 422
    assert alice_client.post(address, {"on": timezone.localdate().isoformat()}).status_code == 302
    assert not Withdrawal.objects.exists()
    assert alice_client.post(address, {"on": "2026-03-03"}).status_code == 404


def test_a_theme_that_lost_a_contribution_says_so_until_it_is_looked_at(
    alice_client: Client, access: Access, planted: Planted
) -> None:
    sent = {"level": ["data"], "on": TOLD, "act": "confirm"}
    sent |= {f"text-{one.key}": "redact" for one in mentions_of(access, planted.case)}
    alice_client.post(f"{BASE}/recruitment/{planted.entry.serial}/withdraw", sent)
    mark = "One contribution was taken out on 1 March 2026 because a person withdrew."
    for page in ("group", f"group/themes/{planted.theme}"):
        assert mark in alice_client.get(f"{BASE}/{page}").content.decode()
    alice_client.post(f"{BASE}/group/themes/{planted.theme}/looked")
    assert mark not in alice_client.get(f"{BASE}/group").content.decode()


def test_texts_of_a_case_that_is_closed_are_asked_about_and_not_shown(
    alice_client: Client, access: Access, planted: Planted
) -> None:
    close_across_cases(access=access, at=NOON)
    reopen(access=access, at=NOON, case=planted.case)
    address = f"{BASE}/recruitment/{planted.entry.serial}/withdraw"
    page = alice_client.post(address, {"level": ["data"], "on": TOLD, "act": "look"}).content.decode()
    assert "so its words are not shown" in page and "Unlike" not in page
