"""What is imported behind the first page: the pages of an open store, and later the API with all it is made with.

Whoever needs a part waits for it here. One thread imports it and the others wait: two threads that import the same
modules from different ends can meet Python's refusal ("deadlock detected by _ModuleLock").
"""

import gc
import threading

from django.conf import settings
from django.urls import get_resolver

FIRST = "lifeworld.config.first_urls"
PAGES = "lifeworld.config.page_urls"
_pages = threading.Lock()
_api = threading.Lock()


def load_pages() -> str:
    """Import every page, where nobody has; answers the addresses of all pages, for a request to be resolved by."""
    with _pages:
        get_resolver(PAGES).url_patterns  # noqa: B018
    return PAGES


def load_api() -> str:
    """Import the API as well; answers the addresses of everything."""
    with _api:
        load_pages()
        get_resolver().url_patterns  # noqa: B018
    return settings.ROOT_URLCONF


def load_pages_meanwhile() -> None:
    """Import every page in a thread of its own, while this one does what leaves the interpreter free."""
    threading.Thread(target=load_pages, daemon=True).start()


def load_for_good() -> None:
    """Import everything that a request may need, and keep it out of each collection from now on.

    What is loaded by then stays: collecting garbage would walk over all of it again and again.
    """
    load_api()
    gc.collect()
    gc.freeze()
