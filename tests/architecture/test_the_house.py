"""The house rules that a linter cannot see."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from lifeworld.common.disclosure import Disclosure

ROOT = Path(__file__).resolve().parents[2]
ORDER = [
    "common",
    "security",
    "trail",
    "study",
    "approvals",
    "recruitment",
    "identities",
    "consent",
    "interviews",
    "analysis",
    "fieldwork",
    "safekeeping",
    "quality",
    "interchange",
    "reporting",
    "agenda",
    "help",
    "store",
    "config",
]
OURS = [model for model in apps.get_models() if model.__module__.startswith("lifeworld.")]
SOURCES = sorted((ROOT / "lifeworld").rglob("*.py"))
LONGEST = 400


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_field_says_what_it_may_give_away(model: type[Model]) -> None:
    fields = {f.name for f in model._meta.get_fields() if not f.auto_created or f.concrete}
    labels: dict[str, Disclosure] = model.disclosure  # type: ignore[attr-defined]
    assert fields <= set(labels), f"unlabelled: {fields - set(labels)}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_foreign_keys_point_the_way_that_imports_do(model: type[Model]) -> None:
    here = ORDER.index(model._meta.app_label)
    for field in model._meta.get_fields():
        target = field.related_model
        if field.concrete and isinstance(target, type) and target._meta.app_label in ORDER:
            assert ORDER.index(target._meta.app_label) <= here, field.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_say_why_they_exist_and_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "migrations" in path.parts:
        return
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "no module docstring"
    assert text.count("\n") <= LONGEST


def test_no_page_of_ours_names_another_host() -> None:
    offenders = []
    for path in [
        *(ROOT / "lifeworld").rglob("*.html"),
        *(ROOT / "islands").rglob("*.ts*"),
        *(ROOT / "islands").rglob("*.css"),
    ]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "//" in line and ("http://" in line or "https://" in line) and "www.w3.org" not in line:
                offenders.append(f"{path.relative_to(ROOT)}: {line.strip()[:80]}")
    assert offenders == []


def test_only_the_lines_of_a_transcript_are_written_as_markup() -> None:
    ways = re.compile(r"(inner|outer)HTML|insertAdjacentHTML|dangerouslySet|ContextualFragment|srcdoc|document\.write")
    scripts = [path for path in (ROOT / "islands").rglob("*.ts*") if ".test." not in path.name]
    writing = [path for path in scripts if ways.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT / "islands")) for path in writing] == ["reader/lines.ts"]


def test_no_box_cuts_what_is_pasted_into_it() -> None:
    """A browser cuts a paste to `maxlength` and says nothing; the server refuses in words, and keeps the text there."""
    box = re.compile(r"<textarea\b.*?(?<!=)>|h\(.textarea.,\s*\{.*?\}", re.DOTALL)
    files = [*(ROOT / "lifeworld").rglob("*.html"), *(ROOT / "islands").rglob("*.ts*")]
    boxes = {path: box.findall(path.read_text("utf-8")) for path in files}
    assert sum(len(found) for found in boxes.values()) > 45
    assert [path.name for path, found in boxes.items() if any("maxlength" in one.lower() for one in found)] == []
