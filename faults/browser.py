"""A browser as the server meets one: cookies, CSRF, keep-alive, forms and JSON. One `Tab` a thread."""

import http.client
import json
import re
import secrets
import urllib.parse
from dataclasses import dataclass
from typing import Any

CSRF = "lifeworld_csrf"
PATIENCE_S = 60


class UnansweredError(Exception):
    """No answer came, or it was cut short: nothing is known about what was sent."""


class LockedError(UnansweredError):
    """The store was locked while it was sent: to be sent again after unlocking."""


class UnexpectedError(Exception):
    """An answer that should not be given to what was sent."""


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    location: str
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Jar(dict[str, str]):
    """The cookies that all tabs of a browser share."""


class Tab:
    """One kept connection. Every method raises `UnansweredError` where the server went away."""

    def __init__(self, address: str, jar: Jar, patience_s: float = PATIENCE_S) -> None:
        self.jar = jar
        self._line = http.client.HTTPConnection(address, timeout=patience_s)

    def get(self, path: str) -> Answer:
        """Ask for a page or for JSON."""
        return self._send("GET", path, None, {})

    def page(self, path: str) -> str:
        """A page that can be read without being signed in, too."""
        return self._send("GET", path, None, {}).text

    def form(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.jar.get(CSRF, "")}).encode()
        return self._send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, name: str, content: bytes) -> Answer:
        """Send one file in the form's field `files`."""
        edge = secrets.token_hex(12)
        token = f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.jar[CSRF]}\r\n'
        head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        body = f"{token}{head}Content-Type: text/plain\r\n\r\n".encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._send("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def call(self, method: str, path: str, payload: Any) -> Answer:
        """A call of the API, as an island makes it."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.jar.get(CSRF, "")}
        return self._send(method, f"/api{path}", json.dumps(payload).encode(), headers)

    def close(self) -> None:
        """Let the connection go."""
        self._line.close()

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in list(self.jar.items()))
        try:
            self._line.request(method, path, body, {**headers, "Cookie": cookies})
            answer = self._line.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._line.close()
            raise UnansweredError from error
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            found = re.match(r"([^=;]+)=([^;]*)", cookie)
            if found:
                self.jar[found[1]] = found[2]
        location = answer.headers.get("Location", "")
        if answer.status == 423 or (location.startswith("/unlock") and path != "/lock"):
            raise LockedError
        return Answer(answer.status, location, content)


def unlock(tab: Tab, passphrase: str) -> None:
    """Open the store by its page.

    Raises:
        UnexpectedError: it did not open.
    """
    tab.get("/unlock")
    answer = tab.form("/unlock", {"passphrase": passphrase})
    if (answer.status, answer.location) != (302, "/"):
        raise UnexpectedError(f"unlocking was answered with {answer.status} {answer.location}")
