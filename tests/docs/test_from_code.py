"""What the documents say of commands, roles, exports and words is what the code does."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from lifeworld.config.command import build_parser
from lifeworld.interchange.transcripts.sniffing import SUFFIXES
from tests.docs.from_code import BLOCKS, MARKED, ROOT, documents, leaves, renewed

GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
OURS = sorted({model.__name__ for model in apps.get_models() if model.__module__.startswith("lifeworld.")})


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_marked_parts_are_as_the_code_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == renewed(text), "run `python -m tests.docs`"


def test_every_part_is_in_some_document() -> None:
    found = {mark[1] for path in documents() for mark in MARKED.findall(path.read_text(encoding="utf-8"))}
    assert found == set(BLOCKS)


@pytest.mark.parametrize("name", OURS)
def test_the_glossary_knows_every_model(name: str) -> None:
    assert f"| `{name}` |" in GLOSSARY


def test_the_glossary_names_nothing_that_is_not_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "lifeworld").rglob("*.py"))
    words = set(re.findall(r"`(\w+)`", GLOSSARY))
    assert {word for word in words if not re.search(rf"\b{word}\b", code)} == set()


def test_the_helps_of_all_commands_are_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    for parser in leaves(build_parser()):
        for option in re.findall(r"--[a-z-]+", parser.format_help()):
            assert option in reference, f"{parser.prog} {option}"


def test_the_reference_lists_every_ending_that_can_be_read() -> None:
    page = (ROOT / "docs" / "reference" / "transcript-formats.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\.\w+)` \|", page, re.MULTILINE)) == SUFFIXES
