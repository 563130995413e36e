"""What is written in confidence is planted, and looked for in every paper made for those who look after the study.

Everything else that comes out is searched in `tests/identities`; here each room that holds something in confidence has
its own word in it.
"""

import pytest

from lifeworld.consent.services import deviations
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.making_records import RECORD_MAKERS
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.consent.consented import STROKES, consent, consenting_site
from tests.fieldwork.met import ADDRESS, consented, meet
from tests.identities.known import agreed
from tests.identities.planted import ZOE, found_in, texts_of, write_down
from tests.pages.people import signed_in
from tests.reporting.taking import json_rows, taken

SAID = "Marrowbonean"


@pytest.fixture
def planted(access: Access, sealed_store: object) -> Access:
    """Somebody met and followed up, somebody's consent with its doubts, and somebody known by name."""
    site = consenting_site(access)
    consent(
        access, site, pseudonym=f"Agnes {SAID}", mode="stylus", strokes=STROKES, capacity="supported", support=SAID,
        assessor="the researcher", scan=None, scan_suffix="",
    )  # fmt: skip
    meet(access, SAID, consented(access, f"Wren {SAID}", site))
    deviations.add_deviation(access=access, at=NOON, on=NOON.date(), kind="other", words=SAID)
    Case.objects.filter(study=access.study).update(first_impressions=SAID, summary=SAID)
    write_down(signed_in(access.person), "walking", agreed(access).serial, ZOE)
    return access


@pytest.mark.parametrize("kind", list(RECORD_MAKERS))
def test_no_paper_tells_what_is_kept_in_confidence(planted: Access, kind: str) -> None:
    for fmt in KINDS[kind].formats:
        content = texts_of(taken(planted, kind, fmt))
        assert found_in(content) == [], (kind, fmt)
        assert ADDRESS.encode() not in content and b"blue door" not in content, (kind, fmt)
        assert SAID.lower().encode() not in content.lower(), (kind, fmt)


def test_what_was_met_and_agreed_is_told_in_the_papers(planted: Access) -> None:
    coreq = {row["item"]: " ".join(row["records"]) for row in json_rows(taken(planted, "coreq", "json"))}
    assert coreq[14] == "Interviews were held: at home."
    assert coreq[15] == "Nobody but the participant and the interviewer was there."
    assert coreq[19] == "As sound." and coreq[20].startswith("One field note was written")
    assert "version 1.0 of 10 January 2026" in coreq[7]
    methods = {row["about"]: row["paragraph"] for row in json_rows(taken(planted, "methods", "json"))}
    assert "gave written consent on paper or on screen, by hand" in methods["Consent"]
    answers = {row["number"]: " ".join(row["answer"]) for row in json_rows(taken(planted, "ig-answers", "json"))}
    assert "Agrees: recording." in answers[20] and "Agrees: quoting." in answers[20]
    assert "one deviation from what was approved is still open" in answers[20]
    filed = [row["item"] for row in json_rows(taken(planted, "site-file", "json"))]
    assert ["Scans of signed forms, sealed", "One scan."] in filed
    assert ["Incidents, each sealed", "One record."] in filed
