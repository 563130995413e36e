"""How much of what is sent is read: just under each limit it goes in, just over it is refused in words."""

import json
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from waitress.server import create_server

from lifeworld.config.bounds import DEEPEST, LARGEST_CALL, LARGEST_NUMBER, WAITRESS
from lifeworld.security.passphrase import LONGEST
from lifeworld.security.vault import open_vault
from lifeworld.study.models import Study

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]

IMPORT = "/studies/walking/interviews/import"


def call(client: Client, text: str | bytes) -> Any:
    return client.patch("/api/studies/walking", text, content_type="application/json")


def refused(answer: Any, status: int) -> None:
    body = answer.json()
    assert answer.status_code == status and set(body) >= {"what", "safe", "do"}
    assert all(body[name] for name in ("what", "safe", "do"))


def nested(levels: int) -> str:
    return '{"x": ' + "[" * (levels - 2) + "1" + "]" * (levels - 2) + "}"


def test_a_call_of_eight_megabytes_goes_in_and_a_byte_more_does_not(alice_client: Client, study: Study) -> None:
    start, end = '{"eligibility": "a"', "}"
    largest = start + " " * (LARGEST_CALL - len(start) - len(end)) + end
    assert call(alice_client, largest).status_code == 200
    refused(call(alice_client, largest + " "), 413)


def test_json_is_read_to_its_depth_and_no_further(alice_client: Client, study: Study) -> None:
    assert call(alice_client, nested(DEEPEST)).status_code == 200
    refused(call(alice_client, nested(DEEPEST + 1)), 422)
    refused(call(alice_client, "[" * 200_000), 422)


@pytest.mark.parametrize("text", ["{", "nonsense", '{"target_min": NaN}', '{"x": -Infinity}', b"\xff\xfe{"])
def test_what_is_no_json_is_refused_as_such(alice_client: Client, study: Study, text: str | bytes) -> None:
    refused(call(alice_client, text), 422)


def test_numbers_are_read_up_to_the_largest_that_is_kept(alice_client: Client, study: Study) -> None:
    assert call(alice_client, f'{{"x": {LARGEST_NUMBER}}}').status_code == 200
    refused(call(alice_client, f'{{"x": {LARGEST_NUMBER + 1}}}'), 422)
    refused(call(alice_client, '{"x": ' + "9" * 10_000 + "}"), 422)


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d", "\udc00"])
def test_text_that_no_database_keeps_is_refused(alice_client: Client, study: Study, text: str) -> None:
    refused(call(alice_client, json.dumps({"eligibility": text})), 422)
    refused(call(alice_client, json.dumps({text: "a"})), 422)


def test_a_null_character_in_an_address_a_query_or_a_form_is_refused(alice_client: Client, study: Study) -> None:
    for path in ("/api/studies/walking/cases/Ma%00eve", "/api/studies/walking/search?q=%00", "/studies?x=%00"):
        assert alice_client.get(path).status_code == 422
    answer = alice_client.post("/studies/walking/people", {"pseudonym": "Ma\0eve"})
    assert answer.status_code == 422 and b"null character" in answer.content
    assert study.cases.count() == 0


def test_a_form_has_as_many_fields_as_it_may(alice_client: Client, study: Study) -> None:
    fields = {f"f{n}": "a" for n in range(configured.DATA_UPLOAD_MAX_NUMBER_FIELDS)}
    assert alice_client.post("/studies/walking/people", fields | {"f0": "b"}).status_code == 422
    answer = alice_client.post("/studies/walking/people", fields | {"one more": "a"})
    assert answer.status_code == 400 and b"too large" in answer.content


def test_at_most_a_hundred_files_come_at_once(alice_client: Client, study: Study) -> None:
    most = configured.DATA_UPLOAD_MAX_NUMBER_FILES
    for count, status in ((most, 422), (most + 1, 400)):
        files = [SimpleUploadedFile(f"{n}.txt", b"I: a") for n in range(count)]
        answer = alice_client.post(IMPORT, {"files": files})
        assert answer.status_code == status
    assert b"too large" in answer.content


