"""Runs `tests/server` in a process of its own, as a server: what is installed is settled when settings are read."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.long
def test_what_only_a_server_has(tmp_path: Path) -> None:
    for name, text in {"secret.key": secrets.token_urlsafe(50), "files.key": secrets.token_hex(32)}.items():
        (tmp_path / name).write_text(text, encoding="ascii")
        (tmp_path / name).chmod(0o640)
    env = os.environ | {
        "LIFEWORLD_SERVER": "1",
        "LIFEWORLD_HOSTS": "study.example",
        "LIFEWORLD_SECRET_KEY_FILE": str(tmp_path / "secret.key"),
        "LIFEWORLD_KEY_FILE": str(tmp_path / "files.key"),
    }
    for mine in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS", "PYTEST_CURRENT_TEST"):
        env.pop(mine, None)
    words = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "tests/server"]
    ran = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    # What was skipped, and why, stays to be seen.
    sys.stdout.write(ran.stdout)
    assert ran.returncode == 0, ran.stdout + ran.stderr
