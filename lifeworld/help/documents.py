"""Which documents are shown, where they lie, and where a link in one of them leads to."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from lifeworld.common.shipped import shipped

# Everything of docs/ that helps somebody who uses the product; the decisions are for those who build it.
PARTS = ("tutorial", "how-to", "reference", "explanation")
INDEX = "docs/index.md"
# Documents that lie at the root of a checkout, and inside docs/ of the installed package.
AT_THE_ROOT = {"glossary": "GLOSSARY.md", "security": "SECURITY.md"}
NAME = re.compile(r"[a-z0-9-]+")
ABROAD = ("https://", "http://", "mailto:")


def sources() -> Iterator[str]:
    """Every document that is shown, by its place in a checkout, such as `docs/how-to/scripts.md`."""
    yield INDEX
    for part in PARTS:
        folder = shipped(f"docs/{part}")
        if folder is not None:
            yield from sorted(f"docs/{part}/{path.name}" for path in folder.glob("*.md"))
    yield from AT_THE_ROOT.values()


def file_of(source: str) -> Path | None:
    """The file of a document that `sources` names."""
    return shipped(f"docs/{source}" if source in AT_THE_ROOT.values() else source) or shipped(source)


def source_of(page: str) -> str | None:
    """The document behind the address `/help/PAGE`; the empty page is the index. None where there is none."""
    if not page:
        return INDEX
    if page in AT_THE_ROOT:
        return AT_THE_ROOT[page]
    part, _, name = page.partition("/")
    known = part in PARTS and NAME.fullmatch(name) is not None
    return f"docs/{page}.md" if known and shipped(f"docs/{page}.md") else None


def address_of(link: str, source: str) -> str:
    """Where a link in the document `source` leads on our pages; empty where it leads to what does not travel along."""
    if link.startswith(ABROAD) or link.startswith("#"):
        return link
    target, _, part = link.partition("#")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    page = _page_at(place)
    if page is None:
        return ""
    return f"{page}#{part}" if part else page


def picture(name: str) -> Path | None:
    """A picture of the documents, by its bare name."""
    return _within("docs/pictures", name, {".png"})


def example(name: str) -> Path | None:
    """A text of the fictional study that a document sends its reader to, such as `alongside/record.txt`."""
    return _within("examples", name, {".txt"})


def _page_at(place: str) -> str | None:
    if place == INDEX:
        return "/help"
    for page, source in AT_THE_ROOT.items():
        if place == source:
            return f"/help/{page}"
    if place.startswith("docs/pictures/"):
        return f"/help/pictures/{posixpath.basename(place)}"
    if place.startswith("examples/") and example(place.removeprefix("examples/")):
        return f"/help/{place}"
    page = place.removeprefix("docs/").removesuffix(".md")
    return f"/help/{page}" if place.endswith(".md") and source_of(page) == place else None


def _within(folder: str, name: str, suffixes: set[str]) -> Path | None:
    """The file `name` inside a folder that travels along, never one outside it."""
    root = shipped(folder)
    if root is None:
        return None
    path = (root / name).resolve()
    inside = path.is_relative_to(root.resolve()) and path.suffix in suffixes and path.is_file()
    return path if inside else None
