"""The first line of an archive: what it is of, and what follows."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from lifeworld.interchange.archive.parts import PARTS, Part
from lifeworld.interchange.archive.refusals import ArchiveDamagedError, ArchiveTooNewError
from lifeworld.study.rules.slugs import slug_for
from lifeworld.study.services import RESERVED_SLUGS

FORMAT = "lifeworld-study"
VERSION = 1
MOST_ROWS = 1 << 31
LONGEST_USERNAME, LONGEST_NAME = 60, 120


@dataclass(frozen=True)
class Carried:
    """One part as it lies in the archive: its fields in the order of each row, and how many rows follow."""

    part: str
    fields: list[str]
    rows: int


@dataclass(frozen=True)
class Manifest:
    """`acts` and `head` are the number and hash of the trail's last act; `people` maps usernames to names."""

    format: str
    version: int
    product: str
    made_at: datetime
    study: str
    fictional: bool
    acts: int
    head: str
    people: dict[str, str]
    parts: list[Carried]

    @property
    def rows(self) -> int:
        """All rows of all parts."""
        return sum(carried.rows for carried in self.parts)

    def as_json(self) -> dict[str, Any]:
        """The manifest as it stands in the archive."""
        return {**asdict(self), "made_at": self.made_at.isoformat()}


def read_manifest(document: Any) -> Manifest:
    """The manifest of a first line that was read as JSON.

    Raises:
        ArchiveTooNewError: a newer version of the program wrote it.
        ArchiveDamagedError: it is no manifest of ours.
    """
    try:
        if document["format"] != FORMAT:
            raise ArchiveDamagedError
        if document["version"] != VERSION:
            raise ArchiveTooNewError
        found = Manifest(
            FORMAT, VERSION, str(document["product"]), datetime.fromisoformat(document["made_at"]),
            _slug(document["study"]), document["fictional"] is True, _count(document["acts"]), str(document["head"]),
            _people(document["people"]), [_carried(one) for one in document["parts"]],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ArchiveDamagedError from None
    if found.made_at.tzinfo is None:
        raise ArchiveDamagedError
    _check_order([carried.part for carried in found.parts])
    return found


def part_named(label: str) -> Part:
    """The part of a label in a manifest that was read."""
    return next(part for part in PARTS if part.label == label)


def _check_order(labels: list[str]) -> None:
    known = [part.label for part in PARTS]
    if not set(labels) <= set(known):
        raise ArchiveTooNewError
    if labels != [label for label in known if label in labels] or labels[:1] != known[:1]:
        raise ArchiveDamagedError


def _carried(value: dict[str, Any]) -> Carried:
    fields = value["fields"]
    if not isinstance(fields, list) or len(fields) > 200 or not all(isinstance(name, str) for name in fields):
        raise ArchiveDamagedError
    return Carried(str(value["part"]), fields, _count(value["rows"]))


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MOST_ROWS:
        raise ArchiveDamagedError
    return value


def _slug(value: Any) -> str:
    # A short name that could not be given here would be an address that leads elsewhere.
    if not isinstance(value, str) or slug_for(value, RESERVED_SLUGS) != value:
        raise ArchiveDamagedError
    return value


def _people(value: dict[str, Any]) -> dict[str, str]:
    for username, name in value.items():
        if not 0 < len(username) <= LONGEST_USERNAME or not 0 < len(name) <= LONGEST_NAME:
            raise ArchiveDamagedError
        if not isinstance(name, str) or not username.isprintable() or not name.isprintable():
            raise ArchiveDamagedError
    return value