def test_a_form_is_read_up_to_its_size(alice_client: Client, study: Study, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000
    under = alice_client.post(IMPORT, {"text": "I: a\n" + "a" * 9_000})
    assert under.status_code == 302
    over = alice_client.post(IMPORT, {"text": "I: a\n" + "a" * 11_000})
    assert over.status_code == 400 and b"too large" in over.content
    file = SimpleUploadedFile("a.txt", b"I: a\n" + b"a" * 11_000)
    answer = alice_client.post(IMPORT, {"files": [file]})
    assert answer.status_code == 422 and b"60 MB" in answer.content


def test_a_passphrase_longer_than_any_is_wrong_without_being_worked_on(client: Client, vault_folder: Any) -> None:
    began = time.process_time()
    answer = client.post("/unlock", {"passphrase": "\u1e9b\u0323" * 500_000})
    assert answer.status_code == 403 and time.process_time() - began < 2
    assert len("plain words for tests") <= LONGEST
    open_vault(vault_folder, "plain words for tests")  # and the wrong attempt is forgotten again


@contextmanager
def serving(**limits: int) -> Iterator[int]:
    """Our own server's limits, but for `limits`, around a small answer, on a free port."""

    def answer(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
        return [b"ok"]

    server = create_server(  # type: ignore[no-untyped-call]
        answer, host="127.0.0.1", port=0, ident="", **{**WAITRESS, **limits}
    )
    ending = threading.Event()

    def run() -> None:
        while not ending.is_set():
            server.asyncore.loop(timeout=0.1, map=server._map, count=1)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        # Sockets are closed when nobody looks at them any more.
        ending.set()
        thread.join(timeout=10)
        server.asyncore.close_all(server._map)
        server.task_dispatcher.shutdown()


@pytest.fixture
def served() -> Iterator[int]:
    """A server with no patience for silence."""
    with serving(channel_timeout=1, cleanup_interval=1) as port:
        yield port


def asked(port: int, request: bytes) -> bytes:
    """What the server answers until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        pieces = []
        while piece := connection.recv(4096):
            pieces.append(piece)
    return b"".join(pieces)


def with_header(size: int) -> bytes:
    start = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Padding: "
    return start + b"a" * (size - len(start) - 4) + b"\r\n\r\n"


def test_headers_are_read_up_to_their_size(served: int) -> None:
    limit = int(WAITRESS["max_request_header_size"])
    assert asked(served, with_header(limit - 100)).startswith(b"HTTP/1.1 200")
    # Cut where the limit is reached: a server that closes with more waiting resets the connection, answer and all.
    assert b" 431 " in asked(served, with_header(2 * limit)[:limit]).split(b"\r\n")[0]


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(served: int) -> None:
    start = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: "
    assert b" 413 " in asked(served, start + str(int(WAITRESS["max_request_body_size"]) + 1).encode() + b"\r\n\r\n")


def test_whoever_sends_half_a_request_and_falls_silent_is_cut_off(served: int) -> None:
    assert asked(served, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf") == b""


def test_two_hundred_connections_are_answered_and_the_next_waits_for_one_to_end() -> None:
    # waitress counts its own two sockets, the one that listens and the one that wakes it.
    most = int(WAITRESS["connection_limit"]) - 2
    with serving() as port, ExitStack() as stack:

        def ask(connection: socket.socket) -> None:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")

        def is_answered(connection: socket.socket) -> bool:
            pieces = b""
            while not pieces.endswith(b"\r\n\r\nok"):
                pieces += connection.recv(4096)
            return pieces.startswith(b"HTTP/1.1 200")

        def connect() -> socket.socket:
            made = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            ask(made)
            return made

        inside = [connect() for _ in range(most)]
        assert all(is_answered(one) for one in inside)
        waiting = connect()
        assert select.select([waiting], [], [], 0.5)[0] == []
        # Those inside are still served, and the one that waits has lost nothing: it is answered when there is room.
        ask(inside[1])
        assert is_answered(inside[1])
        inside[0].close()
        assert is_answered(waiting)


def test_what_the_server_is_told_is_what_is_written_down() -> None:
    assert WAITRESS["channel_timeout"] == 60 and WAITRESS["connection_limit"] == 200
    # A body below Django's limit always fits into waitress's memory, so nothing is spooled to disk in the clear.
    assert WAITRESS["max_request_body_size"] <= WAITRESS["inbuf_overflow"]
    assert WAITRESS["inbuf_overflow"] > configured.DATA_UPLOAD_MAX_MEMORY_SIZE
