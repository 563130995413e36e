"""A file that lies in the store's folder only while it is handed over, and is gone afterwards."""

import io
import secrets
import shutil
from pathlib import Path

from lifeworld.security.backup.writing import WORKPLACE


def passing_place(folder: Path, name: str) -> Path:
    """A place for the file `name` in a new folder of its own, readable by its owner alone.

    What a killed program leaves behind there, a backup made a day later sweeps away.
    """
    place = folder / f"{WORKPLACE}{secrets.token_hex(4)}"
    place.mkdir(mode=0o700, parents=True)
    return place / name


class PassingFile(io.FileIO):
    """The finished file, open for reading; closing it takes away the file and its folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "r")
        self._place = path.parent

    def close(self) -> None:
        super().close()
        shutil.rmtree(self._place, ignore_errors=True)
