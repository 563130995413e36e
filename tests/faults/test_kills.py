"""The harness in small: a server killed while clients write loses nothing and doubles nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import EMBEDDED

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not EMBEDDED, reason="the embedded store's kills")
def test_a_few_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "faults", "--kills", "4", "--seed", "7", "--folder", str(tmp_path / "work")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("kills 4, acknowledged acts ") and "lost acts 0, doubled acts 0" in done.stdout
