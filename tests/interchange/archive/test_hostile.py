"""Archives cut, altered, forged, or no archives at all: each is refused in three sentences, and nothing is changed."""

import io
import random
import zipfile
from typing import Any

import pytest

from lifeworld.common.errors import DomainError
from lifeworld.common.id_blocks import LAST_ID
from lifeworld.interchange.archive.refusals import (
    ArchiveDamagedError,
    ArchiveTooNewError,
    KeysTakenError,
    NotAnArchiveError,
    TrailBrokenError,
    WrongArchivePassphraseError,
)
from lifeworld.interchange.archive.sealing import KIND
from lifeworld.security.models import Person
from lifeworld.security.sealed_head import write_head
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import UnsealedStoreError, add_case, create_study
from lifeworld.trail.models import Act
from lifeworld.trail.rules import Link, detail_digest, link_hash
from tests.conftest import NOON, RECORD
from tests.interchange.archive.forging import Change, Opened, changed, closed, line, opened, plain_of, sealed
from tests.interchange.archive.moving import WORDS, archive_of, bring_in, forget, parts_of


@pytest.fixture
def other(alice: Person, archive: bytes, worked: Study) -> Study:
    """Another study in the store, into which the archive's study is to come in: it must stay as it is."""
    forget(worked)
    made = create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    add_case(access=Access(made, alice, Role.LEAD), at=NOON, pseudonym="Tobias")
    return made


def refused(content: bytes, by: Person, kind: type[DomainError], **choices: Any) -> DomainError:
    """The refusal, after which the store is as it was."""
    people, acts = Person.objects.count(), Act.objects.count()
    with pytest.raises(kind) as caught:
        bring_in(content, by, **choices)
    assert all(caught.value.sentences()) and len(caught.value.sentences()) == 3
    assert [study.slug for study in Study.objects.all()] == ["other"]
    assert (Person.objects.count(), Act.objects.count()) == (people, acts)
    return caught.value


def test_a_wrong_passphrase_opens_nothing(other: Study, archive: bytes, alice: Person) -> None:
    refused(archive, alice, WrongArchivePassphraseError, passphrase="three other words")


def test_another_file_is_told_apart(other: Study, alice: Person, subtests: pytest.Subtests) -> None:
    for content in (b"", b"PK\x03\x04 a zip", b"LWBACKUP" + bytes(80), b"{}", bytes(100)):
        with subtests.test(content=content):
            refused(content, alice, NotAnArchiveError)


def test_a_zip_bomb_is_not_even_unpacked(other: Study, alice: Person) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("study.json", bytes(20 << 20))
    refused(bomb.getvalue(), alice, NotAnArchiveError)
    # And sealed as an archive: it holds no line at all.
    refused(sealed(bomb.getvalue()), alice, ArchiveDamagedError)


def test_a_newer_format_is_said_to_be_newer(other: Study, archive: bytes, alice: Person) -> None:
    head = io.BytesIO()
    write_head(head, KIND, 2, {"anything": 1})
    refused(head.getvalue(), alice, ArchiveTooNewError)

    def later(inside: Opened) -> None:
        inside.manifest["version"] = 2

    def unknown_part(inside: Opened) -> None:
        inside.manifest["parts"].append({"part": "recruitment.Identity", "fields": ["id"], "rows": 0})
        inside.parts["recruitment.Identity"] = []

    def unknown_field(inside: Opened) -> None:
        next(part for part in inside.manifest["parts"] if part["part"] == "study.Case")["fields"][-1] = "colour"

    for change in (later, unknown_part, unknown_field):
        refused(changed(archive, change), alice, ArchiveTooNewError)


