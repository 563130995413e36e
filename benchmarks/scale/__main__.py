"""`python -m benchmarks.scale`: one interview beside a thousand, page by page, and a save."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.sidebyside.measure import busy, machine

HERE = Path(__file__).resolve().parents[1]
NOTES, STATEMENTS = 300, 20
FLAT = 1.5
# Below this, a millisecond more is the clock's or the allocator's.
SLACK_MS = 3.0


def main() -> int:
    """Build what is missing, measure, write; 0 where every page is flat."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        kept = options.keep or Path(scratch)
        one, many = (_measured(kept, count, options) for count in (1, options.interviews))
    rows = [_beside(small, large) for small, large in zip(one, many, strict=True)]
    about = {**machine(), "interviews": options.interviews, "background": busy()}
    (HERE / "scale.json").write_text(json.dumps({"machine": about, "rows": rows}, indent=1) + "\n")
    page = _page(about, rows)
    (HERE / "scale.md").write_text(page)
    print(page)
    return 0 if all(row["flat"] for row in rows) else 1


def _measured(kept: Path, interviews: int, options: argparse.Namespace) -> list[dict[str, Any]]:
    folder = kept / str(interviews)
    if not (folder / "store.sqlite3").exists():
        counts = ["--interviews", str(interviews), "--notes", str(NOTES), "--statements", str(STATEMENTS)]
        fill = [sys.executable, "-m", "benchmarks.filling", str(folder), *counts, "--open-last"]
        subprocess.run(fill, check=True, cwd=HERE.parent)
    command = [sys.executable, "-m", "benchmarks.scale.pages", str(folder), "--last-case", str(interviews + 1)]
    asked = [*command, "--times", str(options.times), "--only", options.only]
    found = subprocess.run(asked, check=True, cwd=HERE.parent, stdout=subprocess.PIPE, text=True)
    rows: list[dict[str, Any]] = json.loads(found.stdout)
    return rows


def _beside(one: dict[str, Any], many: dict[str, Any]) -> dict[str, Any]:
    """A page over one and over many: by processor time where the program itself worked, by the clock for the rest."""
    measure = "cpu_ms" if "cpu_ms" in one else "wall_ms"
    small, large = one[measure], many[measure]
    flat = large <= max(FLAT * small, small + SLACK_MS)
    return {
        "page": one["page"], "one": small, "many": large, "ratio": round(large / small, 2),
        "queries_one": one["queries"], "queries_many": many["queries"],
        "wall_one": one["wall_ms"], "wall_many": many["wall_ms"], "flat": flat,
    }  # fmt: skip


def _page(about: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    count = about["interviews"]
    lines = [
        f"# From 1 interview to {count:,}", "",
        f"{about['processor']}, {about['cores']} cores, {about['date']}; load {about['background']['load']}. Written by "
        f"`make scale`. {count:,} interviews are about {count * 9_000:,} words with {count * NOTES:,} notes, on a sealed "
        "store. Medians of processor time in ms: other work on the machine adds little to them. Flat is within "
        f"{FLAT:g}×, or within {SLACK_MS:g} ms.", "",
        f"| page | 1 interview | {count:,} | ratio | queries | flat |", "| --- | ---: | ---: | ---: | ---: | --- |",
    ]  # fmt: skip
    for row in rows:
        queries = f"{row['queries_one']} / {row['queries_many']}" if row["queries_one"] else ""
        flat = "yes" if row["flat"] else "**no**"
        lines.append(f"| {row['page']} | {row['one']:.1f} | {row['many']:.1f} | {row['ratio']}× | {queries} | {flat} |")
    return "\n".join(lines) + "\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--interviews", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--keep", type=Path, help="a folder to make the stores in once and use again")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
