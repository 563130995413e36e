"""What a start waits for. Without a clock: what a process has imported by the time that somebody reads."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import environment

# Makes and reads documents, speaks to PostgreSQL, signs in on a server, is for tests: never before somebody wants it.
HEAVY = {"docx", "lxml", "xlsxwriter", "openpyxl", "markdown_it", "psycopg", "procrastinate", "allauth", "unittest"}
API = {"ninja", "pydantic", "pydantic_core"}
OTHER_PAGES = re.compile(r"lifeworld\.(study|interviews|analysis|quality|interchange|reporting)\.(views|urls|api)")
STEP_OF_TABLES = re.compile(r"\.migrations\.\d")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The modules imported by each page: `/set-up` of a new store; `/unlock`, and `/studies` once it is open."""
    folder = tmp_path_factory.mktemp("start") / "data"
    return {**first_pages(folder), **first_pages(folder)}


def first_pages(folder: Path) -> dict[str, list[str]]:
    env = environment(folder) | {"LIFEWORLD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "lifeworld.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.first_pages"],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def packages(modules: list[str]) -> set[str]:
    """The packages at the top: `docx` for `docx.shared`."""
    return {module.split(".")[0] for module in modules}


@pytest.mark.embedded("only there does one person set up a store, or unlock it")
@pytest.mark.parametrize("page", ["/set-up", "/unlock"])
def test_the_first_page_waits_for_no_other(imported: dict[str, list[str]], page: str) -> None:
    assert "lifeworld.config.pages" in imported[page]
    assert packages(imported[page]) & (HEAVY | API) == set()
    assert [module for module in imported[page] if OTHER_PAGES.match(module)] == []


@pytest.mark.embedded("only there is a store unlocked")
def test_an_opened_store_waits_for_neither_api_nor_migrations(imported: dict[str, list[str]]) -> None:
    modules = imported["/studies"]
    assert "lifeworld.study.views.studies" in modules
    assert packages(modules) & (HEAVY | API) == set()
    assert [module for module in modules if STEP_OF_TABLES.search(module)] == []
