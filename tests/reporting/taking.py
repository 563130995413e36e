"""Taking something out in a test, and reading the file back as whoever opens it would."""

import csv
import io
import json
import zipfile
from typing import Any

from lifeworld.reporting.rules.options import Options
from lifeworld.reporting.services import take_out
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.conftest import NOON


def taken(access: Access, kind: str, fmt: str, case: Case | None = None, options: Options | None = None) -> bytes:
    """The bytes of one export."""
    return take_out(access=access, at=NOON, kind=kind, fmt=fmt, case=case, options=options).content


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """A csv file's rows by column name."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def json_rows(content: bytes) -> list[dict[str, Any]]:
    """A json file's rows."""
    rows: list[dict[str, Any]] = json.loads(content)["rows"]
    return rows


def everything_in(content: bytes) -> str:
    """All text of a file; of a zipped one, that of its parts."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
