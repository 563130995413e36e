"""Recurrence: in whom each group theme is present, divergent or absent. People are counted, never passages.

Source: Smith, Flowers & Larkin (2009), on recurrence across cases; endorsing and negative cases counted apart, as
published tables do (`ipa.md` (d) row 4). A declared threshold is the researcher's, so none is applied here.
"""

from collections.abc import Collection, Iterable

from lifeworld.reporting.rules.material import GroupText, GroupThemeText
from lifeworld.reporting.rules.phrases import capital
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Cell, Column, Place, Row, Table, plain

_NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
VARIANT_NOTE = "* Present only in a form of the person’s own (variant)."
PRESENT, VARIANT, DIVERGENT = "present", "variant", "divergent"


def recurrence(group: GroupText, setting: Setting) -> Table:
    """Rows are group themes and their sub-themes, columns the participants. A theme counts its sub-themes' people."""
    columns = (
        Column("group_theme", capital(setting.words["group_theme"]), 2.6, Place.RUN_ON, bold=True),
        Column("subtheme", "Sub-theme", 2.6),
        *(Column(f"case-{number}", name, 1.25, centred=True) for number, name in group.people),
        Column("present", "Present in", 2.0),
        Column("divergent", "Divergent in", 2.0),
    )
    rows = tuple(row for theme in group.themes for row in _rows(group, theme))
    starred = any(PRESENT_VARIANT in cell.plain for row in rows for cell in row)
    waiting = f" Not yet signed off: {', '.join(group.waiting)}." if group.waiting else ""
    return Table(
        kind="recurrence",
        title=f"Recurrence of {setting.words['group_themes']} across participants",
        study=setting.study,
        caption=setting.caption(
            f"● present; ◐ only as divergence; an empty cell: absent. People are counted, not passages.{waiting}",
            verbatim=False,
        ),
        columns=columns,
        rows=rows,
        made_at=setting.made_at,
        words=setting.terms,
        notes=(VARIANT_NOTE,) if starred else (),
        landscape=True,
    )


PRESENT_VARIANT = "● present*"
_CELLS = {
    PRESENT: plain("● present", PRESENT),
    VARIANT: plain(PRESENT_VARIANT, VARIANT),
    DIVERGENT: plain("◐ divergent", DIVERGENT),
    "": Cell(value=""),
}


def presence(stances: Collection[str]) -> str:
    """What one person's stances to one theme come to: present, variant (present, footnoted), divergent, or ""."""
    if "convergent" in stances:
        return PRESENT
    if "variant" in stances:
        return VARIANT
    return DIVERGENT if stances else ""


def count_in_words(count: int, of: int) -> str:
    """`four of five (4 of 5)`; past twenty, figures alone."""
    figures = f"{count} of {of}"
    if max(count, of) >= len(_NUMBERS):
        return figures
    return f"{_NUMBERS[count]} of {_NUMBERS[of]} ({figures})"


def _rows(group: GroupText, theme: GroupThemeText) -> Iterable[Row]:
    yield _row(group, theme, theme.name, "")
    for sub in theme.subthemes:
        yield _row(group, sub, theme.name, sub.name)


def _row(group: GroupText, theme: GroupThemeText, top: str, sub: str) -> Row:
    stances: dict[int, set[str]] = {number: set() for number, _ in group.people}
    for one in theme.all_contributions():
        stances.setdefault(one.case, set()).add(one.stance)
    found = {number: presence(stances[number]) for number, _ in group.people}
    present = sum(one in {PRESENT, VARIANT} for one in found.values())
    divergent = sum(one == DIVERGENT for one in found.values())
    of = len(group.people)
    return (
        plain(top, bold=True), plain(sub), *(_CELLS[one] for one in found.values()),
        plain(count_in_words(present, of), {"count": present, "of": of}),
        plain(count_in_words(divergent, of), {"count": divergent, "of": of}),
    )  # fmt: skip
