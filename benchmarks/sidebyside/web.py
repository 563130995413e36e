"""One browser's connection to a program on this machine, kept open, with its cookies: requests and nothing more."""

import http.client
import secrets
import socket
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Field = tuple[str, str]
File = tuple[str, str, bytes]


@dataclass
class Answer:
    """A response, read whole."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    path: str

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass
class Web:
    """A connection. `copy` is a second one of the same browser."""

    port: int
    host: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def copy(self) -> "Web":
        """Another connection with the same cookies."""
        return Web(self.port, self.host, self.cookies)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None,
        *, expect: Sequence[int] = (200,),
    ) -> Answer:  # fmt: skip
        """One request; `RuntimeError` where the status is another than expected."""
        sent = {"Host": f"{self.host}:{self.port}", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self._sent(method, path, body, sent)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.split(";", 1)[0]
        if expect and answer.status not in expect:
            raise RuntimeError(f"{method} {path} answered {answer.status}: {answer.body[:400]!r}")
        return answer

    def _sent(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        for again in (True, False):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self.host, self.port, timeout=900)
                self._connection.connect()
                self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self._connection.request(method, path, body=body, headers=dict(headers))
                found = self._connection.getresponse()
                return Answer(found.status, found.headers, found.read(), path)
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                # The other side may close a connection that rested.
                self._connection = None
                if not again:
                    raise
        raise AssertionError

    def get(self, path: str) -> Answer:
        """A page, following redirects as a browser does."""
        for _ in range(8):
            answer = self.ask("GET", path, expect=(200, 301, 302, 303, 307))
            if answer.status == 200:
                return answer
            path = urllib.parse.urljoin(path, answer.headers["Location"])
        raise RuntimeError(f"{path} redirects for ever")

    def submit(self, path: str, fields: Sequence[Field], files: Sequence[File] | None = None) -> Answer:
        """A form, sent and followed to the page it leads to."""
        if files is None:
            body, kind = urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = multipart(fields, files)
        answer = self.ask("POST", path, body, {"Content-Type": kind}, expect=(200, 302, 303))
        if answer.status == 200:
            return answer
        return self.get(urllib.parse.urljoin(path, answer.headers["Location"]))

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def multipart(fields: Sequence[Field], files: Sequence[File]) -> tuple[bytes, str]:
    """A form with files, `(name, file name, bytes)`, as a browser sends it."""
    mark = secrets.token_hex(16)
    pieces: list[bytes] = []
    for name, value in fields:
        pieces.append(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, file_name, content in files:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        pieces += [(head + "Content-Type: application/octet-stream\r\n\r\n").encode(), content, b"\r\n"]
    pieces.append(f"--{mark}--\r\n".encode())
    return b"".join(pieces), f"multipart/form-data; boundary={mark}"
