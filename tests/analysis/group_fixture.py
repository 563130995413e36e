"""A study with signed-off cases, made through the services: what the tests of the group level start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lifeworld.analysis.models import PersonalTheme, Statement
from lifeworld.analysis.services import notes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import open_for_analysis, sign_off
from lifeworld.analysis.services.layouts import layout_in_use
from lifeworld.analysis.services.personal_themes import gather_theme
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON, bring_in

# Each statement rests on words of the small transcript that every case of a test tells.
WORDS = ("We went along the river", "She never asked me", "we just went", "it's an appointment")

PEOPLE: Mapping[str, Sequence[str]] = {
    "Maeve": ("Sat with, not written down", "The danger of being seen"),
    "Tobias": ("A uniform I could not read", "Done, and glad of it"),
    "Anjali": ("Choosing who may know",),
    "Gwen": ("Off the clock, off the page", "Seeing him in the Co-op"),
}


@dataclass(frozen=True)
class Group:
    """The cases by pseudonym, their personal themes and statements by name."""

    access: Access
    cases: dict[str, Case]
    themes: dict[str, PersonalTheme]
    statements: dict[str, Statement]


def add_worked_case(group: Group, pseudonym: str, names: Sequence[str], *, signed_off: bool = True) -> Case:
    """A case with one note, and for each personal theme one statement, signed off unless told otherwise."""
    access = group.access
    case = add_case(access=access, at=NOON, pseudonym=pseudonym)
    version = bring_in(access, case)
    case = open_for_analysis(access=access, at=NOON, case=case)
    for name, words in zip(names, WORDS, strict=False):
        start = version.text.index(words)
        span = Span(version.pk, start, start + len(words), words)
        note = notes.write_note(
            access=access, at=NOON, case=case, kind="conceptual", body=f"A note on {name}", spans=[span]
        )
        text = f"What stands under {name} for {pseudonym}"
        made = statements.write_statement(access=access, at=NOON, case=case, text=text, note_ids=[note.pk])
        group.statements[name] = made
        group.themes[name] = gather_theme(
            access=access, at=NOON, layout=layout_in_use(case, NOON), name=name, statements=[made.pk]
        )
    if signed_off:
        case = sign_off(access=access, at=NOON, case=case)
    group.cases[pseudonym] = case
    return case


def four_cases(access: Access) -> Group:
    """Four worked cases, all signed off, which opens cross-case work."""
    group = Group(access, {}, {}, {})
    for pseudonym, names in PEOPLE.items():
        add_worked_case(group, pseudonym, names)
        access.study.refresh_from_db()
    return group
