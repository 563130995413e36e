"""What no program of this kind can be faster than here: an empty commit, a paint of the plain words, a parse."""

import io
import secrets
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from playwright.sync_api import Browser
from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks.sidebyside.browser import static_page, visit
from benchmarks.sidebyside.corpus import as_docx, interview
from benchmarks.sidebyside.measure import repeated, timed


def floors(folder: Path, browser: Browser) -> dict[str, Any]:
    """Medians in milliseconds, on the disk that `folder` is on."""
    return {
        "commit_ms": _commit(folder)["median_ms"],
        "argon2_ms": _derive()["median_ms"],
        "docx_parse_ms": _parse()["median_ms"],
        "paint_ms": _paint(browser),
        "python_ms": _python(),
    }


def _commit(folder: Path) -> dict[str, Any]:
    """One row of eight bytes into a SQLCipher store, on disk before the answer (WAL, synchronous=FULL)."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        store = sqlcipher.connect(str(Path(scratch) / "floor.sqlite3"), isolation_level=None)
        store.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("PRAGMA synchronous = FULL")
        store.execute("CREATE TABLE one (value)")
        found = repeated(lambda: store.execute("INSERT INTO one VALUES ('eightby8')"), 300)
        store.close()
    return found


def _derive() -> dict[str, Any]:
    """One passphrase through argon2id, as the vault asks."""
    from argon2.low_level import Type, hash_secret_raw

    def once() -> object:
        return hash_secret_raw(b"three plain words", secrets.token_bytes(16), 3, 65536, 4, 32, Type.ID)

    return repeated(once, 5)


def _parse() -> dict[str, Any]:
    """lxml's parse of one interview's document part, unpacked."""
    content = as_docx(interview(0))
    return repeated(lambda: etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")), 30)


def _paint(browser: Browser) -> float:
    """Chromium's paint of the same words as plain paragraphs, from a file."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as page:
        page.write(static_page("Plain", [f"{speaker}: {words}" for speaker, words in interview(0).turns]))
        page.flush()
        times = [
            visit(browser, f"file://{page.name}", {}, "() => document.querySelector('p')").painted for _ in range(5)
        ]
    return round(sorted(times)[2], 1)


def _python() -> float:
    """Python, started and ended."""
    import subprocess
    import sys

    return round(min(timed(lambda: subprocess.run([sys.executable, "-c", ""], check=True))[0] for _ in range(5)), 1)
