"""Loaded by the servers that journeys start: writes down every attempt to reach another machine."""

import os
import sys
from typing import Any

LOOPBACK = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "")


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(args[1], tuple) and args[1][0] not in LOOPBACK:
        reached = str(args[1][0])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and str(args[0] or "") not in LOOPBACK:
        reached = str(args[0])
    else:
        return
    with open(os.environ["WATCH_FILE"], "a", encoding="utf-8") as file:  # noqa: PTH123
        file.write(f"{event} {reached}\n")


if "WATCH_FILE" in os.environ:
    sys.addaudithook(_watch)
