"""Case first, the product's promise, on every page and every reading call there is.

One case is signed off and full of words that stand nowhere else; another is under analysis. Every address in the
URL table and every GET in the API's document is asked for by those who analyse, and none of those words may come
back. A new address with a part that is not known here fails until it is added to `PARTS`.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lifeworld.analysis.models import Contribution, DiaryEntry, GroupTheme, Note, PersonalTheme, Statement
from lifeworld.analysis.services import (
    cases,
    contributions,
    diary,
    group_themes,
    layouts,
    notes,
    personal_themes,
    statements,
)
from lifeworld.analysis.services.anchoring import Span
from lifeworld.config.api import api
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.interviews.selectors import frozen_version
from lifeworld.reporting.kinds import KINDS
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON, bring_in
from tests.pages.people import signed_in, with_role

pytestmark = pytest.mark.usefixtures("sealed_store")

# Every text of the closed case holds `SHARED`, which searches ask for, and one word of its own.
SHARED = "harbour"
CASE_WORDS = {
    "first impressions": "zephyrine", "note": "quillon", "statement": "marcasite", "personal theme": "ondine",
    "sub-theme": "perigee", "rationale": "lazulite", "set aside": "gossamer", "layout": "tamarisk",
    "summary": "obsidian", "diary": "halcyon",
}  # fmt: skip
GROUP_WORDS = {
    "group theme": "verdigris", "description": "cinnabar", "absence": "wolfram", "comment": "amaranth",
    "theme set aside": "sassafras", "diary across cases": "tourmaline",
}  # fmt: skip
OPEN_WORD = "periwinkle"


def words(of: str) -> str:
    return f"{SHARED} {ALL_WORDS[of]}"


ALL_WORDS = CASE_WORDS | GROUP_WORDS


@pytest.fixture
def closed(access: Access, maeve: Case) -> Case:
    """Maeve, worked through, joined to a group theme, signed off; the group level closed again; Tobias open."""
    version = frozen_version(maeve)
    span = Span(version.pk, 0, 20)
    at = NOON
    cases.write_about_case(access=access, at=at, case=maeve, first_impressions=words("first impressions"))
    note = notes.write_note(access=access, at=at, case=maeve, kind="conceptual", body=words("note"), spans=[span])
    told = [
        statements.write_statement(access=access, at=at, case=maeve, text=text, note_ids=[note.pk])
        for text in (words("statement"), "Something else")
    ]
    statements.set_statement_aside(access=access, at=at, statement=told[1], reason=words("set aside"))
    layout = layouts.layout_in_use(maeve, at)
    layouts.rename_layout(access=access, at=at, layout=layout, name=words("layout"))
    theme = personal_themes.gather_theme(access=access, at=at, layout=layout, name=words("personal theme"))
    personal_themes.change_theme(access=access, at=at, theme=theme, values={"rationale": words("rationale")})
    personal_themes.gather_theme(
        access=access, at=at, layout=layout, name=words("sub-theme"), parent=theme.pk, statements=[told[0].pk]
    )
    other = personal_themes.gather_theme(access=access, at=at, layout=layout, name="Another")
    cases.write_about_case(access=access, at=at, case=maeve, summary=words("summary"))
    diary.write_entry(
        access=access, at=at, text=words("diary"), step="noting", written_on=at.date(), case=maeve,
        about=[{"type": "note", "id": note.pk}],
    )  # fmt: skip
    cases.sign_off(access=access, at=at, case=maeve)
    work_across(access, theme, other)
    tobias = add_case(access=access, at=at, pseudonym="Tobias")
    bring_in(access, tobias)
    cases.open_for_analysis(access=access, at=at + timedelta(hours=1), case=tobias)
    mine = Span(frozen_version(tobias).pk, 0, 20)
    notes.write_note(access=access, at=at, case=tobias, kind="untyped", body=f"{SHARED} {OPEN_WORD}", spans=[mine])
    diary.write_entry(
        access=access, at=at, text="Where I began", step="noting", written_on=at.date(),
        about=[{"type": "note", "id": note.pk}, {"type": "personal theme", "id": theme.pk}],
    )  # fmt: skip
    maeve.refresh_from_db()
    return maeve


def work_across(access: Access, theme: PersonalTheme, other: PersonalTheme) -> None:
    study = Study.objects.get(pk=access.study.pk)
    across = Access(study, access.person, access.role)
    group = group_themes.make_group_theme(
        access=across, at=NOON, name=words("group theme"), description=words("description")
    )
    group_themes.change_group_theme(access=across, at=NOON, theme=group, values={"absence": words("absence")})
    contributions.join_theme(
        access=across, at=NOON, theme=group, personal_theme=theme.pk, stance="divergent",
        comment=words("comment"),
    )  # fmt: skip
    contributions.set_personal_theme_aside(access=across, at=NOON, theme=other, reason=words("theme set aside"))
    diary.write_entry(
        access=across, at=NOON, text=words("diary across cases"), step="across cases", written_on=NOON.date()
    )
    cases.close_across_cases(access=across, at=NOON)
    access.study.refresh_from_db()


def all_of(model: Any) -> Callable[[], list[Any]]:
    return lambda: list(model.objects.values_list("pk", flat=True))


# How each part of an address is filled: with everything there is of its kind.
PARTS: dict[str, Callable[[], list[Any]]] = {
    "slug": lambda: ["walking"],
    "number": lambda: list(Case.objects.values_list("number", flat=True)),
    "pseudonym": lambda: list(Case.objects.values_list("pseudonym", flat=True)),
    "case": all_of(Case),
    "version": all_of(TranscriptVersion),
    "note": all_of(Note),
    "statement": all_of(Statement),
    "theme": lambda: sorted({*all_of(PersonalTheme)(), *all_of(GroupTheme)()}),
    "contribution": all_of(Contribution),
    "entry": all_of(DiaryEntry),
    "entry_id": all_of(DiaryEntry),
    "kind": lambda: list(KINDS),
    "condition": lambda: [0],
    # The screening log holds nothing of an analysis.
    "serial": lambda: [0],
    "criterion": lambda: [0],
    "clause": lambda: [0],
    "deviation": lambda: [0],
    "form_version": lambda: [0],
    "frame": lambda: [0],
    # Meetings, their people and their records are walked in tests/fieldwork, where there are some.
    "meeting": lambda: [0],
    "incident": lambda: [0],
    "payment": lambda: [0],
    "guide": lambda: [0],
    "klass": lambda: ["contacts"],
    "backup": lambda: [0],
    "duty": lambda: ["end-declared", "final-report-form"],
    # A table being made waits under a key that only its maker was given.
    "key": lambda: ["not-a-key"],
    # Who works in a study, and a token of one's own, hold nothing of a case; a help page is the same for everybody.
    "member": lambda: [0],
    "token": lambda: [0],
    "document": lambda: ["tutorial/first-study"],
    "name": lambda: ["home-light.png"],
}


def page_routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace is None:
                yield from page_routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def api_routes() -> Iterator[str]:
    for path, operations in api.get_openapi_schema(path_prefix="api/")["paths"].items():
        if "get" in operations:
            yield path.lstrip("/")


def filled(route: str) -> Iterator[str]:
    names = re.findall(r"{(\w+)}", route)
    unknown = set(names) - set(PARTS)
    assert not unknown, f"{route}: say in PARTS how {', '.join(sorted(unknown))} is filled"
    for values in itertools.product(*(PARTS[name]() for name in names)):
        yield "/" + route.format(**dict(zip(names, values, strict=True)))


def queries() -> list[str]:
    """What pages take after the question mark, all at once and not at all."""
    about = [f"about=note:{pk}" for pk in all_of(Note)()] + [f"about=statement:{pk}" for pk in all_of(Statement)()]
    about += [f"about=personal theme:{pk}" for pk in all_of(PersonalTheme)()]
    about += [f"about=group theme:{pk}" for pk in all_of(GroupTheme)()]
    chosen = [f"contribution={pk}" for pk in all_of(Contribution)()]
    return ["", f"?q={SHARED}", "?case=1", "?case=Maeve", "?case=2&check=1", "?" + "&".join([*about, *chosen])]


def read_everything(client: Client) -> Iterator[tuple[str, str]]:
    """Every address with every query, and what came back as text, packed documents unpacked.

    What is not there, not allowed or only leads elsewhere is asked once, since no query changes that.
    """
    routes, asked = [*page_routes(get_resolver().url_patterns), *api_routes()], queries()
    for route in routes:
        for address in filled(route):
            for query in asked:
                response = client.get(address + query)
                assert response.status_code < 500, (address + query, response.status_code)
                yield address + query, text_of(b"".join(response) if response.streaming else response.content)
                if response.status_code not in {200, 409, 422}:
                    break


def text_of(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", errors="replace")


def found_in(client: Client) -> dict[str, str]:
    """Each of the distinctive words that came back, and the first address that told it."""
    told: dict[str, str] = {}
    for address, text in read_everything(client):
        for word in [*ALL_WORDS.values(), OPEN_WORD]:
            if word in text:
                told.setdefault(word, address)
    return told


def test_nothing_of_the_closed_case_reaches_the_lead_by_any_address(alice: Person, closed: Case) -> None:
    told = found_in(signed_in(alice))
    assert OPEN_WORD in told, "the walk must be able to see the case at hand"
    del told[OPEN_WORD]
    assert told == {}


def test_nothing_of_the_closed_case_reaches_an_analyst_by_any_address(study: Study, closed: Case) -> None:
    told = found_in(with_role(study, "dora", Role.ANALYST))
    assert told.pop(OPEN_WORD, "")
    assert told == {}


def test_the_supervisor_sees_the_signed_off_case_while_another_is_read(bob: Person, closed: Case) -> None:
    told = found_in(signed_in(bob))
    assert {*CASE_WORDS.values(), OPEN_WORD} <= set(told)


def test_an_adviser_sees_no_word_of_any_case_before_the_group_level_opens(study: Study, closed: Case) -> None:
    assert found_in(with_role(study, "eve", Role.ADVISER)) == {}


def test_a_stranger_sees_nothing_at_all(charlie: Person, closed: Case) -> None:
    assert found_in(signed_in(charlie)) == {}


def test_the_case_comes_back_once_no_other_is_under_analysis(access: Access, alice: Person, closed: Case) -> None:
    tobias = Case.objects.get(pseudonym="Tobias")
    cases.sign_off(access=access, at=NOON + timedelta(hours=2), case=tobias)
    told = found_in(signed_in(alice))
    assert set(ALL_WORDS.values()) <= set(told), "signing off the last case opens the group level too"


def test_nothing_of_the_closed_case_leaves_in_a_file(alice: Person, closed: Case) -> None:
    client = signed_in(alice)
    told: dict[str, str] = {}
    for kind, case in itertools.product(KINDS.values(), ("", "1", "2")):
        for fmt in kind.formats:
            answer = client.post(f"/studies/walking/findings/{kind.key}/take-out", {"format": fmt, "case": case})
            text = text_of(answer.content)
            told |= {word: f"{kind.key} {case} {fmt}" for word in [*ALL_WORDS.values(), OPEN_WORD] if word in text}
    assert told.pop(OPEN_WORD, "")
    assert told == {}


def test_an_address_part_that_is_not_known_fails_the_walk() -> None:
    with pytest.raises(AssertionError, match="say in PARTS"):
        list(filled("studies/{slug}/novelty/{novelty}"))
