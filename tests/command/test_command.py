"""The command, as a person or a script runs it: real processes on a real sealed store."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import RECORD
from tests.places import EMBEDDED, environment

PASSPHRASE = "river lantern seventeen"
TRANSCRIPT = """Interviewer: Can you tell me about the walks?

M: We went along the river. She never asked me where I was going.

Interviewer: You just went?

M: Yeah. We just went.
"""


class Store:
    """One folder with a store, and the way to run commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, *words: str, passphrase: str | None = PASSPHRASE, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        env = environment(self.folder)
        if passphrase is not None:
            env["LIFEWORLD_PASSPHRASE"] = passphrase
        env |= variables
        return self._run("lifeworld.config.command", *words, "--data", str(self.folder), env=env)

    def run_module(self, module: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run something of the tests' own on the store."""
        env = environment(self.folder) | {"LIFEWORLD_DATA": str(self.folder)}
        return self._run(module, *words, env=env | {"DJANGO_SETTINGS_MODULE": "lifeworld.config.settings"})

    def _run(self, *words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120, check=False,
        )  # fmt: skip

    def answer(self, *words: str) -> object:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "record.txt").write_text(RECORD, encoding="utf-8")
    (folder / "interview.txt").write_text(TRANSCRIPT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, files: Path) -> Store:
    """A sealed store with a study and a case; on PostgreSQL, where nothing is sealed, the study is a fictional one."""
    made = Store(tmp_path_factory.mktemp("store") / "data")
    record = str(files / "record.txt")
    if EMBEDDED:
        done = made.run("study", "create", "--summary", record, "--slug", "walking", "--name", "Alice")
        assert done.stdout.strip() == "walking" and "recovery key" in done.stderr
    else:
        done = made.run_module("tests.command.fictional_store", record, "walking")
    assert done.returncode == 0, done.stderr
    assert made.run("case", "add", "walking", "Maeve").returncode == 0
    return made


def test_help_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lifeworld.config.command", "--help"], capture_output=True, text=True, check=True
    )
    for word in (
        "run",
        "demo",
        "study",
        "case",
        "transcript",
        "export",
        "check",
        "trail",
        "backup",
        "restore",
        "token",
    ):
        assert f"\n    {word} " in done.stdout


def test_the_study_is_listed_and_shown(store: Store) -> None:
    rows = store.answer("study", "list")
    assert isinstance(rows, list) and rows[0]["slug"] == "walking"
    shown = store.answer("study", "show", "walking")
    assert isinstance(shown, dict) and shown["iras_id"] == "999999"
    assert [case["pseudonym"] for case in shown["cases"]] == ["Maeve"]


def test_a_transcript_comes_in_frozen_and_the_trail_holds(store: Store, files: Path) -> None:
    words = ("transcript", "import", "walking", "Maeve", str(files / "interview.txt"))
    result = store.answer(*words, "--freeze", "--minutes", "58")
    assert isinstance(result, dict) and result["frozen"] and result["turns"] == 4
    again = store.run(*words)
    assert again.returncode == 2 and "frozen" in again.stderr and again.stdout == ""
    verdicts = store.answer("trail", "verify", "walking")
    assert isinstance(verdicts, list) and verdicts[0]["finding"] is None


@pytest.mark.embedded("it seals what lies on the disk")
def test_nothing_of_the_store_lies_in_the_clear(store: Store) -> None:
    content = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    assert b"along the river" not in content and b"SQLite format 3" not in content


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("study", "show", "nowhere"), "nothing here"),
        (("case", "add", "walking", "Maeve"), "already"),
        (("case", "add", "walking", " "), "pseudonym"),
        (("transcript", "import", "walking", "Nobody", "missing.txt"), "no case"),
        (("transcript", "import", "walking", "Maeve", "missing.txt"), "could not be read"),
        (("study", "create", "--summary", "missing.txt"), "could not be read"),
    ],
)
def test_refusals_are_said_on_standard_error_with_status_2(store: Store, words: tuple[str, ...], said: str) -> None:
    done = store.run(*words)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and "Traceback" not in done.stderr and "missing.txt" not in done.stderr


