"""A store of its own on the disk, before and after a withdrawal: `python -m tests.safekeeping.haunting before|after`.

Prints where the person's words were found, as a JSON object of places. Run in a process of its own, because the tests'
own database is in memory and has no freed pages to look into.
"""

import io
import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import django
from django.conf import settings
from django.utils import timezone

# Parts of the words, because an index keeps the beginnings of neighbours once.
PARTS = ("ephyrine", "uixotic", "armalade", "ellichorous")


def haunted(content: bytes | str) -> bool:
    """Whether anything of the person is in some bytes, whatever the capitals."""
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    return any(part in text.casefold() for part in PARTS)


def main(moment: str, look: str = "look") -> None:
    """Make the store with the person in it, or take them out; then look everywhere, unless told not to."""
    django.setup()
    from lifeworld.security.models import Person
    from lifeworld.store import opening
    from lifeworld.study.models import Role, Study
    from lifeworld.study.selectors import Access

    if moment == "before":
        access = _make()
    else:
        opening.make_ready()
        study = Study.objects.get(slug="alongside")
        access = Access(study, Person.objects.get(), Role.LEAD)
        if moment == "after":
            _withdraw(access)
    places = _everywhere(access) if look == "look" else ()
    sys.stdout.write(json.dumps({place: haunted(content) for place, content in places}))


def _make() -> Any:
    from lifeworld.store.opening import set_up_unsealed
    from lifeworld.study.models import Role
    from lifeworld.study.selectors import Access
    from lifeworld.study.services import create_study
    from tests.conftest import NOON, RECORD
    from tests.safekeeping.planted import plant

    alice = set_up_unsealed(settings.DATA_FOLDER, name="Alice", at=NOON)
    study = create_study(by=alice, at=NOON, summary_text=RECORD, slug="alongside", fictional=True)
    access = Access(study, alice, Role.LEAD)
    plant(access)
    return access


def _withdraw(access: Any) -> None:
    from lifeworld.recruitment.selectors.entries import entry_of
    from lifeworld.safekeeping.selectors.mentions import REDACT, mentions_of
    from lifeworld.safekeeping.services.withdrawals import withdraw
    from tests.conftest import NOON

    entry = entry_of(access, 1)
    assert entry.case is not None
    decisions = {one.key: REDACT for one in mentions_of(access, entry.case)}
    told = (NOON + timedelta(days=1)).date()
    made = withdraw(access=access, at=timezone.now(), entry=entry, levels=["data"], on=told, decisions=decisions)
    made.refresh_from_db()
    if made.cleared_at is None:
        raise SystemExit("the freed space was not cleared")


def _everywhere(access: Any) -> Iterator[tuple[str, bytes | str]]:
    yield from _tables()
    yield from _exports(access)
    yield from _answers(access)
    yield "archive", _archive(access)


def _tables() -> Iterator[tuple[str, str]]:
    """Every column of every table, the index's own among them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [row[0] for row in cursor.fetchall()]
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = cursor.fetchall()
            yield (
                f"table {name}",
                " ".join(
                    bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
                    for row in rows
                    for value in row
                ),
            )


def _exports(access: Any) -> Iterator[tuple[str, str]]:
    from lifeworld.common.errors import DomainError
    from lifeworld.reporting.kinds import KINDS
    from tests.reporting.taking import everything_in, taken

    for key, kind in KINDS.items():
        for fmt in kind.formats:
            for case in [*access.study.cases.all(), None]:
                try:
                    yield f"export {key}.{fmt}", everything_in(taken(access, key, fmt, case))
                except DomainError:
                    continue


def _answers(access: Any) -> Iterator[tuple[str, bytes]]:
    """Every page and every answer of the API that the lead can ask for, with the keys of both people's things."""
    from django.test import Client

    from tests.journeys.addresses import pages
    from tests.strangers.expected import CALLS

    client = Client()
    client.force_login(access.person, backend="lifeworld.security.backend.StoreBackend")
    slug, names = access.study.slug, [*access.study.cases.values_list("pseudonym", flat=True), "Zephyrine"]
    asked = [*pages(), *(f"/studies/{slug}/search?q={word}" for word in ("quixotic", "marmalade", "vellichorous"))]
    for call, ways in CALLS.items():
        if "get" in ways:
            for number, name in product(range(1, 4), names):
                filled = call.replace("{slug}", slug).replace("{pseudonym}", name).replace("{kind}", "group-themes")
                asked.append("/api" + _with(filled, str(number)))
    for address in dict.fromkeys(asked):
        # What was asked for is no answer: a search shows its own words again.
        answer = client.get(address)
        if answer.status_code < 400 and "q=" not in address:
            yield f"GET {address}", b"".join(answer) if answer.streaming else answer.content
        elif "q=" in address:
            yield f"GET {address}", answer.content.split(b"</form>")[-1]


def _with(address: str, number: str) -> str:
    import re

    return re.sub(r"{\w+}", number, address)


def _archive(access: Any) -> bytes:
    """What a new archive would carry, before it is sealed."""
    from lifeworld.interchange.archive.parts import PARTS as CARRIED

    out = io.StringIO()
    for part in CARRIED:
        for row in part.rows_of(access.study.pk, access.study.slug):
            out.write(str([str(getattr(row, field.attname)) for field in part.fields]))
            for at in part.binary:
                out.write(bytes(getattr(row, part.fields[at].attname) or b"").decode("utf-8", "replace"))
    return out.getvalue().encode()


if __name__ == "__main__":
    main(*sys.argv[1:])
