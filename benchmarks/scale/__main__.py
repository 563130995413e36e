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
# As many interviews as one part of a list shows: from there on a page may not cost more.
PART = 50
FLAT = 1.5
# Below this, a millisecond more is the clock's or the allocator's.
SLACK_MS = 3.0


def main() -> int:
    """Build what is missing, measure, write; 0 where every page is flat."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        kept = options.keep or Path(scratch)
        sizes = [_measured(kept, count, options) for count in (1, PART, options.interviews)]
    rows = [_beside(*found) for found in zip(*sizes, strict=True)]
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


def _beside(one: dict[str, Any], part: dict[str, Any], many: dict[str, Any]) -> dict[str, Any]:
    """A page over one, over a full part of a list, and over many: by processor time, or memory by what it is.

    Flat is within `FLAT` of one; a list, whose first part one interview does not fill, within that of a full part.
    """
    measure = "cpu_ms" if "cpu_ms" in one else "wall_ms"
    small, full, large = one[measure], part[measure], many[measure]
    return {
        "page": one["page"], "one": small, "part": full, "many": large, "ratio_one": round(large / small, 2),
        "ratio_part": round(large / full, 2), "queries": [found["queries"] for found in (one, part, many)],
        "wall": [found["wall_ms"] for found in (one, part, many)],
        "flat": large <= max(FLAT * small, FLAT * full, small + SLACK_MS),
    }  # fmt: skip


def _page(about: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    count = about["interviews"]
    lines = [
        f"# From 1 interview to {count:,}", "",
        f"{about['processor']}, {about['cores']} cores, {about['date']}; load {about['background']['load']}. "
        f"Written by `make scale`. {count:,} interviews are about {count * 9_000:,} words with {count * NOTES:,} "
        "notes, on a sealed store. Medians of processor time in ms: other work on the machine adds "
        "little to them. Flat is within "
        f"{FLAT:g}× of one interview, or of {PART} where the page is a list: its parts show at most {PART} rows, "
        "and one interview fills a single row.", "",
        f"| page | 1 interview | {PART} | {count:,} | × of 1 | × of {PART} | queries | flat |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]  # fmt: skip
    for row in rows:
        queries = " / ".join(str(one) for one in row["queries"]) if row["queries"][0] else ""
        flat = "yes" if row["flat"] else "**no**"
        figures = (
            f"{row['one']:.1f} | {row['part']:.1f} | {row['many']:.1f} | {row['ratio_one']}× | {row['ratio_part']}×"
        )
        lines.append(f"| {row['page']} | {figures} | {queries} | {flat} |")
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
