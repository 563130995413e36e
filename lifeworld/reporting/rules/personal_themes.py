"""Tables of one case, or of each case in turn: personal themes with their words, and all statements."""

from collections.abc import Iterable, Sequence

from lifeworld.reporting.rules.material import CaseText, StatementText, ThemeText
from lifeworld.reporting.rules.phrases import capital
from lifeworld.reporting.rules.setting import PLACES, Setting
from lifeworld.reporting.tables import Cell, Column, Paragraph, Place, Row, Run, Table, plain, styled

NOTHING_UNDER = "No statement lies here yet."


def personal_themes(cases: Sequence[CaseText], setting: Setting) -> Table:
    """Themes with sub-themes, statements, places and words.

    The 2nd edition prints a theme in capitals and a sub-theme in bold; the 1st prints theme, page/line, key words
    (Smith, Flowers & Larkin 2009, 2022, the tables of chapter 5 and its successor).
    """
    words, second = setting.words, setting.profile != "2009"
    columns = (
        Column("participant", "Participant", place=Place.HEADING, bold=True),
        Column("theme", capital(words["personal_theme"]), place=Place.HEADING, bold=True, capitals=second),
        Column("subtheme", "Sub-theme", place=Place.HEADING, bold=second, italic=not second),
        Column("statement", capital(words["statement"]), 3.4),
        Column("place", "Page.line" if second else "Page/line", 1.5),
        Column("words", "Words" if second else "Key words", 4.4),
    )
    return Table(
        kind="personal-themes",
        title=_title(words["personal_themes"], cases),
        study=setting.study,
        caption=setting.caption(PLACES),
        columns=_one_case(columns, cases),
        rows=tuple(row for case in cases for row in _theme_rows(case)),
        made_at=setting.made_at,
        words=setting.terms,
    )


def statements(cases: Sequence[CaseText], setting: Setting) -> Table:
    """Every statement of each case: in the order it was told, then as it is clustered."""
    words = setting.words
    columns = (
        Column("participant", "Participant", place=Place.HEADING, bold=True),
        Column("order", "Order", place=Place.HEADING, bold=True),
        Column("theme", capital(words["personal_theme"]), place=Place.HEADING, italic=True),
        Column("subtheme", "Sub-theme", place=Place.HEADING, italic=True),
        Column("statement", capital(words["statement"]), 3.4),
        Column("place", "Page.line", 1.5),
        Column("words", "Words", 4.5),
        Column("set_aside", "Set aside because", place=Place.DATA),
    )
    return Table(
        kind="statements",
        title=_title(words["statements"], cases),
        study=setting.study,
        caption=setting.caption("First in the order in which they were told, then as they are clustered.", PLACES),
        columns=_one_case(columns, cases),
        rows=tuple(row for case in cases for row in _statement_rows(case)),
        made_at=setting.made_at,
        words=setting.terms,
    )


def _title(noun: str, cases: Sequence[CaseText]) -> str:
    return f"{capital(noun)}: {cases[0].pseudonym}" if len(cases) == 1 else capital(noun)


def _one_case(columns: Sequence[Column], cases: Sequence[CaseText]) -> tuple[Column, ...]:
    # The title names the one participant already.
    if len(cases) != 1:
        return tuple(columns)
    return (Column(columns[0].key, columns[0].name, place=Place.DATA), *columns[1:])


def _theme_rows(case: CaseText) -> Iterable[Row]:
    for theme in case.themes:
        empty = not theme.statements and not any(sub.statements for sub in theme.subthemes)
        if empty:
            yield (plain(case.pseudonym), plain(theme.name), Cell(), plain(NOTHING_UNDER, italic=True), Cell(), Cell())
        for sub, statement in _beneath(theme):
            yield (plain(case.pseudonym), plain(theme.name), plain(sub), *_statement_cells(statement))


def _beneath(theme: ThemeText) -> Iterable[tuple[str, StatementText]]:
    yield from (("", one) for one in theme.statements)
    for sub in theme.subthemes:
        yield from ((sub.name, one) for one in sub.statements)


def _statement_rows(case: CaseText) -> Iterable[Row]:
    name = plain(case.pseudonym)
    told = plain("In the order it was told", "told")
    for one in case.statements:
        yield (name, told, Cell(), Cell(), *_statement_cells(one), plain(one.set_aside))
    clustered = plain("Clustered", "clustered")
    for theme in case.themes:
        for sub, one in _beneath(theme):
            yield (name, clustered, plain(theme.name), plain(sub), *_statement_cells(one), Cell())
    for one in case.loose:
        label = plain("Set aside", "") if one.set_aside else plain("In no theme", "")
        yield (name, clustered, label, Cell(), *_statement_cells(one), plain(one.set_aside))


def _statement_cells(one: StatementText) -> tuple[Cell, Cell, Cell]:
    paragraphs = [Paragraph((Run(one.text),))]
    if one.set_aside:
        paragraphs.append(Paragraph((Run(f"Set aside: {one.set_aside}", italic=True),)))
    return styled(paragraphs, one.text), plain(one.places), plain(one.quote)
