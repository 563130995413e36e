"""Disks that misbehave, for real: full, or only to be read. Where a machine allows none, a test skips visibly."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BALLAST = "ballast"


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of that size at `place`; its content goes with it."""
    place.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "none", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def only_read(folder: Path) -> Iterator[None]:
    """`folder` as it lies on a disk that takes no writing, which not even root can go round."""
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,ro,bind", str(folder))
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    with (disk / BALLAST).open("ab", buffering=0) as ballast:
        for size in (1 << 20, 1 << 12, 1):
            while True:
                try:
                    if ballast.write(bytes(size)) < size:
                        break
                except OSError:
                    break


def make_room(disk: Path) -> None:
    """Take away what filled it."""
    (disk / BALLAST).unlink()


def _mount(*words: str) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may mount a disk that is full or read-only: not tried here")
    done = subprocess.run(["mount", *words], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("this machine lets no disk be mounted: a full or read-only one was not tried")
