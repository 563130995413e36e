"""`lifeworld archive` and `lifeworld bring-in`: a study from one real store to another and back."""

import shutil
from pathlib import Path

import pytest

from lifeworld.common.id_blocks import SEQUENCE_BITS
from tests.command.test_command import TRANSCRIPT, Store
from tests.conftest import RECORD
from tests.interchange.archive.moving import parts_of

pytestmark = pytest.mark.embedded("its stores are sealed ones")

SECRET = "three plain words"


class OtherStore(Store):
    """A store whose person also knows the archive's passphrase."""

    def archive(self, study: str, out: Path, *more: str) -> str:
        done = self.run("archive", study, str(out), *more, LIFEWORLD_ARCHIVE_PASSPHRASE=SECRET)
        return done.stderr if done.returncode else ""

    def bring_in(self, file: Path, *more: str) -> str:
        done = self.run("bring-in", str(file), "--name", "Alice", *more, LIFEWORLD_ARCHIVE_PASSPHRASE=SECRET)
        return done.stderr if done.returncode else ""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a small study, made once and only ever copied."""
    folder = tmp_path_factory.mktemp("made")
    store = OtherStore(folder / "laptop")
    (folder / "record.txt").write_text(RECORD, encoding="utf-8")
    (folder / "interview.txt").write_text(TRANSCRIPT, encoding="utf-8")
    for words in (
        ("study", "create", "--summary", str(folder / "record.txt"), "--slug", "walking", "--name", "Alice"),
        ("case", "add", "walking", "Maeve"),
        ("transcript", "import", "walking", "Maeve", str(folder / "interview.txt"), "--freeze"),
    ):
        done = store.run(*words)
        assert done.returncode == 0, done.stderr
    return store.folder


@pytest.fixture
def laptop(made: Path, tmp_path: Path) -> OtherStore:
    shutil.copytree(made, tmp_path / "laptop")
    return OtherStore(tmp_path / "laptop")


def rows(file: Path) -> dict[str, list[list[object]]]:
    """What an archive holds."""
    return parts_of(file.read_bytes(), SECRET)


def test_a_study_moves_to_another_store_and_back(laptop: OtherStore, tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{name}.lifeworld-study" for name in ("first", "second", "third"))
    assert laptop.archive("walking", first) == ""
    assert b"Maeve" not in first.read_bytes() and b"river" not in first.read_bytes()
    elsewhere = OtherStore(tmp_path / "elsewhere")
    assert elsewhere.bring_in(first) == ""
    assert elsewhere.archive("walking", second) == ""
    assert rows(second) == rows(first)
    # What is added there comes back, and takes the place of the earlier state once that is said.
    assert elsewhere.run("case", "add", "walking", "Tobias").returncode == 0
    assert elsewhere.archive("walking", second, "--force") == ""
    assert "1 act more" in laptop.bring_in(second)
    assert laptop.bring_in(second, "--replace") == ""
    assert laptop.archive("walking", third) == ""
    assert rows(third) == rows(second)
    assert "the study here is the same" in laptop.bring_in(third, "--replace")
    assert laptop.run("trail", "verify").returncode == 0 and elsewhere.run("trail", "verify").returncode == 0


def test_two_stores_never_give_the_same_id(laptop: OtherStore, tmp_path: Path) -> None:
    out = tmp_path / "out.lifeworld-study"
    assert laptop.archive("walking", out) == ""
    (study,), cases = rows(out)["study.Study"], rows(out)["study.Case"]
    assert isinstance(study[0], int) and study[0] >> SEQUENCE_BITS == int(str(cases[0][0])) >> SEQUENCE_BITS > 0
    elsewhere = OtherStore(tmp_path / "elsewhere")
    assert elsewhere.bring_in(out) == ""
    assert elsewhere.run("case", "add", "walking", "Tobias").returncode == 0
    assert laptop.run("case", "add", "walking", "Gwen").returncode == 0
    here, there = tmp_path / "here.lifeworld-study", tmp_path / "there.lifeworld-study"
    assert laptop.archive("walking", here) == elsewhere.archive("walking", there) == ""
    assert rows(here)["study.Case"][1][0] != rows(there)["study.Case"][1][0]
    refused = laptop.bring_in(there, "--replace")
    assert "changed both here and there: the last act they share is row 4" in refused


def test_a_restored_store_goes_on_with_other_ids_than_the_one_it_was_made_of(
    laptop: OtherStore, tmp_path: Path
) -> None:
    assert laptop.run("backup", str(tmp_path / "b.lifeworld")).returncode == 0
    restored = OtherStore(tmp_path / "restored")
    assert restored.run("restore", str(tmp_path / "b.lifeworld")).returncode == 0
    ids = set()
    for store in (laptop, restored):
        assert store.run("case", "add", "walking", "Tobias").returncode == 0
        out = store.folder.with_suffix(".lifeworld-study")
        assert store.archive("walking", out) == ""
        ids.add(rows(out)["study.Case"][1][0])
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("words", "secret", "said"),
    [
        (("archive", "walking", "there.txt"), SECRET, "A file with this name exists already."),
        (("archive", "walking", "new"), "short", "at least 12 characters"),
        (("archive", "walking", "no/such/folder/new"), SECRET, "could not be written there"),
        (("archive", "walking", "new"), None, "LIFEWORLD_ARCHIVE_PASSPHRASE"),
        (("bring-in", "there.txt"), SECRET, "not a study's archive"),
    ],
)
def test_refusals_change_nothing(
    laptop: OtherStore, tmp_path: Path, words: tuple[str, ...], secret: str | None, said: str
) -> None:
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")
    paths = {"there.txt", "new", "no/such/folder/new", "missing"}
    full = [str(tmp_path / word) if word in paths else word for word in words]
    done = laptop.run(*full, **({} if secret is None else {"LIFEWORLD_ARCHIVE_PASSPHRASE": secret}))
    assert done.returncode == 2 and said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr and str(tmp_path) not in done.stderr
    assert not (tmp_path / "new").exists()
    assert (tmp_path / "there.txt").read_text(encoding="utf-8") == "mine"


def test_a_script_gives_the_passphrase_in_a_file_and_reads_json(laptop: OtherStore, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    secret = ("--archive-passphrase-file", str(tmp_path / "secret"))
    out = tmp_path / "out.lifeworld-study"
    told = laptop.answer("archive", "walking", str(out), *secret)
    assert isinstance(told, dict) and told["study"] == "walking" and told["size"] == out.stat().st_size
    elsewhere = OtherStore(tmp_path / "elsewhere")
    came = elsewhere.answer("bring-in", str(out), *secret, "--name", "Alice")
    assert isinstance(came, dict)
    assert (came["study"], came["acts"], came["before"], came["made"]) == ("walking", told["acts"], 0, [])