def test_every_place_at_which_it_may_be_cut_is_seen(other: Study, archive: bytes, alice: Person) -> None:
    places = [14, 15, 40, len(archive) // 2, len(archive) - 17, len(archive) - 1]
    for place in places:
        refused(archive[:place], alice, ArchiveDamagedError)
    refused(archive + b"x", alice, ArchiveDamagedError)


def test_any_altered_byte_is_seen(other: Study, archive: bytes, alice: Person) -> None:
    chance = random.Random(7)
    for _ in range(40):
        at = chance.randrange(len(KIND), len(archive))
        altered = bytearray(archive)
        altered[at] ^= 1 << chance.randrange(8)
        refused(bytes(altered), alice, ArchiveDamagedError)


def test_a_large_archive_is_checked_chunk_by_chunk(worked: Study, alice: Person) -> None:
    from lifeworld.interviews.models import Original

    Original.objects.update(content=random.Random(3).randbytes(3 << 20))
    content = archive_of(worked)
    forget(worked)
    chunk = (1 << 20) + 16
    first = len(content) % chunk or chunk
    swapped = content[:first] + content[first + chunk : first + 2 * chunk] + content[first : first + chunk]
    for damaged in (
        swapped + content[first + 2 * chunk :],
        content[:-chunk],
        content[:first] + content[first + chunk :],
    ):
        with pytest.raises(ArchiveDamagedError):
            bring_in(damaged, alice)
    bring_in(content, alice)


FORGED: dict[str, Change] = {
    "a row twice": lambda inside: inside.parts["analysis.Note"].append(inside.parts["analysis.Note"][-1]),
    "keys out of order": lambda inside: inside.parts["interviews.Turn"].reverse(),
    "a key beyond every block": lambda inside: inside.put("trail.ActDetail", -1, "id", LAST_ID + 1),
    "a key of nought": lambda inside: inside.put("analysis.Note", 0, "id", 0),
    "a negative key": lambda inside: inside.put("analysis.Note", 0, "id", -4),
    "a key that is a word": lambda inside: inside.put("analysis.Note", 0, "id", "1"),
    "a key that is no whole number": lambda inside: inside.put("analysis.Note", 0, "id", 1.0),
    "a case that is yes": lambda inside: inside.put("analysis.Note", 0, "case", True),
    "a case that is not there": lambda inside: inside.put("analysis.Note", 0, "case", 999_999),
    "no case": lambda inside: inside.put("analysis.Note", 0, "case", None),
    "a theme within none": lambda inside: inside.put("analysis.PersonalTheme", 0, "parent", 999_999),
    "a kind of note there is not": lambda inside: inside.put("analysis.Note", 0, "kind", "loud"),
    "a role there is not": lambda inside: inside.put("study.Membership", 0, "role", "owner"),
    "a person it does not name": lambda inside: inside.put("study.Membership", 0, "person", "mallory"),
    "a time without a zone": lambda inside: inside.put("analysis.Note", 0, "created_at", "2026-03-02T12:00:00"),
    "a time that is none": lambda inside: inside.put("analysis.Note", 0, "created_at", "yesterday"),
    "a day that is none": lambda inside: inside.put("analysis.DiaryEntry", 0, "written_on", "2026-13-01"),
    "words that are a number": lambda inside: inside.put("analysis.Note", 0, "body", 7),
    "a pseudonym too long": lambda inside: inside.put("study.Case", 0, "pseudonym", "M" * 61),
    "a number too large": lambda inside: inside.put("interviews.Turn", 0, "index", 1 << 40),
    "a turn that runs backwards": lambda inside: inside.put("interviews.Turn", 0, "start", 2_000_000_000),
    "lines that are words": lambda inside: inside.put("interviews.TranscriptVersion", 0, "lines", "all"),
    "a line of two numbers": lambda inside: inside.put("interviews.TranscriptVersion", 0, "lines", [[0, 4]]),
    "a line of words": lambda inside: inside.put("interviews.TranscriptVersion", 0, "lines", [["0", "4", "0"]]),
    "a notice that is a word": lambda inside: inside.put("interviews.TranscriptVersion", 0, "notices", ["x"]),
    "a warning of numbers": lambda inside: inside.put("study.Study", 0, "summary_warnings", [{"field": 1}]),
    "an entry about nothing": lambda inside: inside.put("analysis.DiaryEntry", 0, "about", [{"type": "note"}]),
    "changes that are words": lambda inside: inside.put("trail.ActDetail", 0, "changes", ["x"]),
    "a change of no kind": lambda inside: inside.put("trail.ActDetail", 0, "changes", [{"id": 1, "after": {}}]),
    "a change from a word": lambda inside: inside.put("trail.ActDetail", 0, "changes", [{"type": "x", "before": "y"}]),
    "erased rows that are one": lambda inside: inside.put(
        "trail.ActDetail", 0, "changes", [{"type": "trail", "id": 1, "after": {"rows": 1}}]
    ),
    "erased rows that are lists": lambda inside: inside.put(
        "trail.ActDetail", 0, "changes", [{"type": "trail", "id": 1, "after": {"rows": [[1]]}}]
    ),
    "bands that are no words": lambda inside: inside.put("recruitment.SamplingFrame", 0, "bands", [{"x": 1}]),
    "prompts that are an object": lambda inside: inside.put("fieldwork.GuideQuestion", 0, "prompts", {"x": "y"}),
    "a list ticked with numbers": lambda inside: inside.put("fieldwork.Meeting", 0, "ready", [7]),
    "a level there is not": lambda inside: inside.put("safekeeping.Withdrawal", 0, "levels", ["everything"]),
    "what stays as numbers": lambda inside: inside.put("safekeeping.Withdrawal", 0, "stays", [1]),
    "what went as a list": lambda inside: inside.put("safekeeping.Withdrawal", 0, "gone", ["notes"]),
    "what went without a name": lambda inside: inside.put("safekeeping.Withdrawal", 0, "gone", {"": 1}),
    "a backup of no day": lambda inside: inside.put(
        "safekeeping.Withdrawal", 0, "backups", [{"made": "2026-02-30", "until": "2026-03-01"}]
    ),
    "a backup of half the days": lambda inside: inside.put(
        "safekeeping.Destruction", 0, "backups", [{"made": "2026-02-01"}]
    ),
    "serials that are words": lambda inside: inside.put("safekeeping.Destruction", 0, "serials", ["1"]),
    "what was destroyed without a name": lambda inside: inside.put(
        "safekeeping.Destruction", 0, "done", [{"what": "", "count": 1}]
    ),
    "what was destroyed without a count": lambda inside: inside.put(
        "safekeeping.Destruction", 0, "items", [{"what": "keys"}]
    ),
    "a file of a length it has not": lambda inside: inside.put("interviews.Original", 0, "content", 5_000_000),
    "a file of absurd length": lambda inside: inside.put("interviews.Original", 0, "content", 1 << 60),
    "a file of negative length": lambda inside: inside.put("interviews.Original", 0, "content", -1),
    "a row too short": lambda inside: inside.rows("analysis.Note")[0].pop(),
    "a row that is nothing": lambda inside: inside.rows("analysis.Note")[0].clear(),
    "two studies": lambda inside: inside.parts["study.Study"].append(
        ([inside.get("study.Study", 0, "id") + 1, *inside.rows("study.Study")[0][1:]], b"")
    ),
    "no study": lambda inside: inside.parts["study.Study"].clear(),
    "a study of another name": lambda inside: inside.put("study.Study", 0, "slug", "elsewhere"),
    "an act of another study": lambda inside: inside.put("trail.Act", 0, "study", "other"),
    "an act of the store": lambda inside: inside.put("trail.Act", 0, "study", ""),
    "no end of the chain": lambda inside: inside.parts["trail.ChainHead"].clear(),
    "two pseudonyms alike": lambda inside: inside.parts["study.Case"].append(
        ([inside.get("study.Case", 0, "id") + 1_000, *inside.rows("study.Case")[0][1:]], b"")
    ),
    "parts in another order": lambda inside: inside.manifest["parts"].reverse(),
    "no acts at all": lambda inside: inside.manifest["parts"].pop(0) and None,
    "a field twice": lambda inside: inside.manifest["parts"][9]["fields"].__setitem__(2, "id"),
    "an address as its name": lambda inside: inside.manifest.update(study="../other"),
    "a page as its name": lambda inside: inside.manifest.update(study="bring-in"),
    "people that are a list": lambda inside: inside.manifest.update(people=["alice"]),
    "a person without a name": lambda inside: inside.manifest.update(people={"alice": ""}),
    "another format": lambda inside: inside.manifest.update(format="zip"),
}  # fmt: skip


def test_what_our_program_would_not_write_is_refused(
    other: Study, archive: bytes, alice: Person, subtests: pytest.Subtests
) -> None:
    # A refusal leaves the store as it was, so one store serves all.
    for what, change in FORGED.items():
        with subtests.test(what):
            refused(changed(archive, change), alice, ArchiveDamagedError)


PLAIN: dict[str, Any] = {
    "nothing": lambda plain: b"",
    "no line": lambda plain: b"{",
    "an empty line": lambda plain: b"\n" + plain,
    "a list": lambda plain: b"[]\n",
    "not text": lambda plain: b"\xff\xfe\n" + plain,
    "nested beyond measure": lambda plain: b"[" * 200_000 + b"\n",
    "a first line without end": lambda plain: b" " * (5 << 20),
    "infinity": lambda plain: plain.replace(b'"acts":', b'"acts":Infinity,"x":', 1),
    "a row missing": lambda plain: plain.replace(b"\n", b"", 1),
    "an ending missing": lambda plain: plain[: plain.rstrip(b"\n").rindex(b"\n") + 1],
    "something after the end": lambda plain: plain + b"{}\n",
    "checksums of something else": lambda plain: plain[: plain.rindex(b'{"sha256"')] + line({"sha256": {}}),
}


def test_what_is_sealed_and_still_no_archive_is_refused(
    other: Study, archive: bytes, alice: Person, subtests: pytest.Subtests
) -> None:
    for what, made in PLAIN.items():
        with subtests.test(what):
            refused(sealed(made(plain_of(archive))), alice, ArchiveDamagedError)


def test_a_row_of_absurd_length_is_not_read_to_its_end(
    other: Study, archive: bytes, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lifeworld.interchange.archive.reading.LONGEST_LINE", 20_000)

    def long(inside: Opened) -> None:
        inside.put("analysis.Note", 0, "body", "x" * 30_000)

    refused(changed(archive, long), alice, ArchiveDamagedError)


def test_nothing_that_comes_in_takes_hold_of_another_study(other: Study, archive: bytes, alice: Person) -> None:
    theirs = other.cases.get().pk
    targets = [("analysis.Note", "case"), ("study.Case", "study"), ("analysis.GroupTheme", "study")]
    for label, field in targets:
        pk = other.pk if field == "study" else theirs

        def steal(inside: Opened, label: str = label, field: str = field, pk: int = pk) -> None:
            inside.put(label, 0, field, pk)

        refused(changed(archive, steal), alice, ArchiveDamagedError)


def rechain(inside: Opened) -> None:
    """Write the whole chain anew, as somebody could who knows how."""
    previous = "0" * 64
    names = next(part["fields"] for part in inside.manifest["parts"] if part["part"] == "trail.Act")
    details = {row[inside.at("trail.ActDetail", "act")]: row for row in inside.rows("trail.ActDetail")}
    at = {name: inside.at("trail.ActDetail", name) for name in ("salt", "changes", "why")}
    for row in inside.rows("trail.Act"):
        act: dict[str, Any] = dict(zip(names, row, strict=True))
        detail = details.get(act["id"])
        if detail:
            act["detail_digest"] = detail_digest(detail[at["salt"]], detail[at["changes"]], detail[at["why"]])
        act["previous_hash"] = previous
        from datetime import datetime

        fields = {name: act[name] for name in Link.__dataclass_fields__} | {"at": datetime.fromisoformat(act["at"])}
        previous = act["hash"] = link_hash(Link(**fields))
        row[:] = [act[name] for name in names]
    inside.put("trail.ChainHead", 0, "hash", previous)
    inside.manifest["head"] = previous


def test_undo_cannot_be_led_to_another_study(other: Study, archive: bytes, alice: Person) -> None:
    """The trail names objects by their keys, and undo would follow: so the words of acts are checked as well."""
    theirs = other.cases.get().pk
    inside = opened(archive)
    changes = inside.at("trail.ActDetail", "changes")
    row = next(row for row in inside.rows("trail.ActDetail") if row[changes] and row[changes][0]["type"] == "note")
    ways: list[Any] = [
        {"type": "case", "id": theirs, "before": {}, "after": {}},
        {"type": "note", "id": None, "before": {}, "after": {}},
        {"type": "note", "id": row[changes][0]["id"], "before": "x", "after": {}},
        {"type": "diary entry", "id": inside.get("analysis.DiaryEntry", 0, "id"), "before": {"case_id": 999_999}},
        {"type": "statement", "id": inside.get("analysis.Statement", 0, "id"), "after": {"notes": [999_999]}},
        {"type": "note", "id": row[changes][0]["id"], "after": {"anchors": [[999_999, 0, 1, "x"]]}},
        "a word",
    ]
    for way in ways:
        row[changes] = [way]
        rechain(inside)
        refused(closed(inside), alice, ArchiveDamagedError)


def test_a_trail_that_does_not_hold_is_refused_with_its_row(other: Study, archive: bytes, alice: Person) -> None:
    def altered(inside: Opened) -> None:
        inside.put("trail.Act", 3, "verb", "wrote statement")

    def cut(inside: Opened) -> None:
        last = inside.parts["trail.Act"].pop()[0][0]
        inside.parts["trail.ActDetail"] = [row for row in inside.parts["trail.ActDetail"] if row[0][1] != last]

    def other_words(inside: Opened) -> None:
        inside.put("trail.ActDetail", 0, "why", "because")

    said = refused(changed(archive, altered), alice, TrailBrokenError)
    assert "row 4" in said.what
    refused(changed(archive, other_words), alice, TrailBrokenError)
    refused(changed(archive, cut), alice, TrailBrokenError)


def test_words_destroyed_at_a_withdrawal_do_not_keep_a_study_from_moving(
    other: Study, archive: bytes, alice: Person
) -> None:
    def destroyed(inside: Opened) -> None:
        inside.parts["trail.ActDetail"].pop()

    content = changed(archive, destroyed)
    bring_in(content, alice)
    assert parts_of(archive_of(Study.objects.get(slug="walking"))) == parts_of(content)


def test_a_store_without_a_passphrase_takes_in_fiction_only(other: Study, archive: bytes, alice: Person) -> None:
    refused(archive, alice, UnsealedStoreError, sealed=False)

    def called_fiction(inside: Opened) -> None:
        inside.manifest["fictional"] = True

    refused(changed(archive, called_fiction), alice, UnsealedStoreError, sealed=False)


@pytest.mark.parametrize(
    ("name", "field"), [("interviews.Turn", "first_line"), ("recruitment.SamplingFrame", "changed_at")]
)
def test_an_archive_of_before_a_field_was_added_still_comes_in(
    other: Study, archive: bytes, alice: Person, name: str, field: str
) -> None:
    def older(inside: Opened) -> None:
        at = inside.at(name, field)
        assert inside.rows(name)
        for row in inside.rows(name):
            del row[at]
        next(part for part in inside.manifest["parts"] if part["part"] == name)["fields"].pop(at)

    bring_in(changed(archive, older), alice)
    assert Study.objects.filter(slug="walking").exists()


def test_a_field_that_every_row_needs_cannot_be_missing(other: Study, archive: bytes, alice: Person) -> None:
    def without(inside: Opened) -> None:
        at = inside.at("interviews.Turn", "start")
        for row in inside.rows("interviews.Turn"):
            del row[at]
        next(part for part in inside.manifest["parts"] if part["part"] == "interviews.Turn")["fields"].pop(at)

    refused(changed(archive, without), alice, ArchiveDamagedError)


def test_keys_of_two_stores_without_blocks_are_told(other: Study, archive: bytes, alice: Person) -> None:
    def same(inside: Opened) -> None:
        inside.parts["study.Membership"].pop()
        inside.put("study.Membership", 0, "id", other.memberships.get().pk)

    error = refused(changed(archive, same), alice, KeysTakenError)
    assert WORDS not in " ".join(error.sentences())