@pytest.mark.embedded("it is opened by a passphrase")
def test_a_wrong_passphrase_opens_nothing(store: Store) -> None:
    done = store.run("study", "list", passphrase="not the right words")
    assert done.returncode == 2 and "walking" not in done.stdout + done.stderr


def test_words_that_do_not_fit_are_explained(store: Store) -> None:
    assert store.run("study", "destroy").returncode == 2
    for words in (("run", "--port", "65536"), ("run", "--port", "-1"), ("serve", "--threads", "0")):
        done = store.run(*words)
        assert done.returncode == 2 and "Traceback" not in done.stderr and words[1] in done.stderr


@pytest.mark.embedded("it is backed up into one file")
def test_a_backup_comes_back_in_an_empty_place(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "backup.lifeworld"
    assert store.run("backup", str(out)).returncode == 0
    assert b"Maeve" not in out.read_bytes()
    assert store.run("backup", str(out)).returncode == 2
    elsewhere = Store(tmp_path / "elsewhere")
    assert elsewhere.run("restore", str(out), passphrase="not the right words").returncode == 2
    assert not elsewhere.folder.exists()
    done = elsewhere.run("restore", str(out))
    assert done.returncode == 0, done.stderr
    shown = elsewhere.answer("study", "show", "walking")
    assert isinstance(shown, dict) and shown["cases"][0]["pseudonym"] == "Maeve"
    assert elsewhere.run("trail", "verify").returncode == 0
    by_key = Store(tmp_path / "by-key")
    assert by_key.run("restore", str(out), "--recovery-key", passphrase="AAAA-BBBB").returncode == 2


@pytest.mark.embedded("it is opened by a passphrase")
def test_the_passphrase_and_the_recovery_key_are_changed_by_command(tmp_path: Path, files: Path) -> None:
    own = Store(tmp_path / "own")
    made = own.run("study", "create", "--summary", str(files / "record.txt"), "--slug", "walking", "--name", "Alice")
    (first,) = re.findall(r"\b(?:\w{5}-){6}\w{5}\b", made.stderr)
    new = "copper heron staircase"
    short = own.run("passphrase", "change", LIFEWORLD_NEW_PASSPHRASE="short")
    assert short.returncode == 2 and "12 characters" in short.stderr
    assert own.run("passphrase", "change").returncode == 2
    assert own.run("passphrase", "change", LIFEWORLD_NEW_PASSPHRASE=new).returncode == 0
    assert own.run("study", "list").returncode == 2
    assert own.run("study", "list", passphrase=new).returncode == 0
    done = own.run("passphrase", "new-recovery-key", passphrase=new)
    assert done.returncode == 0, done.stderr
    second = done.stdout.strip()
    old = own.run("passphrase", "change", "--recovery-key", passphrase=first, LIFEWORLD_NEW_PASSPHRASE=PASSPHRASE)
    assert old.returncode == 2 and "replaced by a newer one" in old.stderr
    back = own.run("passphrase", "change", "--recovery-key", passphrase=second, LIFEWORLD_NEW_PASSPHRASE=PASSPHRASE)
    assert back.returncode == 0, back.stderr
    assert own.run("trail", "verify").returncode == 0


@pytest.mark.embedded("it is opened by a passphrase")
def test_an_empty_folder_has_no_passphrase_to_change(tmp_path: Path) -> None:
    done = Store(tmp_path / "none").run("passphrase", "new-recovery-key")
    assert done.returncode == 2 and "no store with a passphrase" in done.stderr


def test_a_token_is_shown_once_and_can_be_revoked(store: Store) -> None:
    made = store.answer("token", "create", "--label", "nightly")
    assert isinstance(made, dict) and str(made["token"]).startswith("lw_")
    listed = store.run("token", "list").stdout
    assert "nightly\tgood until 20" in listed and "never used" in listed and str(made["token"]) not in listed
    assert store.run("token", "revoke", str(made["id"])).returncode == 0
    assert "revoked" in store.run("token", "list").stdout


def test_a_token_is_good_for_the_days_that_were_asked_for(store: Store) -> None:
    def kept(*words: str) -> timedelta:
        made = store.answer("token", "create", *words)
        rows = store.answer("token", "list")
        assert isinstance(made, dict) and isinstance(rows, list)
        row = next(row for row in rows if row["id"] == made["id"])
        assert row["expires_at"] == made["expires_at"] and row["state"] == "good" and row["last_used_at"] is None
        return datetime.fromisoformat(row["expires_at"]) - datetime.fromisoformat(row["created_at"])

    # Within the millisecond that Django's JSON keeps.
    for words, days in (((), 90), (("--days", "365"), 365)):
        assert abs(kept(*words) - timedelta(days=days)) < timedelta(seconds=1)
    told = store.run("token", "create", "--days", "30")
    assert told.stdout.startswith("lw_") and told.stdout.count("\n") == 1 and "Good until " in told.stderr
    for outside in ("0", "366"):
        refused = store.run("token", "create", "--days", outside)
        assert refused.returncode == 2 and "1 to 365 days" in refused.stderr and refused.stdout == ""


def test_a_table_is_taken_out_and_never_over_another_file(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "statements.csv"
    words = ("export", "walking", "statements", "--case", "Maeve", "--format", "csv", "-o", str(out))
    done = store.run(*words)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert store.run(*words).returncode == 2
    assert store.run(*words, "--force").returncode == 0


def test_the_flow_of_recruitment_is_printed_for_another_program(store: Store) -> None:
    done = store.run("export", "walking", "flow", "--format", "json")
    assert done.returncode == 0, done.stderr
    whole = json.loads(done.stdout)
    assert [row["reached"] for row in whole["rows"]] == [0] * 7
    assert whole["notes"][0].startswith("The figure adds up: 0 screened = 0 in the analysis")
    picture = store.run("export", "walking", "flow", "--format", "svg")
    assert picture.stdout.startswith("<svg ") and picture.stdout.rstrip().endswith("</svg>")
    refused = store.run("export", "walking", "flow", "--format", "docx")
    assert refused.returncode == 2 and "Name a file with -o" in refused.stderr and refused.stdout == ""


def test_whoever_stops_reading_is_not_answered_with_a_fault(store: Store) -> None:
    env = environment(store.folder) | {"LIFEWORLD_PASSPHRASE": PASSPHRASE}
    words = ["-m", "lifeworld.config.command", "export", "walking", "flow", "--format", "json"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, *words, "--data", str(store.folder)],
            env=env, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=120, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense", "--format", "csv"), "kind"),
        (("statements", "--case", "Maeve", "--format", "pdf"), "format"),
        (("group-themes", "--format", "csv"), "read together"),
        (("analysed-transcript", "--case", "Maeve", "--columns", "line,notes"), "columns"),
    ],
)
def test_what_cannot_be_taken_out_says_why(store: Store, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = store.run("export", "walking", *words, "-o", str(tmp_path / "out"))
    assert done.returncode == 2 and said in done.stderr, done.stderr
    assert not (tmp_path / "out").exists()


def test_what_a_study_owes_is_listed_with_its_sources(store: Store) -> None:
    rows = store.answer("obligations", "walking")
    assert rows == []
    told = store.run("obligations", "nowhere")
    assert told.returncode == 2 and "nothing here" in told.stderr


def test_the_hard_checks_answer_a_script(store: Store) -> None:
    done = store.run("check", "walking", "--json")
    assert done.returncode in {0, 1} and isinstance(json.loads(done.stdout), list)


@pytest.mark.parametrize(("options", "folder"), [((), "lifeworld-demo"), (("--practice",), "lifeworld-practice")])
def test_the_fictional_study_has_a_folder_of_its_own(tmp_path: Path, options: tuple[str, ...], folder: str) -> None:
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    words = [sys.executable, "-m", "lifeworld.config.command", "demo", "--no-browser", "--port", "0", *options]
    server = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None and "http://127.0.0.1:" in server.stdout.readline()
    finally:
        server.terminate()
        server.communicate(timeout=20)
    # The list of who withdrew from it lies beside it, so that no backup brings anybody back.
    beside = {f"{folder}.forgotten.json", f"{folder}.forgotten.lock"}
    assert {path.name for path in (tmp_path / ".local" / "share").iterdir()} == {folder, *beside}
