"""What every main page and a save cost over one store, in a process of its own: prints JSON.

Pages are asked through Django's own client, so that what is timed is the program and not the network. Processor time
tells the page's own work from that of a busy machine; the number of queries tells whether work grows.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.filling import PASSPHRASE, SLUG
from benchmarks.sidebyside.measure import resident_mb

STUDY = f"/studies/{SLUG}"


def pages(case: int, theme: int, contribution: int) -> dict[str, str]:
    """The address of every main page by its name: the first case, group theme and contribution, by their keys."""
    return {
        "studies": "/studies",
        "study home": STUDY,
        "record": f"{STUDY}/record",
        "people": f"{STUDY}/people",
        "interviews": f"{STUDY}/interviews",
        "analysis": f"{STUDY}/analysis",
        "case": f"{STUDY}/cases/1",
        "reader": f"{STUDY}/cases/1/transcript",
        "reader: content": f"/api/cases/{case}/reader",
        "board": f"{STUDY}/cases/1/board",
        "board: content": f"/api/cases/{case}/board",
        "group level": f"{STUDY}/group",
        "a group theme's words": f"{STUDY}/group/themes/{theme}",
        "theme map": f"{STUDY}/group/map",
        "chain": f"{STUDY}/group/contributions/{contribution}",
        "quality": f"{STUDY}/quality",
        "findings": f"{STUDY}/findings",
        "findings: personal themes": f"{STUDY}/findings/personal-themes",
        "findings: group themes": f"{STUDY}/findings/group-themes",
        "findings: recurrence": f"{STUDY}/findings/recurrence",
        "findings: chain": f"{STUDY}/findings/chain",
        "findings: trail": f"{STUDY}/findings/trail",
        "diary": f"{STUDY}/diary",
        "trail": f"{STUDY}/trail",
        "search": f"{STUDY}/search?q=windmill",
        "search: a common word": f"{STUDY}/search?q=waited",
    }


def measure(folder: Path, *, last_case: int, times: int, only: str) -> list[dict[str, Any]]:
    """A row for each page, and one for saving a note in the open case."""
    os.environ["LIFEWORLD_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from lifeworld.store import opening

    opening.unlock(folder, passphrase=PASSPHRASE)
    person = opening.the_person()
    assert person is not None
    client = Client()
    client.force_login(person, backend="lifeworld.security.backend.StoreBackend")

    def row(name: str, step: Callable[[], Any]) -> dict[str, Any]:
        answer = step()
        assert answer.status_code == 200, (name, answer.status_code)
        asked = 0

        def counted(execute: Callable[..., Any], *given: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*given)

        with connection.execute_wrapper(counted):
            step()
        walls, own = [], []
        for _ in range(times):
            wall, cpu = time.perf_counter(), time.process_time()
            step()
            walls.append(1000 * (time.perf_counter() - wall))
            own.append(1000 * (time.process_time() - cpu))
            if walls[-1] > 5_000:
                break
        return {
            "page": name, "wall_ms": round(statistics.median(walls), 2), "cpu_ms": round(statistics.median(own), 2),
            "queries": asked, "bytes": len(answer.content),
        }  # fmt: skip

    cases = client.get(f"/api/studies/{SLUG}/cases").json()
    theme = client.get(f"/api/studies/{SLUG}/group").json()["themes"][0]
    addresses = pages(cases[0]["id"], theme["id"], theme["contributions"][0]["id"])
    rows = [row(name, lambda url=url: client.get(url)) for name, url in addresses.items() if only in name]
    case = next(one for one in cases if one["number"] == last_case)
    version = client.get(f"/api/cases/{case['id']}/reader").json()["version"]["id"]
    note = {"kind": "descriptive", "body": "Measured", "anchors": [{"version": version, "start": 2000, "end": 2060}]}
    address = f"/api/cases/{case['id']}/notes"
    if only in "save a note":
        rows.append(row("save a note", lambda: client.post(address, json.dumps(note), "application/json")))
    rows.append({"page": "resident memory (MB)", "wall_ms": resident_mb(os.getpid())["now_mb"], "queries": 0})
    return rows


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--last-case", type=int, required=True)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    options = parser.parse_args()
    rows = measure(options.folder, last_case=options.last_case, times=options.times, only=options.only)
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
