"""Help: every document is a page, every link and picture in it is there, and none of it needs an open store."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lifeworld.help.documents import INDEX, address_of, sources
from lifeworld.help.rendering import render_document
from lifeworld.security import keyring
from lifeworld.security.models import Person
from tests.docs.from_code import ROOT
from tests.pages.people import words_of
from tests.security.stores import make_store

DOCUMENTS = sorted(sources())
PAGES = sorted({address_of(f"{'' if source.startswith('docs') else '../'}{source}".replace("docs/", ""), INDEX)
                for source in DOCUMENTS})  # fmt: skip
TEMPLATE_LINK = re.compile(r"{% url 'help' '([^']+)' %}(?:#([\w-]+))?|/help/([\w/-]+)(?:#([\w-]+))?")


@pytest.fixture
def reader(tmp_path: Path, settings: Settings, db: None) -> Client:
    """A browser that has opened nothing, where a store lies locked."""
    settings.DATA_FOLDER = tmp_path / "store"
    make_store(tmp_path / "store")
    keyring.lock_store()
    return Client()


def test_every_document_but_the_decisions_is_a_page() -> None:
    written = {str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md") if "decisions" not in path.parts}
    assert set(DOCUMENTS) == written | {"GLOSSARY.md", "SECURITY.md"}
    assert "" not in PAGES and len(PAGES) == len(DOCUMENTS)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_while_locked_and_everything_in_it_resolves(path: str, reader: Client) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1") == 1
    article = page.split("<article")[1].split("</article>")[0]
    named = re.findall(r'\sid="([^"]*)"', page)
    assert len(named) == len(set(named))
    assert "&lt;" not in re.sub(r"<code>.*?</code>", "", article, flags=re.DOTALL)
    for link in re.findall(r'(?:href|src)="([^"]*)"', article):
        if link.startswith(("https://", "mailto:")):
            continue
        target, _, part = link.partition("#")
        got = reader.get(target) if target else answer
        assert got.status_code == 200, link
        if part:
            assert f'id="{part}"' in got.content.decode(), link


@pytest.mark.parametrize(
    "path",
    [
        "nothing", "decisions/README", "how-to/nothing", "how-to/../../SECURITY", "../SECURITY", "how-to/", "index",
        "pictures/nothing.png", "pictures/..%2Findex.md", "pictures/first-study.md", "examples/../pyproject.toml",
        "examples/../../README.txt", "examples/alongside/study.toml",
    ],
)  # fmt: skip
def test_what_is_no_help_is_not_found(path: str, reader: Client) -> None:
    assert reader.get(f"/help/{path}").status_code == 404


def test_pictures_and_texts_come_as_what_they_are(reader: Client) -> None:
    picture = reader.get("/help/pictures/trail.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    text = reader.get("/help/examples/alongside/record.txt")
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.content


@pytest.mark.embedded("a database on PostgreSQL is there before anybody looks")
def test_help_can_be_read_before_there_is_a_store(tmp_path: Path, settings: Settings, db: None) -> None:
    settings.DATA_FOLDER = tmp_path / "nowhere"
    assert Client().get("/help").status_code == 200
    assert Client().get("/studies").headers["Location"] == "/set-up"


def test_help_is_only_read(reader: Client) -> None:
    assert reader.post("/help").status_code == 405
    assert reader.post("/help/how-to/scripts").status_code == 405


def test_help_lets_nobody_further_than_help(reader: Client) -> None:
    for path in ("/helpful", "/studies", "/store"):
        assert reader.get(path).headers["Location"].startswith("/unlock"), path


def test_the_head_leads_to_help(alice_client: Client, alice: Person) -> None:
    assert '<a href="/help">Help</a>' in words_of(alice_client.get("/studies"))


def test_every_link_to_help_from_another_page_leads_to_its_heading(reader: Client) -> None:
    files = [*(ROOT / "lifeworld").rglob("*.html"), *(ROOT / "islands").rglob("*.tsx")]
    found = {match for file in files for match in TEMPLATE_LINK.findall(file.read_text(encoding="utf-8"))}
    assert len(found) >= 7
    for one, its_part, other, other_part in found:
        answer = reader.get(f"/help/{one or other}")
        assert answer.status_code == 200, one or other
        part = its_part or other_part
        assert not part or f'id="{part}"' in answer.content.decode(), part


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("a <kbd>↑</kbd> key", "a <kbd>↑</kbd> key"),
        ("<kbd><b>x</b></kbd>", "<kbd>&lt;b&gt;x&lt;/b&gt;</kbd>"),
        ("<!-- from the code: x -->\nwords\n<!-- end -->", "<p>words</p>"),
        ("[a](../decisions/README.md)", "<p>a (in the source of Lifeworld)</p>"),
        ("[a](scripts.md#the-api)", '<a href="/help/how-to/scripts#the-api">a</a>'),
        ("[a](../../SECURITY.md)", '<a href="/help/security">a</a>'),
        ("[a](../../../../etc/passwd)", "<p>a (in the source of Lifeworld)</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("```\n<x>\n```", '<pre tabindex="0"><code>&lt;x&gt;\n</code></pre>'),
    ],
)
def test_markdown_becomes_only_what_it_says(written: str, shown: str) -> None:
    assert shown in render_document(written, "docs/how-to/x.md").html
