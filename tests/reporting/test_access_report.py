"""The access report: who may do what, who opened names, who took what out; and no participant in it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from lifeworld.identities.services.openings import open_names
from lifeworld.interchange.archive.sealing import SUFFIX
from lifeworld.interchange.archive.services import take_out_study
from lifeworld.reporting.rules.access_report import GONE, MAY, NAMES, OUT, PAPERS
from lifeworld.reporting.selectors.access_report import WATCHED
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access
from lifeworld.study.services import create_study
from lifeworld.trail.sentences import SENTENCES
from tests.conftest import NOON, RECORD
from tests.interchange.archive.moving import CHEAP, WORDS
from tests.reporting.taking import everything_in, json_rows, taken
from tests.reporting.world import World


def part(access: Access, name: str) -> list[tuple[str, str, str, str, int]]:
    rows = json_rows(taken(access, "access-report", "json"))
    return [(row["day"], row["who"], row["role"], row["what"], row["times"]) for row in rows if row["part"] == name]


def test_it_says_first_who_may_do_what(access: Access) -> None:
    rows = [row for row in json_rows(taken(access, "access-report", "json")) if row["part"] == MAY]
    assert [(row["who"], row["role"]) for row in rows] == [("alice", "Lead researcher"), ("bob", "Supervisor")]
    assert "open names and addresses for a stated purpose" in rows[0]["what"]
    assert "open names and addresses for a stated purpose" not in rows[1]["what"]


def test_openings_are_told_by_day_person_and_purpose(access: Access) -> None:
    assert part(access, NAMES) == [("", "", "", "None by this day.", 0)]
    for at, purpose in ((NOON, "meeting"), (NOON + timedelta(hours=1), "meeting"), (NOON + timedelta(days=1), "risk")):
        open_names(access=access, at=at, purpose=purpose)
    assert part(access, NAMES) == [
        ("2026-03-03", "alice", "Lead researcher", "Opened the names for a stated purpose: Someone may be at risk", 1),
        ("2026-03-02", "alice", "Lead researcher",
         "Opened the names for a stated purpose: Arrange or change a meeting", 2),
    ]  # fmt: skip


def test_what_was_taken_out_is_told_with_its_format_and_by_whom(access: Access, bob: Person) -> None:
    supervisor = Access(access.study, bob, Role.SUPERVISOR)
    taken(supervisor, "methods", "docx")
    taken(supervisor, "methods", "docx")
    assert part(access, OUT) == [
        ("2026-03-02", "bob", "Supervisor", "Took a table out: Methods paragraphs, as Word", 2)
    ]
    Membership.objects.filter(person=bob).delete()
    assert part(access, OUT)[-1][1:3] == ("bob", GONE)


def test_a_whole_study_that_was_taken_out_as_an_archive_is_told(access: Access, tmp_path: Path) -> None:
    other = create_study(by=access.person, at=NOON, summary_text=RECORD, slug="other")
    for one in (access, replace(access, study=other), access):
        out = tmp_path / f"{one.study.slug}{SUFFIX}"
        take_out_study(access=one, at=NOON, out=out, passphrase=WORDS, replace=True, cost=CHEAP)
    told = ("2026-03-02", "alice", "Lead researcher", "Took a whole study out as an archive", 2)
    assert part(access, OUT) == [told]


def test_no_participant_and_no_full_name_stands_in_it(world: World) -> None:
    Person.objects.filter(username="alice").update(name="Alice Lead-Researcher")
    taken(world.access, "analysed-transcript", "docx", world.maeve)
    for fmt in ("docx", "csv", "json"):
        text = everything_in(taken(world.access, "access-report", fmt))
        assert "Analysed transcript" in text and "alice" in text
        assert "Maeve" not in text and "Tobias" not in text and "Lead-Researcher" not in text


def test_every_act_that_shows_what_is_kept_apart_is_watched() -> None:
    assert set(WATCHED) <= set(SENTENCES), "each is an act that the trail knows"
    assert set(WATCHED.values()) == {NAMES, PAPERS, OUT}
    shown = {verb for verb in SENTENCES if verb.startswith(("looked at name", "opened names", "read incident"))}
    leaves = {verb for verb, words in SENTENCES.items() if "file of a" in words or "as an archive" in words}
    assert shown | (leaves - {"brought in study"}) <= set(WATCHED)
