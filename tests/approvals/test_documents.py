"""Documents by version: kept byte for byte, approved, and in use at one site at a time."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.approvals.models import DocumentVersion, LiveVersion, Site
from lifeworld.approvals.rules.documents import LARGEST_FILE, Life, end_of_former, live_on, wrong_with_going_live
from lifeworld.approvals.selectors.documents import documents_of, version_in_use, version_of
from lifeworld.approvals.services import documents, sites
from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.selectors import Access, access_to
from lifeworld.study.services import create_study
from lifeworld.trail.models import Act
from tests.conftest import NOON, RECORD

SHEET: dict[str, Any] = {
    "kind": "sheet", "title": "", "label": "1.1", "dated": date(2026, 1, 10), "approved_on": date(2026, 2, 2),
    "content": b"%PDF-1.4 the sheet", "suffix": ".PDF",
}  # fmt: skip


def kept(access: Access, **other: Any) -> DocumentVersion:
    return documents.keep_version(access=access, at=NOON, **(SHEET | other))


def site(access: Access, name: str = "Norfolk Trust") -> Site:
    return sites.add_site(access=access, at=NOON, values={"organisation": name, "route": "hra-hcrw"})


def live(access: Access, version: DocumentVersion, at_site: Site, day: date) -> LiveVersion:
    return documents.go_live(access=access, at=NOON, version=version, site=at_site, live_from=day)


def test_a_version_is_kept_byte_for_byte_with_its_checksum(access: Access) -> None:
    version = kept(access)
    assert (version.suffix, version.size) == (".pdf", 18)
    assert version.sha256 == hashlib.sha256(b"%PDF-1.4 the sheet").hexdigest()
    assert documents.take_out_version(access=access, at=NOON, version=version) == b"%PDF-1.4 the sheet"
    verbs = Act.objects.filter(object_type="documentversion").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["kept document version", "took out document"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "poem"},
        {"label": " "},
        {"approved_on": date(2026, 1, 9)},
        {"suffix": ".exe"},
        {"suffix": ""},
        {"content": b""},
        {"content": b"x" * (LARGEST_FILE + 1)},
    ],
    ids=["kind", "label", "days", "program", "no suffix", "empty", "too large"],
)
def test_what_is_no_document_is_refused(access: Access, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        kept(access, **wrong)
    assert not DocumentVersion.objects.exists()


def test_a_document_as_large_as_it_may_be_is_kept(access: Access) -> None:
    assert kept(access, content=b"x" * LARGEST_FILE).size == LARGEST_FILE


def test_a_label_is_taken_once_in_a_document_and_free_in_another(access: Access) -> None:
    kept(access)
    with pytest.raises(InvalidInputError, match="version of that name"):
        kept(access, content=b"another")
    kept(access, kind="form")
    kept(access, title="for carers")
    assert sorted(row.name for row in documents_of(access)) == [
        "Consent form", "Participant information sheet", "Participant information sheet: for carers",
    ]  # fmt: skip


def test_one_version_follows_another_at_a_site_without_a_gap_or_an_overlap(access: Access) -> None:
    norfolk, suffolk = site(access), site(access, "Suffolk Trust")
    first, second = kept(access), kept(access, label="1.2", dated=date(2026, 2, 20), approved_on=date(2026, 2, 24))
    live(access, first, norfolk, date(2026, 2, 5))
    live(access, first, suffolk, date(2026, 2, 10))
    live(access, second, norfolk, date(2026, 3, 1))

    def used(where: Site, day: date) -> str:
        found = version_in_use(access, where, "sheet", day)
        return found.label if found else ""

    assert [used(norfolk, date(2026, 2, day)) for day in (4, 5, 28)] == ["", "1.1", "1.1"]
    assert [used(norfolk, date(2026, 3, 1)), used(suffolk, date(2026, 3, 1))] == ["1.2", "1.1"]
    assert version_in_use(access, norfolk, "form", date(2026, 3, 1)) is None
    row = documents_of(access)[0]
    assert [version.label for version in row.versions] == ["1.2", "1.1"]
    assert [(one.site, one.live_until) for one in row.versions[1].in_use] == [
        ("Norfolk Trust", date(2026, 2, 28)), ("Suffolk Trust", None),
    ]  # fmt: skip


def test_a_version_goes_live_only_once_approved_and_never_behind_another(access: Access) -> None:
    norfolk = site(access)
    draft = kept(access, approved_on=None)
    with pytest.raises(InvalidInputError, match="only once the day of its approval"):
        live(access, draft, norfolk, date(2026, 3, 1))
    documents.approve_version(access=access, at=NOON, version=draft, on=date(2026, 2, 10))
    with pytest.raises(InvalidInputError, match="before it was approved"):
        live(access, draft, norfolk, date(2026, 2, 9))
    live(access, draft, norfolk, date(2026, 2, 12))
    second = kept(access, label="1.2")
    for day in (date(2026, 2, 12), date(2026, 2, 11)):
        with pytest.raises(InvalidInputError, match="Another version went live"):
            live(access, second, norfolk, day)
    assert LiveVersion.objects.count() == 1


def test_approval_lies_in_the_past_and_before_use(access: Access) -> None:
    version = kept(access)
    live(access, version, site(access), date(2026, 2, 5))
    for day in (date(2026, 3, 3), date(2026, 2, 6)):
        with pytest.raises(InvalidInputError):
            documents.approve_version(access=access, at=NOON, version=version, on=day)
    version.refresh_from_db()
    assert version.approved_on == date(2026, 2, 2)


def test_another_studys_version_is_not_found(access: Access, alice: Person) -> None:
    version = kept(access)
    create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    with pytest.raises(NotFoundError):
        version_of(access_to(alice, "other"), version.pk)


def test_the_list_of_documents_reads_no_file_and_asks_four_times(
    access: Access, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        kept(access, label=f"1.{number}", title=f"for {number}")
    with django_assert_num_queries(4) as asked:
        documents_of(access)
    assert not any('"content"' in one["sql"] for one in asked.captured_queries)


days = st.dates(date(2026, 1, 1), date(2026, 2, 20))


@given(st.lists(st.tuples(days, st.none() | days), max_size=8), days)
def test_whatever_goes_live_one_version_at_most_is_in_use_on_a_day(
    wanted: list[tuple[date, date | None]], day: date
) -> None:
    lives: list[Life] = []
    approved = {}
    for version, (live_from, approved_on) in enumerate(wanted):
        approved[version] = approved_on
        if wrong_with_going_live(live_from, approved_on, lives):
            continue
        lives = [
            Life(one.version, one.live_from, end_of_former(live_from)) if one.live_until is None else one
            for one in lives
        ]
        lives.append(Life(version, live_from))
    on_day = [one.version for one in lives if one.on(day)]
    assert len(on_day) <= 1
    assert live_on(lives, day) == (on_day[0] if on_day else None)
    for one in lives:
        since = approved[one.version]
        assert since is not None and since <= one.live_from
    if lives:
        assert live_on(lives, max(one.live_from for one in lives) + timedelta(days=100)) == lives[-1].version
