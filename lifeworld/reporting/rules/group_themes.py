"""Tables across cases: the master table, recurrence by participant, and the chain of evidence."""

from collections.abc import Iterable

from lifeworld.reporting.rules.material import ContributionText, GroupText, GroupThemeText, StatementText, clock
from lifeworld.reporting.rules.notes import LEGEND, notes_cell
from lifeworld.reporting.rules.phrases import capital, listed
from lifeworld.reporting.rules.setting import PLACES, Setting
from lifeworld.reporting.tables import Cell, Column, Paragraph, Place, Row, Run, Table, plain, styled

MARKS = {"convergent": "●", "divergent": "◐", "variant": "○"}
STANCES = "● convergent, ◐ divergent, ○ variant."
_NOBODY = ContributionText(0, "", "", "", "", ())


def group_themes(group: GroupText, setting: Setting) -> Table:
    """Group theme, sub-theme, participant, contributing theme, quote, page.line, stance; a row a statement."""
    words = setting.words
    columns = (
        Column("group_theme", capital(words["group_theme"]), place=Place.HEADING, bold=True, capitals=True),
        Column("subtheme", "Sub-theme", place=Place.HEADING, bold=True),
        Column("participant", "Participant", 1.2, Place.RUN_ON),
        Column("personal_theme", f"Contributing {words['personal_theme']}", 2.2, Place.RUN_ON),
        Column("statement", capital(words["statement"]), place=Place.DATA),
        Column("quote", "Quote", 4.6),
        Column("place", "Page.line", 1.5),
        Column("stance", "Stance", 2.2, Place.RUN_ON),
        Column("comment", "Comment", place=Place.DATA),
    )
    return Table(
        kind="group-themes",
        title=f"Master table of {words['group_themes']}",
        study=setting.study,
        caption=setting.caption(_people(group), STANCES, PLACES),
        columns=columns,
        rows=tuple(row for theme in group.themes for row in _master_rows(theme, setting)),
        made_at=setting.made_at,
        words=setting.terms,
        notes=tuple(_absences(group)),
        landscape=True,
    )


def chain(group: GroupText, setting: Setting) -> Table:
    """Every contribution walked back: personal theme, statement, notes, lines, the recording's time, the words."""
    words = setting.words
    columns = (
        Column("group_theme", capital(words["group_theme"]), place=Place.HEADING, bold=True, capitals=True),
        Column("subtheme", "Sub-theme", place=Place.HEADING, bold=True),
        Column("participant", "Participant", 1.4, Place.RUN_ON),
        Column("stance", "Stance", place=Place.DATA),
        Column("personal_theme", capital(words["personal_theme"]), 1.8, Place.RUN_ON),
        Column("statement", capital(words["statement"]), 2.1, Place.RUN_ON),
        Column("notes", capital(words["notes"]), 4.0, Place.RUN_ON),
        Column("lines", "Lines", 1.1),
        Column("time", "Time", 1.0),
        Column("words", "Words", 3.8),
    )
    return Table(
        kind="chain",
        title="Chain of evidence",
        study=setting.study,
        caption=setting.caption(STANCES, LEGEND, "Times are those of the recording."),
        columns=columns,
        rows=tuple(row for theme in group.themes for row in _chain_rows(theme, setting)),
        made_at=setting.made_at,
        words=setting.terms,
        landscape=True,
    )


def _levels(theme: GroupThemeText) -> Iterable[tuple[str, str, ContributionText]]:
    """Theme, sub-theme and contribution in order; a theme or sub-theme without any still stands once."""
    for one in theme.contributions:
        yield theme.name, "", one
    if not theme.contributions and not theme.subthemes:
        yield theme.name, "", _NOBODY
    for sub in theme.subthemes:
        for one in sub.contributions or (_NOBODY,):
            yield theme.name, sub.name, one


def _master_rows(theme: GroupThemeText, setting: Setting) -> Iterable[Row]:
    for top, sub, one in _levels(theme):
        head = (plain(top), plain(sub), plain(one.pseudonym), _contributing(one, setting))
        tail = (_stance(one), plain(one.comment))
        for statement in _statements(one):
            yield (*head, plain(statement.text), plain(statement.quote), plain(statement.places), *tail)


def _chain_rows(theme: GroupThemeText, setting: Setting) -> Iterable[Row]:
    for top, sub, one in _levels(theme):
        mark = f"{MARKS[one.stance]} {one.stance}" if one.stance else ""
        who = styled([Paragraph((Run(part),)) for part in (one.pseudonym, mark) if part], one.pseudonym)
        head = (plain(top), plain(sub), who, plain(one.stance), _contributing(one, setting))
        for statement in _statements(one):
            upper = (*head, plain(statement.text), notes_cell(statement.notes, with_lines=True))
            for passage in statement.passages or (None,):
                if passage is None:
                    yield (*upper, Cell(), Cell(), Cell())
                else:
                    yield (*upper, plain(passage.lines), plain(clock(passage.start_ms)), plain(passage.quote))


def _statements(one: ContributionText) -> list[StatementText]:
    return [statement for _, statement in one.statements] or [StatementText("", "", (), ())]


def _contributing(one: ContributionText, setting: Setting) -> Cell:
    if one is _NOBODY:
        return plain("No contribution yet.", "", italic=True)
    if one.name:
        return plain(one.name)
    return plain(f"A single {setting.words['statement']}", "", italic=True)


def _stance(one: ContributionText) -> Cell:
    if not one.stance:
        return Cell()
    paragraphs = [Paragraph((Run(f"{MARKS[one.stance]} {one.stance}"),))]
    if one.comment:
        paragraphs.append(Paragraph((Run(one.comment, italic=True),)))
    return styled(paragraphs, one.stance)


def _people(group: GroupText) -> str:
    names = [name for _, name in group.people]
    sentence = f"Participants: {', '.join(names)}." if names else "No case is signed off yet."
    return f"{sentence} Not yet signed off: {', '.join(group.waiting)}." if group.waiting else sentence


def _absences(group: GroupText) -> Iterable[str]:
    """A sentence for each theme that is not found in somebody, with what the researcher wrote about it."""
    for theme in group.themes:
        for one in (theme, *theme.subthemes):
            present = {contribution.case for contribution in one.all_contributions()}
            absent = [name for number, name in group.people if number not in present]
            said = one.absence.strip() or (f"Not found in {listed(absent, 'or')}." if absent and present else "")
            if said:
                yield f"{one.name}: {said}"
