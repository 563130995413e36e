"""One writer a format, each laying out the same `Table`. All is made in memory: no plain file is left behind."""

from collections.abc import Callable

from lifeworld.reporting.documents import csv, docx, html, json, xlsx
from lifeworld.reporting.tables import Progress, Table

Writer = Callable[[Table, Progress], bytes]

WRITERS: dict[str, Writer] = {
    "docx": docx.write,
    "xlsx": xlsx.write,
    "csv": csv.write,
    "html": html.write,
    "json": json.write,
}
