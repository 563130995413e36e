"""The list of OWASP ASVS items: every path it names exists, and no item of the chapters it goes through is left out."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "asvs.md"
# How many numbered items of levels 1 and 2 each section of ASVS 4.0.3 has, by its own numbers.
ITEMS = """
1.1.1-7 1.2.1-4 1.4.1 1.4.4-5 1.5.1-4 1.6.1-4 1.7.1-2 1.8.1-2 1.9.1-2 1.10.1 1.11.1-2 1.12.2 1.14.1-6
2.1.1-12 2.2.1-3 2.3.1-3 2.4.1-5 2.5.1-7 2.6.1-3 2.7.1-6 2.8.1-7 2.9.1-3 2.10.1-4
3.1.1 3.2.1-4 3.3.1-4 3.4.1-5 3.5.1-3 3.7.1
4.1.1-3 4.1.5 4.2.1-2 4.3.1-3
5.1.1-5 5.2.1-8 5.3.1-10 5.4.1-3 5.5.1-4
6.1.1-3 6.2.1-6 6.3.1-2 6.4.1-2
7.1.1-4 7.2.1-2 7.3.1 7.3.3-4 7.4.1-3
8.1.1-4 8.2.1-3 8.3.1-8
9.1.1-3 9.2.1-4
10.2.1-2 10.3.1-3
11.1.1-8
12.1.1-3 12.2.1 12.3.1-6 12.4.1-2 12.5.1-2 12.6.1
13.1.1 13.1.3-5 13.2.1-3 13.2.5-6 13.3.1-2 13.4.1-2
14.1.1-4 14.2.1-6 14.3.2-3 14.4.1-7 14.5.1-4
"""
ANSWERS = {"met", "partly", "not met", "not here", "server"}


def wanted() -> set[str]:
    found = set()
    for one in ITEMS.split():
        section, _, span = one.rpartition(".")
        first, _, last = span.partition("-")
        found |= {f"{section}.{number}" for number in range(int(first), int(last or first) + 1)}
    return found


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| \d", line)]


def test_every_item_has_one_row_and_one_answer() -> None:
    listed = [number for row in rows() for number in row[0].split(", ")]
    assert len(listed) == len(set(listed))
    assert set(listed) == wanted()
    assert {row[2] for row in rows()} <= ANSWERS
    assert all(row[3] for row in rows())


def test_every_path_that_the_list_names_is_there() -> None:
    named = {path for row in rows() for path in re.findall(r"`([\w./-]+/[\w./-]+|[\w-]+\.(?:md|lock|json))`", row[3])}
    assert len(named) > 60
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_security_md_links_to_the_list() -> None:
    assert "docs/reference/asvs.md" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_security_md_tells_of_every_item_that_is_not_met_and_every_path_there_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    section = text.partition("## OWASP ASVS")[2].partition("\n## ")[0]
    short = set(re.findall(r"\b\d+\.\d+\.\d+\b", section)) - {"4.0.3"}
    assert short == {number for row in rows() if row[2] in {"partly", "not met"} for number in row[0].split(", ")}
    tables = text.partition("## Limits")[2].partition("## What is not protected")[0]
    named = set(re.findall(r"`([\w./-]+/[\w./-]+)`", tables))
    assert sorted(path for path in named if not (ROOT / path).exists()) == []
