"""A server's environment: what is missing or kept badly is said before anything starts."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lifeworld.config import settings as laptop
from lifeworld.config.commands import server
from lifeworld.config.server_settings import ServerNotReadyError, server_settings


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a server needs, rightly kept."""
    (tmp_path / "secret.key").write_text("s" * 50)
    (tmp_path / "files.key").write_text("ab" * 32)
    for name in ("secret.key", "files.key"):
        (tmp_path / name).chmod(0o640)
    return {
        "LIFEWORLD_HOSTS": "study.example.org, other.example:8443",
        "LIFEWORLD_SECRET_KEY_FILE": str(tmp_path / "secret.key"),
        "LIFEWORLD_KEY_FILE": str(tmp_path / "files.key"),
    }


def made(environment: dict[str, str]) -> dict[str, Any]:
    return server_settings(environment, list(laptop.INSTALLED_APPS), list(laptop.MIDDLEWARE), on_postgresql=True)


def test_what_the_book_asks_of_sessions_and_cookies(environment: dict[str, str]) -> None:
    settings = made(environment)
    assert (settings["SESSION_IDLE_S"], settings["SESSION_COOKIE_AGE"]) == (30 * 60, 12 * 60 * 60)
    for cookie in ("SESSION", "CSRF"):
        assert settings[f"{cookie}_COOKIE_SECURE"] and settings[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert settings["ALLOWED_HOSTS"] == ["study.example.org", "other.example"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://study.example.org", "https://other.example:8443"]
    assert settings["PUBLIC_ADDRESS"] == "https://study.example.org"
    assert settings["FILE_KEY"] == bytes.fromhex("ab" * 32)
    assert "SECURE_PROXY_SSL_HEADER" not in settings, "waitress alone reads what the proxy says"


@pytest.mark.parametrize("missing", ["LIFEWORLD_HOSTS", "LIFEWORLD_SECRET_KEY_FILE", "LIFEWORLD_KEY_FILE"])
def test_nothing_starts_without(environment: dict[str, str], missing: str) -> None:
    del environment[missing]
    with pytest.raises(ServerNotReadyError, match=missing):
        made(environment)


@pytest.mark.parametrize("hosts", ["*", ".example.org/", "a b", "https://study.example"])
def test_a_name_that_is_none_is_refused(environment: dict[str, str], hosts: str) -> None:
    with pytest.raises(ServerNotReadyError):
        made(environment | {"LIFEWORLD_HOSTS": hosts})


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o604])
@pytest.mark.parametrize("variable", ["LIFEWORLD_SECRET_KEY_FILE", "LIFEWORLD_KEY_FILE"])
def test_a_key_that_others_may_read_is_refused(environment: dict[str, str], variable: str, mode: int) -> None:
    Path(environment[variable]).chmod(mode)
    with pytest.raises(ServerNotReadyError, match="may be read by others"):
        made(environment)


@pytest.mark.parametrize("text", ["", "ab" * 31, "not hex at all", "é"])
def test_a_file_key_that_is_none_is_refused(environment: dict[str, str], text: str) -> None:
    Path(environment["LIFEWORLD_KEY_FILE"]).write_text(text, encoding="utf-8")
    with pytest.raises(ServerNotReadyError):
        made(environment)


def test_a_short_secret_is_refused(environment: dict[str, str]) -> None:
    Path(environment["LIFEWORLD_SECRET_KEY_FILE"]).write_text("short")
    with pytest.raises(ServerNotReadyError):
        made(environment)


def command(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """`lifeworld` in a process of its own."""
    env = {"PATH": "/usr/bin:/bin", **environ}
    line = [sys.executable, "-m", "lifeworld.config.command", *words]
    return subprocess.run(line, env=env, capture_output=True, text=True, check=False)


def test_keys_are_made_once_and_kept_from_others(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    made = command("secrets", "make", str(folder), LIFEWORLD_DATA=str(tmp_path))
    files = {path.name: path.read_text() for path in folder.iterdir()}
    assert made.returncode == 0 and files["files.key"].strip() not in made.stdout + made.stderr
    assert set(files) == {"secret.key", "files.key"} and len(bytes.fromhex(files["files.key"])) == 32
    assert all(path.stat().st_mode & 0o027 == 0 for path in folder.iterdir())
    assert command("secrets", "make", str(folder), LIFEWORLD_DATA=str(tmp_path)).returncode == 2
    assert {path.name: path.read_text() for path in folder.iterdir()} == files


@pytest.mark.parametrize("words", ["serve", "worker", "person list", "person add alice --name Alice"])
def test_a_servers_commands_are_refused_on_a_laptop(words: str, tmp_path: Path) -> None:
    ran = command(*words.split(), LIFEWORLD_DATA=str(tmp_path))
    assert ran.returncode == 2 and ran.stderr.startswith("This is for a server")


def test_a_server_that_is_not_ready_says_so_in_three_sentences(tmp_path: Path) -> None:
    ran = command("serve", LIFEWORLD_SERVER="1", LIFEWORLD_DATA=str(tmp_path))
    assert ran.returncode == 2 and "Traceback" not in ran.stderr
    assert ran.stderr.startswith("LIFEWORLD_HOSTS does not name this server.\nNothing was started.")


@pytest.mark.parametrize(
    "place",
    [
        "0.0.0.0:8770",
        "192.0.2.1:8770",
        "study.example:8770",
        "8770",
        "127.0.0.1:x",
        "127.0.0.1:65536",
        "127.0.0.1:²",
        "[::]:1",
    ],
)
def test_it_listens_on_this_machine_alone(place: str) -> None:
    from lifeworld.common.errors import InvalidInputError

    with pytest.raises(InvalidInputError):
        server._place(place)


def test_it_believes_the_proxy_on_this_machine_alone(tmp_path: Path) -> None:
    assert server._place("127.0.0.1:8770") == {"listen": "127.0.0.1:8770", "trusted_proxy": "127.0.0.1"}
    assert server._place("[::1]:8770")["trusted_proxy"] == "::1"
    assert server._place(f"unix:{tmp_path}/socket")["trusted_proxy"] == "localhost"
