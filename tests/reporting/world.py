"""A small study worked through to its group themes, for what is taken out of it: Maeve and Tobias, four statements."""

from dataclasses import dataclass

from lifeworld.analysis.models import PersonalTheme, Statement
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import open_for_analysis, sign_off
from lifeworld.analysis.services.contributions import join_theme
from lifeworld.analysis.services.diary import write_entry
from lifeworld.analysis.services.group_themes import make_group_theme
from lifeworld.analysis.services.layouts import layout_in_use
from lifeworld.analysis.services.notes import write_note
from lifeworld.analysis.services.personal_themes import gather_theme
from lifeworld.analysis.services.statements import set_statement_aside, write_statement
from lifeworld.interviews.selectors import frozen_version
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON, bring_in

FORMULA = "=HYPERLINK(0)"
RIVER, ASKED, APPOINTMENT = "along the river", "She never asked me", "an appointment, isn't it 🙂"


@dataclass(frozen=True)
class World:
    """The study with its two cases."""

    access: Access
    maeve: Case
    tobias: Case


def span_of(case: Case, words: str) -> Span:
    """Where some words stand in a case's transcript."""
    version = frozen_version(case)
    start = version.text.index(words)
    return Span(version.pk, start, start + len(words), words)


def statement_on(access: Access, case: Case, text: str, *words: str, kind: str = "linguistic") -> Statement:
    """A statement with one note, both on the same words."""
    spans = [span_of(case, one) for one in words]
    note = write_note(access=access, at=NOON, case=case, kind=kind, body=f"On {text.lower()}", spans=spans)
    return write_statement(access=access, at=NOON, case=case, text=text, note_ids=[note.pk])


def theme_of(access: Access, case: Case, name: str, *statements: Statement, parent: int | None = None) -> PersonalTheme:
    """A named pile of statements in the layout in use."""
    layout = layout_in_use(case, NOON)
    keys = [one.pk for one in statements]
    return gather_theme(access=access, at=NOON, layout=layout, name=name, statements=keys, parent=parent)


def work_through_maeve(access: Access, maeve: Case) -> PersonalTheme:
    """Maeve's case up to her one theme with its sub-theme; one statement set aside, one note of no kind."""
    going = statement_on(access, maeve, "Going, not being taken", RIVER, ASKED)
    planned = statement_on(access, maeve, "A plan is an appointment", APPOINTMENT, kind="conceptual")
    aside = statement_on(access, maeve, "Laughing it off", "(laughs)", kind="descriptive")
    write_note(access=access, at=NOON, case=maeve, kind="untyped", body=FORMULA, spans=[span_of(maeve, "Yeah.")])
    set_statement_aside(access=access, at=NOON, statement=aside, reason="Too thin to stand on")
    theme = theme_of(access, maeve, "Walking without a plan", going)
    theme_of(access, maeve, "Not an appointment", planned, parent=theme.pk)
    return theme


def build(access: Access, maeve: Case) -> World:
    """Both cases signed off and read together, with one group theme of each shape."""
    own = work_through_maeve(access, maeve)
    sign_off(access=access, at=NOON, case=maeve)
    tobias = add_case(access=access, at=NOON, pseudonym="Tobias")
    bring_in(access, tobias)
    open_for_analysis(access=access, at=NOON, case=tobias)
    theirs = theme_of(access, tobias, "Being asked", statement_on(access, tobias, "Wanting to be asked", ASKED))
    for text, case, carried in (("The river stays with me.", tobias, True), ("Why this study.", None, False)):
        write_entry(
            access=access, at=NOON, text=text, step="reading", written_on=NOON.date(), case=case, carried_over=carried
        )
    sign_off(access=access, at=NOON, case=tobias)
    access.study.refresh_from_db()
    met = make_group_theme(access=access, at=NOON, name="Met on foot")
    sub = make_group_theme(access=access, at=NOON, name="Nobody asks", parent=met.pk)
    make_group_theme(access=access, at=NOON, name="Not yet filled")
    join_theme(access=access, at=NOON, theme=met, personal_theme=own.pk, stance="variant", comment="In her own way.")
    join_theme(access=access, at=NOON, theme=sub, personal_theme=theirs.pk, stance="divergent")
    return World(access, maeve, tobias)
