"""Where the fictional study's files lie, and how a folder of them is read."""

import tomllib
from pathlib import Path
from typing import Any

from lifeworld.common.errors import DomainError
from lifeworld.common.shipped import shipped


def folder_of(name: str = "alongside") -> Path:
    """The folder of a fictional study: inside the installed package, or in `examples/` of a checkout."""
    place = shipped(f"examples/{name}")
    if place is None:
        raise DomainError("The fictional study is not installed.", "Nothing was changed.", "Install Lifeworld again.")
    return place


def toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain values."""
    with path.open("rb") as file:
        return tomllib.load(file)
