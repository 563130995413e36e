"""The way in of a whole study: what lies inside an archive, sealed by the target under a passphrase that it knows.

The target's bytes are the archive's inside: a first line with the manifest, then a line for each row.
"""

import io
import json
from typing import Any

import fuzz.ready  # noqa: F401
from lifeworld.common.errors import DomainError
from lifeworld.interchange.archive.manifest import FORMAT, VERSION
from lifeworld.interchange.archive.parts import PARTS
from lifeworld.interchange.archive.reading import Archive
from lifeworld.interchange.archive.sealing import sealed_writer
from lifeworld.security.wrapping import Argon2Cost

PASSPHRASE = "plain words for fuzzing"
CHEAP = Argon2Cost(passes=1, memory_kib=8, lanes=1)


def check_archive(data: bytes) -> None:
    """Read an archive with these bytes inside: rows that a database can keep, or a refusal in three sentences."""
    file = io.BytesIO()
    writer = sealed_writer(file, PASSPHRASE, CHEAP)
    writer.write(data)
    writer.finish()
    file.seek(0)
    try:
        for _part, rows in Archive(file, PASSPHRASE).parts():
            for row in rows:
                _check(row)
    except DomainError as refusal:
        assert len(refusal.sentences()) == 3
    # And from the outside: the head as a stranger may write it.
    try:
        Archive(io.BytesIO(b"LWSTUDY1" + data), PASSPHRASE)
    except DomainError as refusal:
        assert len(refusal.sentences()) == 3


def _check(value: Any) -> None:
    if isinstance(value, str):
        value.encode()  # half a character cannot be kept
        assert "\0" not in value, "a null character came through"
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check(name)
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)


def archives() -> list[bytes]:
    """One act, and one whole part after another with a row of odd values."""
    made = []
    for part in PARTS:
        fields = [field.name for field in part.fields]
        parts = [{"part": PARTS[0].label, "fields": [field.name for field in PARTS[0].fields], "rows": 0}]
        if part is not PARTS[0]:
            parts.append({"part": part.label, "fields": fields, "rows": 1})
        else:
            parts[0]["rows"] = 1
        manifest = {
            "format": FORMAT, "version": VERSION, "product": "0.1", "made_at": "2026-03-02T12:00:00+00:00",
            "study": "walking", "fictional": True, "acts": 1, "head": "0" * 64,
            "people": {"alice": "Alice"}, "parts": parts,
        }  # fmt: skip
        row = [_sample(field) for field in part.fields]
        lines: list[Any] = [manifest, row, {"sha256": {}}]
        made.append(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    return made


def _sample(field: Any) -> Any:
    kind = field.get_internal_type()
    if field.is_relation:
        return "alice" if field.related_model.__name__ == "Person" else 1
    samples = {
        "CharField": "a", "TextField": "a", "SlugField": "a", "BooleanField": True, "BinaryField": 0,
        "DateTimeField": "2026-03-02T12:00:00.000000+00:00", "DateField": "2026-03-02", "JSONField": [],
        "UUIDField": "00000000-0000-4000-8000-000000000000",
    }  # fmt: skip
    choices = [value for value, _ in field.flatchoices]
    return choices[0] if choices else samples.get(kind, 1)
