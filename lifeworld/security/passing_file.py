"""A file that lies in the store's folder only while it is handed over, and is gone afterwards."""

import io
import os
import shutil
from pathlib import Path

from lifeworld.security.backup.leftovers import new_workplace


class PassingPlace:
    """A new folder in `folder` for a file `name`, readable by its owner alone, and held while it is there.

    What a killed program leaves behind there, the next backup takes away. Raises what the disk refuses.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._handle = new_workplace(folder)
        self.file = self._folder / name

    def clear(self) -> None:
        """Take the folder away, with what lies in it; a second time does nothing."""
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._handle != -1:
            os.close(self._handle)
            self._handle = -1


class PassingFile(io.FileIO):
    """The finished file, open for reading; closing it takes away the file and its folder."""

    def __init__(self, place: PassingPlace) -> None:
        super().__init__(place.file, "r")
        self._place = place

    def close(self) -> None:
        super().close()
        self._place.clear()
