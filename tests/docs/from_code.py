"""The parts of the documents that are written from the code, between marks, so that neither can drift from the other.

`python -m tests.docs` writes them anew; `test_from_code.py` compares.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lifeworld.analysis.views.group.level import READING_KEYS, WRITING_KEYS
from lifeworld.config.command import build_parser
from lifeworld.consent.rules.consents import TRANSITIONS as CONSENTS
from lifeworld.interchange.archive.parts import PARTS
from lifeworld.quality.rules import RULES
from lifeworld.reporting.kinds import FORMATS, KINDS
from lifeworld.study.models import CaseState, Role
from lifeworld.study.rules.case_states import TRANSITIONS
from lifeworld.study.rules.labels import PROFILES, words_for
from lifeworld.study.rules.roles import RIGHTS, Right

ROOT = Path(__file__).resolve().parents[2]
MARKED = re.compile(r"(<!-- from the code: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def labels() -> str:
    """Both editions' words side by side."""
    rows = [[name.replace("_", " "), PROFILES["2022"][name], PROFILES["2009"][name]] for name in PROFILES["2022"]]  # type: ignore[literal-required]
    return table(["thing", "2nd edition (2022)", "1st edition (2009)"], rows)


def roles() -> str:
    """Which role holds which right."""
    heads = ["", *(Role(key).label for key in RIGHTS)]
    rows = [[right.value, *("yes" if right in held else "" for held in RIGHTS.values())] for right in Right]
    return table(heads, rows)


def states() -> str:
    """The life of a case."""
    rows = [[CaseState(a).label, act, CaseState(b).label] for (a, act), b in TRANSITIONS.items()]
    return table(["a case that is", "by this act", "becomes"], rows)


def consent_states() -> str:
    """The life of a consent."""
    return table(["a consent that is", "by this act", "becomes"], [[a, act, b] for (a, act), b in CONSENTS.items()])


def exports() -> str:
    """The kinds of export."""
    words = words_for("2022")
    rows = [
        [
            f"`{kind.key}`",
            f"{kind.name_in(words)}. {kind.purpose_in(words)}",
            kind.scope.value,
            ", ".join(f"`{key}`" for key in kind.formats),
        ]
        for kind in KINDS.values()
    ]
    return table(["kind", "what it is", "about", "formats"], rows)


def checks() -> str:
    """The hard checks."""
    words = words_for("2022")
    rows = [[rule.holds_in(words), rule.source] for rule in RULES.values()]
    return table(["holds when", "from"], rows)


def formats() -> str:
    """The formats of exports."""
    return table(["format", "is", "ends in"], [[f"`{one.key}`", one.name, one.suffix] for one in FORMATS.values()])


def archive() -> str:
    """The parts of a study's archive with their fields."""
    rows = [[f"`{part.label}`", ", ".join(f"`{field.name}`" for field in part.fields)] for part in PARTS]
    return table(["part", "fields"], rows)


def commands() -> str:
    """Every command with its words, as `lifeworld --help` tells them."""
    return "\n".join(_command(parser) for parser in leaves(build_parser()))


def reader_keys() -> str:
    """The reader's keys, from its own table."""
    return _keys(r'\[([^\[\]]*)\](?:, says:|,) "([^"]+)"', ROOT / "islands" / "reader" / "commands.ts")


def board_keys() -> str:
    """The board's keys, from its own table."""
    return _keys(r'\[\[([^\[\]]*)\], "([^"]+)"\]', ROOT / "islands" / "board" / "keys.ts")


def group_keys() -> str:
    """The keys of the group themes."""
    return table(["key", "does"], [[_pressed(names), does] for names, does in [*READING_KEYS, *WRITING_KEYS]])


def _keys(pattern: str, path: Path) -> str:
    found = re.findall(pattern, path.read_text(encoding="utf-8"))
    return table(["key", "does"], [[_pressed(re.findall(r'"([^"]+)"', names)), does] for names, does in found])


def _pressed(names: Iterable[str]) -> str:
    return " ".join(f"<kbd>{name}</kbd>" for name in names)


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The commands that do something, in order."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser
    for group in groups:
        for made in group.choices.values():
            yield from leaves(made)


def _command(parser: argparse.ArgumentParser) -> str:
    actions = [
        action for action in parser._actions if action.dest not in {"help", "data", "passphrase_file", "as_person"}
    ]
    places = [str(action.metavar) for action in actions if not action.option_strings]
    rows = [[f"`{_words(action)}`", _help(action)] for action in actions]
    head = f"### {' '.join([parser.prog, *places])}\n\n{_sentence(parser.description or '')}\n"
    return head + ("\n" + table(["word", "is"], rows) if rows else "")


def _words(action: argparse.Action) -> str:
    metavar = str(action.metavar or action.dest.upper()) if action.nargs != 0 else ""
    return " ".join(part for part in [", ".join(action.option_strings), metavar] if part)


def _help(action: argparse.Action) -> str:
    needed = "needed" if action.required and action.option_strings else ""
    return "; ".join(part for part in [action.help or "", needed] if part)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}." if text else ""


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


BLOCKS: dict[str, Callable[[], str]] = {
    "labels": labels,
    "roles": roles,
    "states": states,
    "consent_states": consent_states,
    "exports": exports,
    "formats": formats,
    "checks": checks,
    "archive": archive,
    "commands": commands,
    "reader_keys": reader_keys,
    "board_keys": board_keys,
    "group_keys": group_keys,
}


def documents() -> list[Path]:
    """Every document of the project, in order."""
    patterns = ("*.md", "docs/**/*.md", "islands/**/*.md", "examples/**/*.md")
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def renewed(text: str) -> str:
    """A document with its marked parts written anew."""
    return MARKED.sub(lambda found: f"{found[1]}{BLOCKS[found[2]]()}{found[4]}", text)


def main() -> None:
    """Write the marked parts of every document anew."""
    for path in documents():
        text = path.read_text(encoding="utf-8")
        if renewed(text) != text:
            path.write_text(renewed(text), encoding="utf-8")
