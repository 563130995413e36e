"""One file brought in at once, as scripts do: read before the study is locked, and kept under its lock."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.interchange.services import bring_in_file
from lifeworld.interviews.models import Interview
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case, create_study
from tests.conftest import NOON, RECORD

pytestmark = pytest.mark.django_db
FILE = b"Interviewer: What stays with you?\n\nMaeve: The bus, and being met.\n\nInterviewer: Met?\n\nMaeve: Yes.\n"


def test_no_lock_is_held_while_the_file_is_read(access: Access) -> None:
    case = add_case(access=access, at=NOON, pseudonym="Maeve")
    with CaptureQueriesContext(connection) as asked, pytest.raises(DomainError):
        bring_in_file(access=access, at=NOON, case=case, content=b"PK\x03\x04 no archive", suffix=".docx")
    assert len(asked) == 0
    version, read = bring_in_file(access=access, at=NOON, case=case, content=FILE, suffix=".txt")
    assert version.word_count == read.word_count == 11


def test_a_case_of_another_study_is_not_found(access: Access, alice: Person) -> None:
    elsewhere = Access(create_study(by=alice, at=NOON, summary_text=RECORD, slug="elsewhere"), alice, Role.LEAD)
    case = add_case(access=elsewhere, at=NOON, pseudonym="Maeve")
    with pytest.raises(NotFoundError):
        bring_in_file(access=access, at=NOON, case=case, content=FILE, suffix=".txt")
    assert not Interview.objects.exists()


def test_whoever_may_not_lead_any_more_keeps_nothing(access: Access) -> None:
    case = add_case(access=access, at=NOON, pseudonym="Maeve")
    Membership.objects.filter(study=access.study, person=access.person).update(role=Role.AUDITOR)
    with pytest.raises(DomainError, match="does not let you"):
        bring_in_file(access=access, at=NOON, case=case, content=FILE, suffix=".txt")
    assert not Interview.objects.exists()
