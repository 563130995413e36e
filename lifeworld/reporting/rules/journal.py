"""The diary and the trail as tables: what was thought and what was done, in order of time."""

from collections.abc import Sequence

from lifeworld.reporting.rules.material import ActText, EntryText
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Cell, Column, Paragraph, Row, Run, Table, plain, styled

CARRIED = "Carried over from an earlier case."


def diary(entries: Sequence[EntryText], setting: Setting, left_out: str = "") -> Table:
    """Dated entries, oldest first: date, step, case, entry."""
    return Table(
        kind="diary",
        title="Reflexive diary",
        study=setting.study,
        caption=setting.caption(*((left_out,) if left_out else ()), verbatim=False),
        columns=(
            Column("date", "Date", 1.8),
            Column("step", "Step", 1.8),
            Column("case", "Case", 1.1),
            Column("entry", "Entry", 6.5),
        ),
        rows=tuple(_entry_row(entry) for entry in sorted(entries, key=lambda one: (one.written_on, one.id))),
        made_at=setting.made_at,
        words=setting.terms,
    )


def trail(acts: Sequence[ActText], setting: Setting, left_out: str = "") -> Table:
    """Every act, oldest first: date, step, case, action, before, after, why. Who acted is left out: it is a name."""
    return Table(
        kind="trail",
        title="Audit trail",
        study=setting.study,
        caption=setting.caption(*((left_out,) if left_out else ()), verbatim=False),
        columns=(
            Column("number", "Row", 0.6),
            Column("date", "Date", 1.4),
            Column("step", "Step", 1.4),
            Column("case", "Case", 1.0),
            Column("action", "Action", 2.2),
            Column("before", "Before", 2.6),
            Column("after", "After", 2.6),
            Column("why", "Why", 2.0),
        ),
        rows=tuple(_act_row(act) for act in acts),
        made_at=setting.made_at,
        words=setting.terms,
        landscape=True,
    )


def _entry_row(entry: EntryText) -> Row:
    day = entry.written_on
    paragraphs = [Paragraph((Run(line),)) for line in entry.text.split("\n") if line.strip()]
    if entry.carried_over:
        paragraphs.append(Paragraph((Run(CARRIED, italic=True),)))
    value = {"text": entry.text, "carried_over": entry.carried_over}
    return (
        plain(f"{day.day} {day:%B %Y}", day.isoformat()), plain(entry.step), plain(entry.pseudonym),
        styled(paragraphs, value),
    )  # fmt: skip


def _act_row(act: ActText) -> Row:
    return (
        plain(str(act.number), act.number), plain(f"{act.at:%Y-%m-%d %H:%M}", act.at.isoformat()), plain(act.step),
        plain(act.pseudonym) if act.pseudonym else Cell(), plain(act.action), plain(act.before), plain(act.after),
        plain(act.why),
    )  # fmt: skip
