"""Archives that our program would never write, sealed and summed as if it had: what a stranger's hand could send."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lifeworld.interchange.archive.parts import PARTS
from lifeworld.interchange.archive.sealing import SealedFile, sealed_writer
from tests.interchange.archive.moving import CHEAP, WORDS


@dataclass
class Opened:
    """What is inside an archive: its first line, and each part's rows with the bytes that follow them."""

    manifest: dict[str, Any]
    parts: dict[str, list[tuple[list[Any], bytes]]]

    def rows(self, label: str) -> list[list[Any]]:
        """The rows of a part, to be changed in place."""
        return [values for values, _ in self.parts[label]]

    def at(self, label: str, field: str) -> int:
        """Where a row of the part has the field."""
        fields: list[str] = next(part["fields"] for part in self.manifest["parts"] if part["part"] == label)
        return fields.index(field)

    def put(self, label: str, row: int, field: str, value: Any) -> None:
        """Give a row another value."""
        self.rows(label)[row][self.at(label, field)] = value

    def get(self, label: str, row: int, field: str) -> Any:
        """A row's value."""
        return self.rows(label)[row][self.at(label, field)]


Change = Callable[[Opened], None]


def plain_of(content: bytes) -> bytes:
    """What an archive holds, unsealed."""
    reader = SealedFile(io.BytesIO(content), WORDS).reader()
    return b"".join(iter(reader.chunk, b""))


def sealed(plain: bytes) -> bytes:
    """Anything at all, sealed as an archive is."""
    file = io.BytesIO()
    writer = sealed_writer(file, WORDS, CHEAP)
    writer.write(plain)
    writer.finish()
    return file.getvalue()


def opened(content: bytes) -> Opened:
    """An archive taken apart."""
    stream = io.BytesIO(plain_of(content))
    manifest = json.loads(stream.readline())
    binary = {part.label: part.binary for part in PARTS}
    parts: dict[str, list[tuple[list[Any], bytes]]] = {}
    for part in manifest["parts"]:
        rows = parts[part["part"]] = []
        for _ in range(part["rows"]):
            values = json.loads(stream.readline())
            rows.append((values, stream.read(sum(values[at] or 0 for at in binary[part["part"]]))))
    return Opened(manifest, parts)


def closed(inside: Opened, *, ending: Any = None) -> bytes:
    """An archive put together again, with counts and checksums that fit."""
    for part in inside.manifest["parts"]:
        part["rows"] = len(inside.parts[part["part"]])
    pieces, sums = [line(inside.manifest)], {}
    for part in inside.manifest["parts"]:
        body = b"".join(line(values) + content for values, content in inside.parts[part["part"]])
        sums[part["part"]] = hashlib.sha256(body).hexdigest()
        pieces.append(body)
    return sealed(b"".join([*pieces, line({"sha256": sums} if ending is None else ending)]))


def changed(content: bytes, change: Change) -> bytes:
    """An archive with something changed inside."""
    inside = opened(content)
    change(inside)
    return closed(inside)


def line(value: Any) -> bytes:
    """A line as an archive has it."""
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
