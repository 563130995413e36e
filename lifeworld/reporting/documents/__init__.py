"""One writer a format, each laying out the same `Table`. All is made in memory: no plain file is left behind.

A writer is imported when it first writes: the libraries of Word and Excel are nothing that a start should wait for.
"""

from collections.abc import Callable
from importlib import import_module

from lifeworld.reporting.tables import Progress, Table

Writer = Callable[[Table, Progress], bytes]


def _writer(name: str) -> Writer:
    def write(table: Table, progress: Progress) -> bytes:
        content: bytes = import_module(f"{__name__}.{name}").write(table, progress)
        return content

    return write


WRITERS: dict[str, Writer] = {name: _writer(name) for name in ("docx", "xlsx", "csv", "html", "json")}
