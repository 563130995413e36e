"""Where the files lie that travel with the program: the fictional study, the documents."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def shipped(name: str) -> Path | None:
    """The folder or file `name`, inside the installed package or in a checkout; None where it did not come along."""
    return next((place for place in (PACKAGE / name, PACKAGE.parent / name) if place.exists()), None)
