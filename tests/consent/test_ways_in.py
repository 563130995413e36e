"""No way in brings an interview of somebody whose consent was not in force on its day."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lifeworld.approvals.models import Site
from lifeworld.consent.selectors.permissions import NoConsentError
from lifeworld.interchange.services import Keeping, OneFileError, bring_in_file, keep_arrivals
from lifeworld.interviews.models import Interview
from lifeworld.interviews.services.arrivals import Incoming, hold_arrivals
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON
from tests.consent.consented import TAKEN, case_of, consent, consenting_site, taken_back

WORDS = (
    b"Ingrid: Can you tell me about the walks?\n\nMaureen: We went along the river.\n\n"
    b"Ingrid: You just went?\n\nMaureen: Yeah. We just went.\n"
)
ROOM = Path(__file__).parents[2] / "lifeworld"


@pytest.fixture
def site(sealed_store: object, access: Access) -> Site:
    return consenting_site(access)


def by_call(client: Client, case: Case, **fields: str) -> int:
    file = SimpleUploadedFile("a.txt", WORDS)
    return client.post(f"/api/studies/walking/cases/{case.pseudonym}/files", {"file": file, **fields}).status_code


def test_a_call_and_the_command_are_refused_without_a_consent(access: Access, site: Site, alice_client: Client) -> None:
    by_hand = add_case(access=access, at=NOON, pseudonym="Byhand")
    assert by_call(alice_client, by_hand) == 409
    with pytest.raises(NoConsentError):
        bring_in_file(access=access, at=NOON, case=by_hand, content=WORDS, suffix=".txt")
    case = case_of(consent(access, site))
    assert by_call(alice_client, case, held_on="2026-02-05") == 409
    assert not Interview.objects.exists()
    assert by_call(alice_client, case, held_on="2026-02-06") == 200


def test_files_that_wait_bring_nobody_new_in_and_nobody_who_took_consent_back(access: Access, site: Site) -> None:
    made = consent(access, site)
    taken_back(access, made, TAKEN.date())
    roles = {"Ingrid": "interviewer", "Maureen": "participant"}
    for case, pseudonym in ((case_of(made), ""), (None, "Somebody new")):
        waiting = hold_arrivals(access=access, at=NOON, files=[Incoming("a.txt", WORDS)])[0]
        with pytest.raises(OneFileError, match="No consent of this person"):
            keep_arrivals(access=access, at=NOON, keepings=[Keeping(waiting, case, pseudonym, roles=roles)])
    assert not Interview.objects.exists() and not Case.objects.filter(pseudonym="Somebody new").exists()


def test_two_doors_alone_make_interviews_and_both_ask_for_consent() -> None:
    sources = [path for path in ROOM.rglob("*.py") if "migrations" not in path.parts]
    making = re.compile(r"\bInterview(\.objects\.\w*create)?\(\s*case=")
    doors = {path.relative_to(ROOM).as_posix(): path.read_text() for path in sources if making.search(path.read_text())}
    assert set(doors) == {"fieldwork/services/meetings.py", "interviews/services/transcripts.py"}
    assert all("check_may_be_interviewed(" in text for text in doors.values())
