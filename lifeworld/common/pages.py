"""The frame of a study's pages: the seven parts, the way back, the keys."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse


class Named(Protocol):
    """What the head needs of a study."""

    slug: str
    short_title: str
    fictional: bool


@dataclass(frozen=True)
class StudyHead:
    """A study as the head of a page shows it."""

    slug: str
    name: str
    fictional: bool


@dataclass(frozen=True)
class Part:
    """One of the study's parts in the navigation."""

    key: str
    name: str
    url: str


@dataclass(frozen=True)
class Crumb:
    """One step of the way back; without an address it is the page itself."""

    name: str
    url: str = ""


PARTS = ("study", "people", "interviews", "analysis", "quality", "findings", "trail")
NAME_LENGTH = 40


def frame(
    study: Named,
    here: str,
    *,
    crumbs: list[Crumb] | None = None,
    keys: list[tuple[list[str], str]] | None = None,
    **context: Any,
) -> dict[str, Any]:
    """The context of a study's page: `here` is one of `PARTS`; `crumbs` replaces the navigation on island pages."""
    return {
        "study": StudyHead(study.slug, head_name(study.short_title), study.fictional),
        "here": here,
        "parts": [Part(key, key.capitalize(), reverse(key, args=[study.slug])) for key in PARTS],
        "crumbs": crumbs or [],
        "keys": keys or [],
        **context,
    }


def head_name(title: str) -> str:
    """A study's title short enough for the head: up to its colon or full stop, cut at a word."""
    name = title.split(":")[0].strip().rstrip(".")
    if len(name) <= NAME_LENGTH:
        return name
    return name[:NAME_LENGTH].rsplit(" ", 1)[0] + "…"
