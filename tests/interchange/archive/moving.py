"""Taking a study out and bringing it in, in memory and cheaply, for tests."""

import io
from datetime import UTC, datetime
from typing import Any

from lifeworld.fieldwork.models import Incident, MeetingPlace
from lifeworld.identities.models import Identity, Opening, PersonKey
from lifeworld.interchange.archive.bringing_in import clear_study
from lifeworld.interchange.archive.reading import Archive
from lifeworld.interchange.archive.services import BroughtIn, bring_in_study
from lifeworld.interchange.archive.writing import write_archive
from lifeworld.security.models import Person
from lifeworld.security.wrapping import Argon2Cost
from lifeworld.study.models import Study

WORDS = "three plain words"
LATER = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
CHEAP = Argon2Cost(passes=1, memory_kib=64, lanes=1)


def archive_of(study: Study, passphrase: str = WORDS) -> bytes:
    """The study's archive."""
    file = io.BytesIO()
    write_archive(file, study=study, passphrase=passphrase, at=LATER, cost=CHEAP)
    return file.getvalue()


def parts_of(content: bytes, passphrase: str = WORDS) -> dict[str, list[list[Any]]]:
    """Every row of every part, by the part's label."""
    archive = Archive(io.BytesIO(content), passphrase)
    return {part.label: list(rows) for part, rows in archive.parts()}


def bring_in(content: bytes, by: Person, *, passphrase: str = WORDS, **choices: Any) -> BroughtIn:
    """Bring an archive in, to a store that is sealed."""
    return bring_in_study(
        by=by, at=LATER, file=io.BytesIO(content), passphrase=passphrase, **{"sealed": True, **choices}
    )


def forget(study: Study) -> None:
    """The store without the study, as if it had never been here."""
    # What stays behind goes with the people it is about; an archive's own clearing leaves it to wait for them.
    for model in (Incident, Identity, PersonKey):
        model.objects.filter(entry__study=study).delete()
    MeetingPlace.objects.filter(meeting__study=study).delete()
    Opening.objects.filter(study=study).delete()
    clear_study(study)
