"""From figures to rows: what was reached beside what was aimed at, for people (`results.md`) and for programs."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PEERS = Path(__file__).resolve().parents[1] / "peers.json"
THEN = "QualCoder, published figure scaled"
Raw = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One task beside one peer. Times are medians in ms unless `unit` says MB; `ratio` is the peer's over ours.

    `target` says in words what was aimed at, `met` whether it was reached; both None where there was no aim.
    """

    task: str
    ours_ms: float
    peer: str
    peer_ms: float | None
    ratio: float | None
    target: str | None
    met: bool | None
    unit: str = "ms"


def rows(raw: Raw) -> list[Row]:
    """Every row that the figures so far allow."""
    peers = json.loads(PEERS.read_text())
    factor = machine_factor(raw)
    made: list[Row] = []
    for part in (_start, _imports, _saves, _shown, _across, _archive, _memory):
        made += part(raw, peers["qualcoder"], factor)
    return made


def machine_factor(raw: Raw) -> float:
    """How much longer Taguette takes here, now, than where QualCoder's figures were taken: the geometric mean."""
    then = json.loads(PEERS.read_text())["taguette"]
    shares = [now / then[name] for name, now in _taguette_now(raw).items()]
    return math.exp(sum(math.log(share) for share in shares) / len(shares)) if shares else 1.0


def _taguette_now(raw: Raw) -> dict[str, float]:
    found: dict[str, float] = {}
    if "start" in raw:
        found["start_ms"] = raw["start"]["theirs_new"]["median_ms"]
    for name in ("txt_1", "docx_1", "docx_100"):
        if name in raw.get("import", {}) and f"import_{name}_ms" != "import_docx_100_ms":
            found[f"import_{name}_ms"] = raw["import"][name]["theirs"]["median_ms"]
    if "save" in raw:
        found["save_ms"] = raw["save"]["many"]["theirs"]["median_ms"]
    for count in ("0", "1000"):
        if count in raw.get("shown", {}):
            found[f"shown_{count}_ms"] = raw["shown"][count]["theirs"]["answering"]["median_ms"]
    return found


def _row(task: str, ours: float, peer: str, theirs: float, least: float | None = None, unit: str = "ms") -> Row:
    """A row whose aim, where there is one, is to be at least `least` times as fast (or as small)."""
    ratio = theirs / ours
    target = None if least is None else _aim(least, unit)
    return Row(
        task,
        round(ours, 2),
        peer,
        round(theirs, 2),
        round(ratio, 2),
        target,
        None if least is None else ratio >= least,
        unit,
    )


def _aim(least: float, unit: str) -> str:
    if unit == "MB":
        return f"within {1 / least:.3g}× of it"
    if least == 1:
        return "no slower"
    return f"at least {least:g}× faster" if least > 1 else f"within {1 / least:.3g}× of it"


def _start(raw: Raw, then: dict[str, float], factor: float) -> Iterator[Row]:
    found = raw.get("start")
    if found:
        ours = found["ours_new"]["median_ms"]
        yield _row("Start to the first page, new store", ours, "Taguette", found["theirs_new"]["median_ms"], 1)
        yield _row("Start to the first page, new store", ours, THEN, then["start_ms"] * factor)
        kept = (found["ours_kept"]["median_ms"], "Taguette", found["theirs_kept"]["median_ms"])
        yield _row("Start on a store with a study, to its first page (ours: unlocked by passphrase as well)", *kept)


def _imports(raw: Raw, then: dict[str, float], factor: float) -> Iterator[Row]:
    for name, found in raw.get("import", {}).items():
        if not isinstance(found, dict) or "count" not in found:
            continue
        fmt, count = name.split("_")
        task = f"Import {count} .{fmt} of 9,000 words, a call each (ours: turns, lines frozen, index, trail)"
        ours, theirs = found["ours"]["median_ms"], found["theirs"]["median_ms"]
        yield _row(task, ours, "Taguette", theirs, 30 if fmt == "docx" else None)
        if f"import_{name}_ms" in then:
            called = f"Import {count} .{fmt}, called directly (ours: turns, lines frozen, index, sealed, trail)"
            least = 0.5 if fmt == "docx" else None
            yield _row(called, found["ours_called"]["median_ms"], THEN, then[f"import_{name}_ms"] * factor, least)
            yield _row(task, ours, THEN, then[f"import_{name}_ms"] * factor)
        pages = f"Import {count} .{fmt} by the pages: chosen, looked at, kept and frozen"
        yield _row(pages, found["ours_pages"]["median_ms"], "Taguette", theirs)


