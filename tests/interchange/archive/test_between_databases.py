"""The fictional study moves to a laptop and back; on PostgreSQL, from one kind of database to another."""

from pathlib import Path
from typing import Any

import pytest

from lifeworld.interchange.fictional.build import build_fictional_study
from lifeworld.safekeeping.models import Withdrawal
from lifeworld.security.models import Person
from lifeworld.study.models import Study
from lifeworld.trail.selectors import verify
from tests.command.test_command import Store
from tests.interchange.archive.moving import WORDS, archive_of, bring_in, forget, parts_of

CLEARED = [field.name for field in Withdrawal._meta.concrete_fields].index("cleared_at")
ON_A_LAPTOP = {"LIFEWORLD_DATABASE": "", "LIFEWORLD_ARCHIVE_PASSPHRASE": WORDS}


def study_in(content: bytes) -> dict[str, list[list[Any]]]:
    """What an archive holds, but for when a store cleared its freed space: each does so for itself."""
    parts = parts_of(content)
    for row in parts["safekeeping.Withdrawal"]:
        row[CLEARED] = None
    return parts


@pytest.mark.usefixtures("counted_anew")
def test_the_fictional_study_moves_to_a_laptop_and_back_unchanged(alice: Person, tmp_path: Path) -> None:
    study = build_fictional_study(by=alice)
    out, back = tmp_path / "out.lifeworld-study", tmp_path / "back.lifeworld-study"
    out.write_bytes(archive_of(study))
    laptop = Store(tmp_path / "laptop")
    for words in (("bring-in", str(out), "--name", "Alice"), ("archive", study.slug, str(back))):
        done = laptop.run(*words, **ON_A_LAPTOP)
        assert done.returncode == 0, done.stderr
    before = study_in(out.read_bytes())
    assert len(before["analysis.Note"]) > 100
    assert study_in(back.read_bytes()) == before
    forget(study)
    bring_in(back.read_bytes(), alice)
    again = Study.objects.get()
    assert study_in(archive_of(again)) == before
    assert verify(again.slug).finding is None
