"""The list of OWASP ASVS items: every path it names exists, and no item of the chapters it goes through is left out."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "asvs.md"
# The numbered items of levels 1 and 2 in each section of ASVS 5.0.0, by its own numbers; what is missing is level 3's.
ITEMS = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2
2.1.1-3 2.2.1-3 2.3.1-4 2.4.1
3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
4.1.1-3 4.2.1 4.3.1-2 4.4.1-4
5.1.1 5.2.1-3 5.3.1-2 5.4.1-3
6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4
7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2
8.1.1-2 8.2.1-3 8.3.1 8.4.1
9.1.1-3 9.2.1-4
10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3
11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1 11.6.1
12.1.1-3 12.2.1-2 12.3.1-4
13.1.1 13.2.1-5 13.3.1-2 13.4.1-5
14.1.1-2 14.2.1-4 14.3.1-3
15.1.1-3 15.2.1-3 15.3.1-7
16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3
17.1.1 17.2.1-4 17.3.1-2
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
    assert set(listed) == wanted() and len(listed) == 70 + 183  # as many as levels 1 and 2 have
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
    short = set(re.findall(r"\b\d+\.\d+\.\d+\b", section)) - {"5.0.0"}
    assert short == {number for row in rows() if row[2] in {"partly", "not met"} for number in row[0].split(", ")}
    tables = text.partition("## Limits")[2].partition("## What is not protected")[0]
    named = set(re.findall(r"`([\w./-]+/[\w./-]+)`", tables))
    assert sorted(path for path in named if not (ROOT / path).exists()) == []
