"""Documents lead where they say, show what exists, and give a reason for every dependency."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from lifeworld.config.command import build_parser
from lifeworld.safekeeping.services.forgotten import list_of
from tests.docs.from_code import ROOT, documents
from tests.journeys.tutorial import TOLD, TUTORIAL
from tools.screenshots import FICTIONAL

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"```.*?```", re.DOTALL)
DECISIONS = ROOT / "docs" / "decisions"
LONGEST_ARCHITECTURE = 1_000


def prose(path: Path) -> str:
    """A document without its code."""
    return FENCED.sub("", path.read_text(encoding="utf-8"))


def anchor(heading: str) -> str:
    """A heading's address as code hosts make it."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(prose(path)):
        if link.startswith(("https://", "mailto:")):
            continue
        target, _, part = link.partition("#")
        place = (path.parent / target) if target else path
        assert place.exists(), link
        if part:
            headings = re.findall(r"^#+ (.*)$", prose(place), re.MULTILINE)
            assert part in {anchor(heading) for heading in headings}, link


def shown_commands() -> list[str]:
    """Every line that the documents tell people to type after the name of the command."""
    blocks = [block for path in documents() for block in FENCED.findall(path.read_text(encoding="utf-8"))]
    lines = [line.partition("  #")[0] for block in blocks for line in block.splitlines()]
    return sorted({line.partition("lifeworld ")[2] for line in lines if re.match(r"(?:\w+=\S+ )?lifeworld ", line)})


@pytest.mark.parametrize("line", shown_commands())
def test_commands_that_people_are_told_to_type_are_known(line: str) -> None:
    assert build_parser().parse_args(shlex.split(line)).command


def test_every_picture_is_shown_somewhere() -> None:
    shown = {Path(link).name for path in documents() for link in LINK.findall(prose(path)) if link.endswith(".png")}
    taken = {path.name for path in (ROOT / "docs" / "pictures").glob("*.png")}
    assert shown == taken


def test_every_picture_is_one_that_is_taken_by_the_one_command() -> None:
    """Those of the fictional study are listed; those of one's own study are what the tutorial's walk passes."""
    listed = {picture.name for picture in FICTIONAL}
    passed = [name for _, name in TOLD.findall(TUTORIAL.read_text(encoding="utf-8")) if name]
    own = [name for name in passed if name not in listed]
    assert own == passed[passed.index("set-up") : passed.index("sign-off") + 1]
    assert listed | set(own) == {path.stem for path in (ROOT / "docs" / "pictures").glob("*.png")}


def test_every_page_of_the_documents_can_be_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        links = [link.partition("#")[0] for link in LINK.findall(prose(page)) if not link.startswith("http")]
        waiting += [page.parent / link for link in links if link]
    missing = {path for path in (ROOT / "docs").rglob("*.md") if path.resolve() not in seen}
    assert missing == set()


def test_the_server_that_is_shown_can_write_the_list_of_those_who_withdrew() -> None:
    page = (ROOT / "docs" / "how-to" / "run-on-a-server.md").read_text(encoding="utf-8")
    (folder,) = re.findall(r"^LIFEWORLD_DATA=(.+)$", page, re.MULTILINE)
    (home,) = re.findall(r"^adduser .*--home (\S+) lifeworld$", page, re.MULTILINE)
    writable = re.findall(r"^ReadWritePaths=(.+)$", page, re.MULTILINE)
    assert set(writable) == {home} and len(writable) == page.count("ProtectSystem=strict")
    assert list_of(Path(folder)).is_relative_to(home) and str(list_of(Path(folder))) in page


def test_the_architecture_can_be_read_in_five_minutes() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split()) < LONGEST_ARCHITECTURE


def test_the_architecture_names_files_that_exist() -> None:
    text = prose(ROOT / "ARCHITECTURE.md")
    places = (ROOT, ROOT / "lifeworld", ROOT / "lifeworld" / "analysis", ROOT / "lifeworld" / "analysis" / "services")
    named = [name for name in re.findall(r"`([\w/.-]+\.(?:py|ts|css|html))`", text) if name != "models.py"]
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_every_dependency_has_a_reason_on_record() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split(r"[<>=]", one)[0] for one in wanted]
    names += json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    reasons = "\n".join(path.read_text(encoding="utf-8") for path in DECISIONS.glob("*.md")).lower()
    assert [name for name in names if name.lower() not in reasons] == []


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    numbered = sorted(DECISIONS.glob("[0-9]*.md"))
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8")
    assert [int(path.name[:4]) for path in numbered] == list(range(1, len(numbered) + 1))
    assert [path.name for path in numbered if f"({path.name})" not in listed] == []
