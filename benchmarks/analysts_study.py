"""What the twenty analysts work in: a database of their own on PostgreSQL, a few studies, the web processes; and the
check, once they are done, that all they were told is kept is there.
"""

import os
import random
import secrets
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STUDIES, CASES_A_STUDY, WORDS_A_CASE = 4, 2, 9_000
COMMON = ["and", "then", "we", "went", "along", "the", "river", "it", "was", "quiet", "she", "never", "asked", "where"]


@dataclass(frozen=True)
class Desk:
    """Where one analyst sits: who they are to the API and to pages, and the case they work in."""

    name: str
    token: str
    session: str
    study: str
    case: int
    number: int
    version: int
    length: int
    layout: int


@contextmanager
def database(server: str) -> Iterator[str]:
    """A database of its own on a PostgreSQL server, gone afterwards."""
    import psycopg

    name = f"lifeworld_analysts_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def serving(processes: int) -> Iterator[list[int]]:
    """Web processes on this machine, as many as a small server runs; their ports."""
    started = [
        subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for _ in range(processes)
    ]
    try:
        ports = []
        for process in started:
            assert process.stdout is not None
            ports.append(int(process.stdout.readline()))
        yield ports
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=20)


def begin() -> None:
    """Django, with one key for all processes of this run: people stay signed in whichever process answers."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "lifeworld.config.settings"
    django.setup()
    from django.conf import settings

    settings.SECRET_KEY = os.environ["ANALYSTS_KEY"]


def build(analysts: int) -> list[Desk]:
    """Studies with cases under analysis, and analysts who are members of them, five or so to a study."""
    from lifeworld.analysis.services.cases import open_for_analysis
    from lifeworld.analysis.services.layouts import ready_table
    from lifeworld.security.models import Person
    from lifeworld.store import opening
    from lifeworld.study.models import Membership, Role
    from lifeworld.study.selectors import Access
    from lifeworld.study.services import add_case, create_study

    lead = opening.set_up_unsealed(Path(os.environ["LIFEWORLD_DATA"]), name="Lead", at=NOON)
    chance = random.Random(7)
    cases = []
    for s in range(STUDIES):
        record = f"Study {s}\n\n  • Research type\n\n    Research Study\n\n  • Full title\n\n    Study {s}\n"
        study = create_study(by=lead, at=NOON, summary_text=record, slug=f"study-{s}", fictional=True)
        access = Access(study, lead, Role.LEAD)
        for c in range(CASES_A_STUDY):
            case = add_case(access=access, at=NOON, pseudonym=f"Person {c + 1}")
            version = _bring_in(access, case, chance)
            open_for_analysis(access=access, at=NOON, case=case)
            layout = ready_table(access=access, at=NOON, case=case)
            cases.append((study, case, version, layout))
    desks = []
    for n in range(analysts):
        person = Person.objects.create_person(username=f"analyst{n}", name=f"Analyst {n}")
        study, case, version, layout = cases[n % len(cases)]
        Membership.objects.create(study=study, person=person, role=Role.ANALYST)
        desks.append(
            Desk(
                person.username, _token(person), _session(person), study.slug, case.pk, case.number, version.pk,
                len(version.text), layout.pk,
            )
        )  # fmt: skip
    return desks


def _bring_in(access, case, chance):  # type: ignore[no-untyped-def]
    from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn
    from lifeworld.interviews.services import freeze_version, receive_transcript

    turns = []
    while len(turns) * 45 < WORDS_A_CASE:
        turns.append(ReadTurn("Interviewer", "And then?", None, None))
        turns.append(ReadTurn("P", " ".join(chance.choices(COMMON, k=88)), None, None))
    version = receive_transcript(
        access=access, at=NOON, case=case, read=ReadTranscript("Plain text", tuple(turns), ()), original=b"made up",
        suffix=".txt", roles={"Interviewer": "interviewer", "P": "participant"},
    )  # fmt: skip
    return freeze_version(access=access, at=NOON, version=version)


def _token(person) -> str:  # type: ignore[no-untyped-def]
    from django.utils import timezone

    from lifeworld.store.keeping import make_token

    return make_token(by=person, at=timezone.now(), label="analysts")[1]


def _session(person) -> str:  # type: ignore[no-untyped-def]
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "lifeworld.security.backend.StoreBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    assert session.session_key is not None
    return session.session_key


def check(acknowledged: dict[str, list[str]]) -> list[str]:
    """What is wrong, as sentences: none where all that was acknowledged is kept once and no hand wrote over another.

    `acknowledged` are the words of acts by the kind of object, each word's text used once in the whole run.
    """
    from lifeworld.trail.models import ActDetail
    from lifeworld.trail.selectors import verify

    wrong = []
    kept: dict[str, Counter[str]] = defaultdict(Counter)
    stands: dict[tuple[str, int], dict] = {}
    for detail in ActDetail.objects.order_by("act__study", "act__number").select_related("act").iterator():
        for change in detail.changes:
            if "before" not in change or change["type"] == "study":
                continue
            key = (change["type"], change["id"])
            before = stands.get(key)
            if before is not None and before != change["before"]:
                wrong.append(f"Act {detail.act.number} of {detail.act.study} wrote over a {key[0]} it had not seen.")
            stands[key] = change["after"]
            for name in ("body", "text", "name", "summary", "x"):
                if change["before"].get(name) != change["after"].get(name) or change["before"].get("removed"):
                    kept[key[0]][str(change["after"].get(name))] += 1
    for kind, words in acknowledged.items():
        lost = [text for text in words if kept[kind][text] != 1]
        if lost:
            wrong.append(f"{len(lost)} of {len(words)} acknowledged acts on a {kind} are not in the trail once.")
    wrong += _against_tables(stands)
    for n in range(STUDIES):
        verdict = verify(f"study-{n}")
        if verdict.finding:
            wrong.append(f"The trail of study-{n}: {verdict.finding.sentence}")
    return wrong


def _against_tables(stands: dict[tuple[str, int], dict]) -> list[str]:
    """Whether every note, statement and theme stands as the trail says it does."""
    from lifeworld.analysis.models import Note, PersonalTheme, Statement

    fields = {"note": (Note, "body"), "statement": (Statement, "text"), "personal theme": (PersonalTheme, "name")}
    wrong = []
    for kind, (model, field) in fields.items():
        found = dict(model.objects.values_list("pk", field))
        told = {pk: state[field] for (name, pk), state in stands.items() if name == kind}
        different = [pk for pk, text in told.items() if found.get(pk) != text] + [pk for pk in found if pk not in told]
        if different:
            wrong.append(f"{len(different)} of {len(found)} rows of {kind} are not as the trail says.")
    return wrong


def _serve() -> None:
    """One web process, as `lifeworld serve` runs it."""
    begin()
    from waitress.server import create_server

    from lifeworld.config.wsgi import application

    memory = 80 * 1024 * 1024
    server = create_server(
        application, host="127.0.0.1", port=0, threads=8, ident="", inbuf_overflow=memory, outbuf_overflow=memory
    )
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    _serve()
