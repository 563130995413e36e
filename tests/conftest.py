"""The people and the small study that tests start from. Alice leads, Bob supervises, Charlie is a stranger."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings
from xdist.remote import Producer

from lifeworld.analysis.services.cases import open_for_analysis
from lifeworld.common import id_blocks
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn
from lifeworld.interviews.services import freeze_version, receive_transcript
from lifeworld.safekeeping.services.forgotten import SUFFIX
from lifeworld.security import keyring
from lifeworld.security.models import Person
from lifeworld.security.vault import create_vault, open_vault
from lifeworld.security.wrapping import Argon2Cost
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case, create_study
from tests.places import EMBEDDED, drop_databases
from tests.workers import OneByOneOrTogether

CHEAP = Argon2Cost(passes=1, memory_kib=64, lanes=1)
PASSPHRASE = "plain words for tests"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

RECORD = """A fictional study of walking together

  • Research type

    Research Study

  • Full title

    A fictional study of walking together: an Interpretative Phenomenological Analysis

  • IRAS ID

    999999

  • REC reference

    16/EM/9999
"""

TURNS = (
    ReadTurn("Interviewer", "Can you tell me about the walks?", 1_000, 4_000),
    ReadTurn(
        "M", "We went along the river. She never asked me where I was going, we just went. (laughs)", 4_000, 12_000
    ),
    ReadTurn("Interviewer", "You just went.", 12_000, 13_000),
    ReadTurn(
        "M",
        "Yeah. Because if you plan it it's an appointment, isn't it 🙂 and I'd had enough of those.",
        13_000,
        20_000,
    ),
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneByOneOrTogether:
    """Tell xdist how tests are handed to its workers."""
    return OneByOneOrTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL skip, and say why, what only the embedded store has, and what no database changes.

    What takes longest begins first: begun last, it would leave the other workers idle beside it.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        marker = item.get_closest_marker("embedded")
        if marker and not EMBEDDED:
            item.add_marker(pytest.mark.skip(reason=f"Only the embedded store: {marker.args[0]}"))
        if item.get_closest_marker("face") and not EMBEDDED:
            item.add_marker(pytest.mark.skip(reason="How pages look is the same on every database"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches anything but this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in {"127.0.0.1", "::1", "localhost"}:
            raise RuntimeError(f"a test tried to reach {host}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def connection_outlives_requests() -> Iterator[None]:
    """A test that calls the application itself stays in its transaction, as with Django's own test client.

    Between requests Django closes a connection that is in one. SQLite's in memory cannot be closed; PostgreSQL's can.
    """
    signals = (request_started, request_finished)
    connected = [signal for signal in signals if signal.disconnect(close_old_connections)]
    yield
    for signal in connected:
        signal.connect(close_old_connections)


@pytest.fixture(scope="session", autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """The databases that tests made on PostgreSQL go when the tests end."""
    yield
    drop_databases()


if EMBEDDED:

    @pytest.fixture(scope="session")
    def django_db_modify_db_settings_xdist_suffix() -> None:
        """Each worker's database is in its own memory, so it needs no name of its own. On PostgreSQL it does."""


@pytest.fixture(scope="session")
def somewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a store that is nobody's, in a place of its own."""
    folder = tmp_path_factory.mktemp("home") / "store"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def own_folder(somewhere: Path, settings: Settings) -> Iterator[Path]:
    """No test works in the folder of whoever runs it; and the list of what one test forgets is no other's."""
    settings.DATA_FOLDER = somewhere
    yield somewhere
    # A page's test works in the sealed store's folder, which other tests share.
    for folder in {somewhere, settings.DATA_FOLDER}:
        for left in folder.parent.glob(f"*{SUFFIX}"):
            left.unlink()


@pytest.fixture(scope="session")
def vault_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a real vault, made cheaply once; the tests' database itself is in memory."""
    folder = tmp_path_factory.mktemp("sealed")
    create_vault(folder, PASSPHRASE, cost=CHEAP)
    return folder


@pytest.fixture
def sealed_store(vault_folder: Path, settings: Settings) -> Iterator[Path]:
    """The store as a person has it at work: sealed, and opened."""
    settings.DATA_FOLDER = vault_folder
    keyring.open_store(open_vault(vault_folder, PASSPHRASE))
    yield vault_folder
    keyring.lock_store()


Laid = TypeVar("Laid")


class Ground:
    """Lays what every test of a module begins with, once, in a transaction around the tests' own.

    Each test takes back what it did itself; of what it is handed it takes a copy, for objects remember.
    """

    def __init__(self, blocker: DjangoDbBlocker, folder: Path) -> None:
        self._blocker, self._folder = blocker, folder

    def lay(self, make: Callable[[], Laid]) -> Laid:
        """Make something in the sealed store, and leave it there for all."""
        with self._blocker.unblock(), override_settings(DATA_FOLDER=self._folder):
            keyring.open_store(open_vault(self._folder, PASSPHRASE))
            try:
                return make()
            finally:
                keyring.lock_store()


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker, vault_folder: Path) -> Iterator[Ground]:
    """For a module whose tests all need the same large thing."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
    yield Ground(django_db_blocker, vault_folder)
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def client(sealed_store: Path) -> Client:
    """A browser that nobody has signed in with."""
    return Client()


@pytest.fixture
def alice(db: None) -> Person:
    return Person.objects.create_person(username="alice", name="Alice")


@pytest.fixture
def bob(db: None) -> Person:
    return Person.objects.create_person(username="bob", name="Bob")


@pytest.fixture
def charlie(db: None) -> Person:
    return Person.objects.create_person(username="charlie", name="Charlie")


@pytest.fixture
def study(alice: Person, bob: Person) -> Study:
    made = create_study(by=alice, at=NOON, summary_text=RECORD, slug="walking")
    Membership.objects.create(study=made, person=bob, role=Role.SUPERVISOR)
    return made


@pytest.fixture
def access(study: Study, alice: Person) -> Access:
    """Alice's way into the study."""
    return Access(study, alice, Role.LEAD)


def bring_in(access: Access, case: Case) -> TranscriptVersion:
    """A small frozen transcript for a case."""
    read = ReadTranscript("Plain text", TURNS, ())
    version = receive_transcript(
        access=access, at=NOON, case=case, read=read, original=b"a small file", suffix=".txt",
        roles={"Interviewer": "interviewer", "M": "participant"}, minutes=58,
    )  # fmt: skip
    return freeze_version(access=access, at=NOON, version=version, line_width=40)


@pytest.fixture
def maeve(access: Access) -> Case:
    """An open case with a frozen transcript."""
    case = add_case(access=access, at=NOON, pseudonym="Maeve")
    bring_in(access, case)
    return open_for_analysis(access=access, at=NOON, case=case)


@pytest.fixture
def alice_client(client: Client, alice: Person) -> Client:
    client.force_login(alice, backend="lifeworld.security.backend.StoreBackend")
    return client


@pytest.fixture
def counted_anew(db: None) -> Iterator[None]:
    """After a test that takes a block of ids, tables count as before: PostgreSQL does not take a sequence back."""
    sequences = [id_blocks._sequence_of(model) for model in id_blocks.numbered_tables()] if not EMBEDDED else []
    with connection.cursor() as cursor:
        places = [cursor.execute(f"SELECT last_value, is_called FROM {name}").fetchone() for name in sequences]
    yield
    with connection.cursor() as cursor:
        for name, place in zip(sequences, places, strict=True):
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [name, *place])
