"""`serve` and `worker`: a server's processes, behind a proxy that speaks TLS. As many of each as the machine bears."""

import argparse
import ipaddress
import signal
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from waitress.server import create_server

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.config import loading
from lifeworld.config.bounds import WAITRESS
from lifeworld.config.commands.people import OnlyOnAServerError
from lifeworld.config.wsgi import application
from lifeworld.store import opening

SOCKET = "unix:"


def serve(options: argparse.Namespace) -> int:
    """Serve the pages to the proxy on this machine, until told to stop; what is being answered is finished."""
    _check_server()
    place = _place(options.listen)
    opening.make_ready()
    connection.close()
    # Nobody waits for a process that does not listen yet; on a laptop somebody waits for the first page.
    loading.load_for_good()
    try:
        server = create_server(  # type: ignore[no-untyped-call]
            application, ident="", trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"},
            clear_untrusted_proxy_headers=True, **(WAITRESS | {"threads": options.threads} | place),
        )  # fmt: skip
    except OSError:
        raise DomainError(
            "That place is in use, or may not be listened at.", "Nothing was started.", "Choose another with --listen."
        ) from None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"Lifeworld listens at {options.listen}", flush=True)
    try:
        server.run()
    finally:
        server.close()
    return 0


def worker(options: argparse.Namespace) -> int:
    """Make what is long, until told to stop; what another worker left unfinished is taken up."""
    _check_server()
    opening.make_ready()
    connection.close()
    from lifeworld.reporting.jobs.queue import work

    print("Lifeworld waits for work.", flush=True)
    work(concurrency=options.concurrency)
    return 0


def _check_server() -> None:
    if not settings.SERVER:
        raise OnlyOnAServerError
    if connection.vendor != "postgresql":
        raise DomainError(
            "A server keeps its store in PostgreSQL.",
            "Nothing was started.",
            "Set LIFEWORLD_DATABASE to its postgresql:// address.",
        )


def _place(text: str) -> dict[str, Any]:
    """Where waitress listens, and which peer it believes about scheme and address: the proxy on this machine."""
    if text.startswith(SOCKET):
        path = Path(text.removeprefix(SOCKET))
        # One left by a process that was killed; a running one would be replaced by systemd, never by hand.
        path.unlink(missing_ok=True)
        return {"unix_socket": str(path), "unix_socket_perms": "660", "trusted_proxy": "localhost"}
    host, _, port = text.rpartition(":")
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        address = None
    if address is None or not address.is_loopback or not (port.isdecimal() and int(port[:6]) <= 65_535):
        raise InvalidInputError(
            "It can only listen on this machine itself: TLS is the proxy’s part.",
            "Nothing was started.",
            "Write --listen 127.0.0.1:8770, or --listen unix:/run/lifeworld/web-1.sock.",
        )
    return {"listen": text, "trusted_proxy": str(address)}