def _saves(raw: Raw, then: dict[str, float], factor: float) -> Iterator[Row]:
    found = raw.get("save")
    if not found:
        return
    many = found["many"]
    yield _row("Save a marking, median", many["ours"]["median_ms"], "Taguette", many["theirs"]["median_ms"], 4)
    yield _row("Save a marking, p95", many["ours"]["p95_ms"], "Taguette", many["theirs"]["p95_ms"])
    yield _row("Save a marking, median", many["ours"]["median_ms"], THEN, then["save_ms"] * factor)
    lengths = found["lengths"]
    for words, row in lengths.items():
        task = f"Save a marking in {int(words):,} words"
        yield _row(task, row["ours"]["median_ms"], "Taguette", row["theirs"]["median_ms"])
    shortest, longest = (lengths[one]["ours"]["median_ms"] for one in (next(iter(lengths)), list(lengths)[-1]))
    task = f"Save a marking: {int(list(lengths)[-1]):,} words beside {int(next(iter(lengths))):,}"
    flat = longest / shortest
    yield Row(
        task, longest, "ours in the short one", shortest, round(shortest / longest, 2), "flat: within 1.5×", flat <= 1.5
    )


SHOWN = {0: (None, None), 1_000: (40, 7), 5_000: (500, 80)}


def _shown(raw: Raw, then: dict[str, float], factor: float) -> Iterator[Row]:
    for name, found in raw.get("shown", {}).items():
        if not name.isdigit():
            continue
        least, least_then = SHOWN.get(int(name), (None, None))
        task = f"A document with {int(name):,} markings shown whole, until the page answers"
        ours = found["ours"]["answering"]["median_ms"]
        yield _row(task, ours, "Taguette", found["theirs"]["answering"]["median_ms"], least)
        if f"shown_{name}_ms" in then:
            yield _row(task, ours, THEN, then[f"shown_{name}_ms"] * factor, least_then)
        seen = found["ours_in_view"]["painted"]["median_ms"]
        task = f"A document with {int(name):,} markings: the words and margins on screen painted"
        yield _row(task, seen, "Taguette", found["theirs"]["painted"]["median_ms"])


def _across(raw: Raw, then: dict[str, float], factor: float) -> Iterator[Row]:
    found = raw.get("across")
    if not found:
        return
    count, page = found["extracts"]["count"], found["extracts_page"]
    task = "All extracts of one theme over every document, shown as a page (its first 50)"
    yield _row(task, page["ours"]["answering"]["median_ms"], "Taguette", page["theirs"]["answering"]["median_ms"])
    whole = found["extracts_whole"]
    task = f"All {count:,} extracts of one theme read through on the screen (ours on one page, theirs part by part)"
    yield _row(task, whole["ours"]["answering"]["median_ms"], "Taguette", whole["theirs"]["median_ms"], 10)
    yield _row(task, whole["ours"]["answering"]["median_ms"], THEN, then["extracts_page_ms"] * factor)
    ours, theirs = found["extracts"]["ours_all"]["median_ms"], found["extracts"]["theirs_all"]["median_ms"]
    task = f"All {count:,} extracts asked of the server (ours as one whole page, theirs as data, part by part)"
    yield _row(task, ours, "Taguette", theirs)
    docx = found["extracts_docx"]
    task = f"All {count:,} extracts as .docx"
    yield _row(task, docx["ours"]["median_ms"], "Taguette", docx["theirs"]["median_ms"], 10)
    yield _second("a .docx of all extracts", docx["ours"], docx["theirs"])
    yield _row(
        "Search over every document, called directly",
        found["search"]["called"]["median_ms"],
        THEN,
        then["search_ms"] * factor,
        20,
    )
    yield _row(
        "Search over every document, its whole page",
        found["search"]["page"]["median_ms"],
        THEN,
        then["search_ms"] * factor,
    )


def _second(what: str, ours: dict[str, Any], theirs: dict[str, Any]) -> Row:
    """How long a second person's page took at worst meanwhile; waiting means longer than 250 ms more than alone."""
    worst, alone = ours["second"]["most_ms"], ours["second_alone"]["median_ms"]
    other = theirs["second"]["most_ms"]
    task = f"Worst wait of a second person while the first takes out {what}"
    return Row(
        task,
        worst,
        "Taguette",
        other,
        round(other / worst, 2),
        f"never waits: alone {alone:.0f} ms",
        worst - alone <= 250,
    )


def _archive(raw: Raw, then: dict[str, float], factor: float) -> Iterator[Row]:
    theirs = raw.get("across", {}).get("theirs_whole")
    found = raw.get("archive", {})
    if "out" not in found:
        return
    ours = found["out"]
    if theirs:
        yield _row("The whole study out, to one file", ours["median_ms"], "Taguette", theirs["median_ms"])
        yield _second("the whole study (ours by the command)", ours, theirs)
    yield _row("The whole study out, to one file", ours["median_ms"], THEN, then["project_out_ms"] * factor)
    yield _row("The whole study in, from one file", found["in"]["median_ms"], THEN, then["project_in_ms"] * factor)


