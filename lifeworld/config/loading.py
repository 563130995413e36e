"""What is imported behind the first page: the pages of an open store, and later the API with all it is made with.

Whoever needs a part waits for it here. One thread imports it and the others wait: two threads that import the same
modules from different ends can meet Python's refusal ("deadlock detected by _ModuleLock").
"""

import threading

from django.conf import settings
from django.urls import get_resolver

from lifeworld.common.garbage import collect_for_good, nothing_collected

FIRST = "lifeworld.config.first_urls"
PAGES = "lifeworld.config.page_urls"
_pages = threading.Lock()
_api = threading.Lock()
_loaded: set[str] = set()


def load_pages() -> str:
    """Import every page, where nobody has; answers the addresses of all pages, for a request to be resolved by."""
    with _pages:
        _load(PAGES)
    return PAGES


def load_api() -> str:
    """Import the API as well; answers the addresses of everything."""
    with _api:
        load_pages()
        _build_shapes_late()
        _load(settings.ROOT_URLCONF)
    return settings.ROOT_URLCONF


def load_pages_meanwhile() -> None:
    """Import every page in a thread of its own, while this one does what leaves the interpreter free."""
    if PAGES in _loaded:
        return
    threading.Thread(target=load_pages, daemon=True).start()


def load_for_good() -> None:
    """Import everything that a request may need, and keep it out of each collection from now on."""
    load_api()
    collect_for_good()


def _build_shapes_late() -> None:
    """Let each shape of the API make its validator when a call first needs it: most calls are never made in a sitting.

    https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.defer_build
    """
    from ninja import Schema

    Schema.model_config["defer_build"] = True


def _load(addresses: str) -> None:
    if addresses not in _loaded:
        with nothing_collected():
            get_resolver(addresses).url_patterns  # noqa: B018
        _loaded.add(addresses)
