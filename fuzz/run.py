"""Fuzzes targets in turn, each in a process of its own, and writes what came of it as rows of a table.

    python -m fuzz.run [--minutes 1] [--target NAME …] [--importers]

What is found lies in `.fuzz/found`; the grown corpus in `.fuzz/corpus`. Both stay out of git: what is worth keeping is
made small and put into `fuzz/kept` by hand (README.md).
"""

import argparse
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.seeds import ROOT, write_seeds
from fuzz.targets import TARGETS

WORK = ROOT / ".fuzz"
KEPT = ROOT / "fuzz" / "kept"
DICTIONARIES = ROOT / "fuzz" / "dictionaries"
MEGABYTES = 768
_STATUS = re.compile(r"#(\d+)\t(\w+)\s+cov: (\d+) ft: (\d+)(?: corp: (\d+))?")
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s+(\d+)")


@dataclass
class Outcome:
    """What came of one target: executions, edges covered after the seeds and at the end, files of findings."""

    target: str
    executions: int = 0
    at_start: int = 0
    at_end: int = 0
    found: list[str] = field(default_factory=list)

    def row(self) -> str:
        """A row of RECORD.md's table."""
        return f"| {self.target} | {self.executions:,} | {self.at_start} | {self.at_end} | {len(self.found)} |"


def run_target(name: str, seconds: int) -> Outcome:
    """Fuzz one target for so many seconds, beginning again behind each finding."""
    outcome = Outcome(name)
    found = WORK / "found" / name
    corpus = WORK / "corpus" / name
    for folder in (found, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    before = _findings(found)
    deadline = time.monotonic() + seconds
    while (left := int(deadline - time.monotonic())) > 0 and len(_findings(found) - before) < 20:
        _one_process(outcome, corpus, found, left)
    outcome.found = sorted(one.name for one in _findings(found) - before)
    return outcome


def _findings(folder: Path) -> set[Path]:
    """What libFuzzer kept of crashes, hangs and memory; inputs that were only slow to it are none."""
    return {one for one in folder.iterdir() if not one.name.startswith("slow-unit")}


def _one_process(outcome: Outcome, corpus: Path, found: Path, seconds: int) -> None:
    name = outcome.target
    words = [
        str(corpus), str(WORK / "seeds" / name), f"-max_total_time={seconds}", f"-max_len={TARGETS[name].longest}",
        f"-artifact_prefix={found}/", f"-rss_limit_mb={MEGABYTES}", "-timeout=60", "-print_final_stats=1",
        "-reload=0", "-use_value_profile=1",
    ]  # fmt: skip
    if (KEPT / name).is_dir():
        words.append(str(KEPT / name))
    dictionary = DICTIONARIES / f"{name}.dict"
    if dictionary.exists():
        words.append(f"-dict={dictionary}")
    command = [sys.executable, "-m", "fuzz.one", name, *words]
    (WORK / "logs").mkdir(exist_ok=True)
    log = WORK / "logs" / f"{name}.log"
    with log.open("a", encoding="utf-8", errors="replace") as out:
        at = out.tell()
        subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False)
    told = log.read_text(encoding="utf-8", errors="replace")[at:]
    _read_log(outcome, told)
    if not outcome.executions:
        raise SystemExit(f"{name} was not run at all: see {log}")


def _read_log(outcome: Outcome, told: str) -> None:
    states = [(int(count), kind, int(edges)) for count, kind, edges, *_ in _STATUS.findall(told)]
    for _, kind, edges in states:
        if kind == "INITED" and not outcome.at_start:
            outcome.at_start = edges
        outcome.at_end = max(outcome.at_end, edges)
    executed = _EXECUTED.search(told)
    outcome.executions += int(executed[1]) if executed else max((count for count, *_ in states), default=0)


def main() -> int:
    """Answer 1 where anything was found."""
    parser = argparse.ArgumentParser(description="Fuzz the ways in.")
    parser.add_argument("--minutes", type=float, default=1, help="for each target")
    parser.add_argument("--target", action="append", choices=sorted(TARGETS))
    parser.add_argument("--importers", action="store_true", help="only those that read a transcript")
    asked = parser.parse_args()
    names = asked.target or [name for name, one in TARGETS.items() if one.importer or not asked.importers]
    write_seeds(WORK / "seeds")
    outcomes = []
    for name in names:
        outcomes.append(run_target(name, max(1, int(asked.minutes * 60))))
        print(outcomes[-1].row(), flush=True)
    return int(any(one.found for one in outcomes))


if __name__ == "__main__":
    raise SystemExit(main())