def _memory(raw: Raw, then: dict[str, float], factor: float) -> Iterator[Row]:
    found = raw.get("across")
    if not found:
        return
    for when, name in (("memory_idle", "before any work"), ("memory_end", "after all of it")):
        ours, theirs = found[when]["ours"]["now_mb"], found[when]["theirs"]["now_mb"]
        yield _row(f"Resident memory, {name} (MB)", ours, "Taguette", theirs, 0.8, "MB")
    yield _row(
        "Resident memory, after all of it (MB)",
        found["memory_end"]["ours"]["now_mb"],
        THEN,
        then["memory_end_mb"],
        None,
        "MB",
    )


def write(folder: Path, name: str, about: dict[str, Any], raw: Raw) -> None:
    """Write `NAME.json` and `NAME.md` into `folder`."""
    made = rows(raw)
    machine = {
        **about,
        "factor": round(machine_factor(raw), 3),
        "background": {key: one["background"] for key, one in raw.items()},
    }
    whole = {"machine": machine, "rows": [asdict(row) for row in made], "floors": raw.get("limits", {})}
    (folder / f"{name}.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    (folder / f"{name}.md").write_text(_page(machine, made, raw))


def _page(machine: dict[str, Any], made: list[Row], raw: Raw) -> str:
    lines = [
        "# Side by side", "",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}, "
        f"Python {machine['python']}, Chromium {machine.get('chromium', '?')}; Taguette {machine['taguette']}; "
        f"{machine['date']}. Written by `make bench`; README.md here says what each task is.", "",
        "Medians. Ratio: the peer’s time over ours. Taguette ran here, in the same minutes and the same browser. "
        "**QualCoder did not run here**: it is on no package index, so its figures are those published in "
        f"[peers.json](peers.json), times {machine['factor']}: how much longer Taguette takes here than it took on "
        "the machine that gave them.", "",
        "| task | ours | peer | peer’s | ratio | aim | met |", "| --- | ---: | --- | ---: | ---: | --- | --- |",
    ]  # fmt: skip
    lines += [_line(row) for row in made]
    return "\n".join([*lines, "", *_limits(raw), *_busy(raw)]) + "\n"


def _line(row: Row) -> str:
    met = "" if row.met is None else "yes" if row.met else "**no**"
    figures = f"{_figure(row.ours_ms, row.unit)} | {row.peer} | {_figure(row.peer_ms, row.unit)} | {row.ratio:g}×"
    return f"| {row.task} | {figures} | {row.target or ''} | {met} |"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit == "MB":
        return f"{value:.0f} MB"
    return f"{value / 1000:.2f} s" if value >= 1_000 else f"{value:.0f} ms" if value >= 20 else f"{value:.1f} ms"


def _limits(raw: Raw) -> Iterator[str]:
    """What each figure cannot get below here, and how far it is from that."""
    floor = raw.get("limits")
    if not floor:
        return
    yield from ("## How far from the floor", "")
    commit, paint = floor["commit_ms"], floor["paint_ms"]
    yield f"- An empty commit into a SQLCipher store, on disk before the answer: {commit:.1f} ms."
    if "save" in raw:
        ours = raw["save"]["many"]["ours"]["median_ms"]
        yield f"  Saving a marking takes {ours:.1f} ms, {ours / commit:.1f}× that: HTTP, Python, index and trail."
    yield f"- Chromium painting the same words as plain paragraphs: {paint:.0f} ms."
    for count, found in raw.get("shown", {}).items():
        if count.isdigit():
            ours, server = found["ours_in_view"]["painted"]["median_ms"], found["ours_server"]["median_ms"]
            yield (
                f"  With {int(count):,} markings: {ours:.0f} ms to the painted screen, {ours / paint:.1f}× that; "
                f"{server:.0f} ms of it are the server's answer."
            )
    yield f"- lxml parsing one interview’s .docx: {floor['docx_parse_ms']:.2f} ms."
    yield from _import_limit(raw.get("import", {}))
    yield (
        f"- Python starting and ending: {floor['python_ms']:.0f} ms; argon2id over a passphrase: "
        f"{floor['argon2_ms']:.0f} ms."
    )
    yield ""


def _import_limit(found: dict[str, Any]) -> Iterator[str]:
    most = max((one["count"] for name, one in found.items() if name.startswith("docx")), default=None)
    if most is not None:
        each = found[f"docx_{most}"]["ours"]["median_ms"] / most
        yield (
            f"  Of {most} imported, each takes {each:.1f} ms: reading, turns, lines, index, sealing and the trail's "
            "three acts, in Python."
        )


def _busy(raw: Raw) -> Iterator[str]:
    yield from (
        "## What else the machine did",
        "",
        "Share of the cores that others kept busy just before each task, and the load:",
        "",
    )
    for name, found in raw.items():
        yield f"- {name}: {found['background']['busy']:.0%}, load {found['background']['load']:.1f}"
