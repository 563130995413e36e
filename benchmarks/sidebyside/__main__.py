"""`python -m benchmarks.sidebyside`: run the tasks one after another, writing the results as they come."""

import argparse
import json
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.sidebyside import report
from benchmarks.sidebyside.measure import busy, machine
from benchmarks.sidebyside.taguette_app import MissingPeerError, check_installed
from benchmarks.sidebyside.tasks import FULL, PATIENCE, QUICK, TASKS, Run

HERE = Path(__file__).resolve().parents[1]
WORK = HERE.parent / ".bench"


class GivenUpError(Exception):
    """A task took longer than its patience."""


def main() -> int:
    """Run; 0 where every task that was asked for gave its figures."""
    options = _options()
    python = options.taguette or WORK / "taguette" / "bin" / "python"
    try:
        version = check_installed(python)
    except MissingPeerError as error:
        print(error, file=sys.stderr)
        return 2
    work = WORK / ("quick" if options.quick else "full")
    out, name = (WORK, "quick") if options.quick else (HERE, "results")
    kept = work / "figures.json"
    whole = {"about": {}, "figures": {}} if not options.only else _kept(kept)
    run = Run(work / "stores", python, QUICK if options.quick else FULL)
    failed = 0
    for task in options.only or TASKS:
        failed += not _measured(task, run, whole["figures"], quick=options.quick)
        whole["about"] = {**machine(), "taguette": version, "chromium": _chromium(whole["figures"])}
        work.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(whole, indent=1))
        report.write(out, name, whole["about"], whole["figures"])
    print(f"written: {out / name}.md and .json")
    return 1 if failed else 0


def _measured(task: str, run: Run, figures: dict[str, Any], *, quick: bool) -> bool:
    shutil.rmtree(run.folder, ignore_errors=True)
    background = busy()
    print(f"{time.strftime('%H:%M:%S')} {task} (busy {background['busy']:.0%}, load {background['load']})", flush=True)
    start = time.monotonic()
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(PATIENCE[task])
    try:
        figures[task] = {**TASKS[task](run), "background": background, "took_s": round(time.monotonic() - start)}
    except Exception:
        # One task that fails leaves the others their figures.
        traceback.print_exc()
        return False
    finally:
        signal.alarm(0)
        shutil.rmtree(run.folder, ignore_errors=True)
    return True


def _give_up(signum: int, frame: FrameType | None) -> None:
    raise GivenUpError


def _kept(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"about": {}, "figures": {}}
    return found


def _chromium(figures: dict[str, Any]) -> str:
    return next((found["chromium"] for found in figures.values() if "chromium" in found), "?")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sidebyside", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of everything, into .bench/quick.md")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=list(TASKS),
        metavar="TASK",
        help=f"of: {', '.join(TASKS)}; others keep their figures",
    )
    parser.add_argument("--taguette", type=Path, metavar="PYTHON", help="the Python that has Taguette")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
