"""Names stay inside: planted, and then looked for in everything that the product puts out or keeps.

Pages and calls come from the URL table and the API's document, through the walk that strangers take; tables from the
database itself; kinds and formats of export from their own list. Nothing here lists an output by hand, so a new one is
searched without anybody's thinking of it.
"""

import base64
import io
import logging
from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

import lifeworld
from lifeworld.config.logs import BareFormatter
from lifeworld.identities.keys import seal_for
from lifeworld.identities.models import Identity, KeyUse, PersonKey
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.reporting.kinds import KINDS
from lifeworld.study.models import Case, Role
from tests.conftest import NOON, Ground
from tests.identities.known import agreed, destroy, left
from tests.identities.planted import FORMER, IVO, REFUSED, UNA, ZOE, found_in, texts_of, values, write_down
from tests.interchange.archive.moving import archive_of, parts_of
from tests.pages.people import signed_in
from tests.strangers.bodies import body_for
from tests.strangers.walk import addresses, ask
from tests.strangers.world import NOT_KEPT, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]
# The pages that are there to show names, to those who opened them.
SHOW_NAMES = {"identities", "identity"}


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """All that is written to the log from here on, as the product writes it."""
    written, caplog.handler.level = io.StringIO(), logging.DEBUG
    handler = logging.StreamHandler(written)
    handler.setFormatter(BareFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request", "lifeworld")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel(logging.DEBUG)
    yield written
    for one, level in zip(loggers, levels, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)


@pytest.fixture(scope="module")
def laid(ground: Ground) -> World:
    return ground.lay(lambda: build_world("mine", "periwinkle"))


@pytest.fixture
def world(laid: World) -> World:
    """A study with something of every kind, and people who are known by name: one who became a case, one corrected, one
    who withdrew, one refused when first typed. The names are open to the lead."""
    made = deepcopy(laid)
    browser, case = signed_in(made.people["lead"]), Case.objects.get(pk=made.keys["case"])
    for given in (ZOE, IVO | FORMER, UNA):
        write_down(browser, "mine", agreed(made.lead).serial, given)
    zoe, ivo, una = ScreeningEntry.objects.order_by("-serial")[:3][::-1]
    zoe.case = case
    zoe.save()
    left(una, "withdrew-after")
    browser.post("/studies/mine/names/open", {"purpose": "correct"})
    assert browser.post(f"/studies/mine/names/{ivo.serial}", IVO).status_code == 302
    assert browser.post(f"/studies/mine/names/{ivo.serial}", IVO | REFUSED).status_code == 422
    return made


@pytest.fixture
def lead(world: World) -> Client:
    return signed_in(world.people["lead"])


def whole(answer: Any) -> bytes:
    """An answer with its head, its body unpacked."""
    body = b"".join(answer) if answer.streaming else answer.content
    return str(answer.headers).encode() + texts_of(body)


def walked(client: Client, world: World) -> Iterator[tuple[str, str, bytes]]:
    """Every method of every address of a study, and what came back."""
    keys = {**world.keys, **NOT_KEPT}
    for one in addresses():
        body = body_for(one.method, one.route.removeprefix("/api"), keys) if one.route.startswith("/api/") else {}
        yield one.name, f"{one.method} {one.route}", whole(ask(client, one.method, one.filled(keys), body))


def cells() -> Iterator[tuple[str, bytes]]:
    """Every value of every table of the database, the search index's own among them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    yield table, bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def test_the_search_can_find_what_was_planted(lead: Client, world: World) -> None:
    shown = found_in(lead.get("/studies/mine/names").content)
    assert ZOE["name"] in shown and IVO["name"] in shown and UNA["name"] not in shown
    for value in values():
        for prefix in (b"", b"a", b"ab"):
            spelt = base64.b64encode(prefix + value.encode() + b"and more")
            assert value in found_in(b"before" + spelt + b"after"), (value, prefix)
        assert all(value in found_in(b"x" + value.upper().encode(code)) for code in ("utf-8", "utf-16-le", "utf-16-be"))
        assert value in found_in(value.encode().hex().encode())


@pytest.mark.parametrize("role", [*Role.values, "a stranger"])
def test_no_page_and_no_call_gives_a_name_to_anybody(role: str, world: World) -> None:
    who = world.people[role] if role in world.people else build_world("theirs", "quillon").people["lead"]
    told = {
        address: found for name, address, content in walked(signed_in(who), world)
        if not (role == Role.LEAD and name in SHOW_NAMES) and (found := found_in(content))
    }  # fmt: skip
    assert told == {}


def test_a_search_for_a_name_finds_nothing(lead: Client, world: World) -> None:
    for value in values():
        for address in ("/api/studies/mine/search", f"/api/cases/{world.keys['case']}/search"):
            answer = lead.get(address, {"q": value})
            assert answer.status_code == 200 and answer.json()["hits"] == []


def test_no_export_of_any_kind_and_format_holds_a_name(lead: Client, world: World) -> None:
    taken, told = 0, {}
    for kind, case in product(KINDS.values(), ("", "1", "2")):
        for fmt in kind.formats:
            answer = lead.post(f"/studies/mine/findings/{kind.key}/take-out", {"format": fmt, "case": case})
            taken += answer.status_code == 200
            told[f"{kind.key} {case} {fmt}"] = found_in(whole(answer))
    assert taken >= len(KINDS), "most kinds must really have been taken out"
    assert {name: found for name, found in told.items() if found} == {}


def test_an_archive_opened_with_its_passphrase_holds_no_name_and_no_sealed_record(world: World) -> None:
    content = archive_of(world.study)
    parts = parts_of(content)
    assert "recruitment.ScreeningEntry" in parts and not [label for label in parts if label.startswith("identities.")]
    assert found_in(content) == []
    sealed = [bytes(one.sealed) for one in Identity.objects.all()]
    for rows in parts.values():
        for value in (value for row in rows for value in row):
            raw = value if isinstance(value, bytes) else str(value).encode()
            assert found_in(raw) == [] and raw not in sealed


def test_the_database_holds_names_as_ciphertext_alone(world: World) -> None:
    tables: dict[str, list[str]] = {}
    for table, value in cells():
        tables.setdefault(table, []).extend(found_in(value))
    assert {"trail_act", "trail_actdetail", "identities_identity"} <= set(tables)
    assert {table: found for table, found in tables.items() if found} == {}


def test_the_trail_tells_who_looked_and_no_name(lead: Client, world: World) -> None:
    lead.get("/studies/mine/names")
    page = lead.get("/studies/mine/names/openings").content
    assert b"looked at somebody" in page and found_in(page) == []


def test_refusals_and_faults_repeat_no_name(logged: io.StringIO, world: World) -> None:
    lead = signed_in(world.people["lead"])
    lead.raise_request_exception = False
    serial = ScreeningEntry.objects.get(case=world.keys["case"]).serial
    answers = [
        lead.post("/studies/mine/names/open", {"purpose": ZOE["name"], **ZOE}),
        lead.post("/studies/mine/names", ZOE),
        lead.post("/studies/mine/names/999", ZOE), lead.post("/studies/nowhere/names/1", ZOE),
        lead.generic("POST", f"/studies/mine/names/{serial}", str(ZOE).encode(), "text/plain"),
        lead.get("/studies/mine/names/openings", {"entry": ZOE["phone"]}),
        lead.post("/api/studies", {"summary": 1} | {"name": ZOE["name"]}, content_type="application/json"),
        Client().post("/studies/mine/names/1", ZOE),
        *(signed_in(world.people[role]).post(f"/studies/mine/names/{serial}", ZOE) for role in Role.values[1:]),
    ]  # fmt: skip
    lead.post("/studies/mine/names/close")
    answers += [lead.post(f"/studies/mine/names/{serial}", ZOE), lead.get("/studies/mine/names", {"q": "anybody"})]
    # A record that is no JSON: the fault itself holds the name, and neither page nor log may.
    entry = ScreeningEntry.objects.get(study=world.study, serial=serial)
    Identity.objects.filter(entry=entry).update(sealed=seal_for(entry, KeyUse.IDENTITY, ZOE["name"].encode(), NOON))
    lead.post("/studies/mine/names/open", {"purpose": "meeting"})
    broken = [lead.get("/studies/mine/names"), lead.get(f"/studies/mine/names/{serial}")]
    assert [answer.status_code for answer in broken] == [500, 500]
    for answer in [*answers, *broken]:
        assert found_in(whole(answer)) == []
    assert "JSONDecodeError" in logged.getvalue()
    assert found_in(logged.getvalue().encode()) == []


def test_the_log_holds_no_name_after_all_of_this(logged: io.StringIO, lead: Client, world: World) -> None:
    # From before the names were written down.
    assert "django.request status 422" in logged.getvalue()
    lead.get("/studies/mine/names")
    assert lead.get("/studies/mine/no-such-page").status_code == 404
    assert logged.getvalue() and found_in(logged.getvalue().encode()) == []


def test_what_was_destroyed_leaves_not_even_ciphertext(world: World) -> None:
    sealed = {one.entry_id: bytes(one.sealed) for one in Identity.objects.filter(entry__study=world.study)}
    keys = {key.pk: bytes(key.wrapped) for key in PersonKey.objects.filter(entry__in=sealed, use=KeyUse.IDENTITY)}
    for entry in ScreeningEntry.objects.filter(study=world.study, pk__in=sealed):
        destroy(entry)
    kept = [value for _, value in cells()]
    assert all(one not in kept for one in (*sealed.values(), *keys.values()))


def test_only_this_rooms_services_read_who_somebody_is() -> None:
    """Whoever else wants a name goes through `services.looking`, which tells the trail."""
    package = Path(lifeworld.__file__).parent
    readers = {
        str(path.relative_to(package)) for path in package.rglob("*.py")
        if "identities.selectors.people" in path.read_text(encoding="utf-8")
    }  # fmt: skip
    services = {f"identities/services/{name}.py" for name in ("looking", "people")}
    assert readers == services | {"identities/views/person.py"}
