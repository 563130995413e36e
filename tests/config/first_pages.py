"""What a start imports until somebody reads: `python -m tests.config.first_pages`, on the store in LIFEWORLD_DATA.

Asks the application for pages as a browser does, and prints the modules imported by each: JSON, by the page's path.
This module itself must import nothing that `test_start` looks for.
"""

import json
import re
import sys
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import django

PASSPHRASE = "river lantern seventeen"


class Browser:
    """Cookies, and the last page."""

    def __init__(self) -> None:
        self.cookies: SimpleCookie = SimpleCookie()
        self.page = ""

    def ask(self, path: str, typed: dict[str, str] | None = None) -> str:
        """Ask for a page or send a form, follow where it leads, and answer the path of the page that came."""
        from lifeworld.config.wsgi import application

        environ = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1", "PATH_INFO": path}
        environ["HTTP_COOKIE"] = "; ".join(f"{one.key}={one.value}" for one in self.cookies.values())
        if typed is not None:
            found = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
            assert found
            body = urlencode({**typed, "csrfmiddlewaretoken": found[1]}).encode()
            kind = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/x-www-form-urlencoded"}
            environ |= {**kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}  # type: ignore[dict-item]
        setup_testing_defaults(environ)
        answered: list[tuple[str, dict[str, str]]] = []

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            for name, value in headers:
                if name == "Set-Cookie":
                    self.cookies.load(value)
            answered.append((status, dict(headers)))

        self.page = b"".join(application(environ, start)).decode()
        status, headers = answered[0]
        if "Location" in headers:
            return self.ask(headers["Location"])
        assert status == "200 OK", (path, status)
        return path


def main() -> None:
    """Ask for the first page, and print what was imported by then; then make the store, or open it and print again."""
    django.setup()
    # All that `lifeworld run` imports before it listens.
    import lifeworld.config.commands.serving  # noqa: F401

    browser = Browser()
    first = browser.ask("/")
    imported = {first: sorted(sys.modules)}
    if first == "/set-up":
        browser.ask(first, {"name": "Alice", "passphrase": PASSPHRASE, "again": PASSPHRASE})
    else:
        opened = browser.ask(first, {"passphrase": PASSPHRASE})
        imported[opened] = sorted(sys.modules)
    sys.stdout.write(json.dumps(imported))


if __name__ == "__main__":
    main()
