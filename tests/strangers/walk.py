"""Walking every address: pages from the URL table, calls from the API's document, filled with a world's keys."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lifeworld.config.api import api
from tests.strangers.expected import CALLS, OUTSIDE, PAGES, Way

METHODS = ("get", "post", "put", "patch", "delete")
PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """One method of one address, with `{parts}` still to be filled, and what is expected of it."""

    name: str
    route: str
    method: str
    way: Way

    @property
    def parts(self) -> list[str]:
        """Names of the parts, in order, an object's kind in place of a bare `theme`."""
        return [part_named(self.route, name) for name in re.findall(r"{(\w+)}", self.route)]

    def filled(self, keys: Mapping[str, Any]) -> str:
        """The address with a world's keys in it."""
        return re.sub(r"{(\w+)}", lambda found: str(keys[part_named(self.route, found[1])]), self.route)


def part_named(route: str, name: str) -> str:
    """The key of the world that a part means."""
    if name == "theme":
        return "personal_theme" if "personal-themes" in route else "group_theme"
    if name == "version" and route.endswith(("/freeze", "/speakers")):
        return "draft"
    if name == "version" and "/documents/" in route:
        return "document_version"
    if name == "serial" and ("/meetings/" in route or "/incidents" in route):
        return "meeting_serial"
    if name == "meeting" and route.endswith("/place"):
        return "planned_meeting"
    return name


def page_routes(patterns: list[Any] | None = None, before: str = "/") -> Iterator[tuple[str, str]]:
    """The name and the route of every page."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace is None:
                yield from page_routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name), PART.sub(r"{\1}", route)


def calls() -> dict[str, list[str]]:
    """Every path of the API's document and its methods."""
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    return {path: [method for method in METHODS if method in item] for path, item in paths.items()}


def addresses() -> list[Address]:
    """Every method of every address that belongs to a study, as `expected` lists them."""
    found = [
        Address(name, route, method, way)
        for name, route in page_routes()
        for method, way in PAGES.get(name, {}).items()
    ]
    found += [Address(path, f"/api{path}", method, way) for path, ways in CALLS.items() for method, way in ways.items()]
    return [one for one in found if one.way.see is not None]


def ask(client: Client, method: str, address: str, body: Any = None) -> Any:
    """Ask, and let whatever it changed be undone."""
    files = any(isinstance(part, UploadedFile) for part in (body or {}).values())
    json = address.startswith("/api/") and method != "get" and not files
    with transaction.atomic():
        call = getattr(client, method)
        answer = call(address, body or {}, content_type="application/json") if json else call(address, body or {})
        transaction.set_rollback(True)
    return answer


__all__ = ["OUTSIDE", "PAGES", "Address", "addresses", "ask", "calls", "page_routes"]
