"""Recruitment as tables: the flow figure with its sum, and the accrual that a Trust counts.

Source: governance requirements 14 to 16 (small cells suppressed, counts that reconcile, anonymised accrual for EDGE).
"""

from collections.abc import Sequence

from lifeworld.recruitment.rules.rows import Accrued, FlowRow
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Cell, Column, Paragraph, Row, Run, Table, plain, styled

JOINED = "Reasons of fewer than three people are joined."


def flow(rows: Sequence[FlowRow], sum_line: str, setting: Setting) -> Table:
    """A row for each stage: how many reached it, how many went no further and why, how many are still there."""
    return Table(
        kind="flow",
        title="From screened to analysed",
        study=setting.study,
        caption=setting.caption(JOINED, verbatim=False, terms=False),
        columns=(
            Column("stage", "Stage", 2.0, bold=True),
            Column("reached", "Reached it", 1.0, centred=True),
            Column("went_no_further", "Went no further", 1.2, centred=True),
            Column("reasons", "Why", 4.2),
            Column("under_way", "Still under way", 1.2, centred=True),
        ),
        rows=tuple(_stage(one) for one in rows),
        made_at=setting.made_at,
        words=setting.terms,
        notes=(sum_line,),
    )


def accrual(people: Sequence[Accrued], setting: Setting) -> Table:
    """A row for each person who consented: site, days, type. No serial, no pseudonym."""
    return Table(
        kind="accrual",
        title="Anonymised accrual",
        study=setting.study,
        caption=setting.caption(
            "A person counts as recruited on the day of their consent.", verbatim=False, terms=False
        ),
        columns=(
            Column("site", "Site", 3.0),
            Column("consented_on", "Consent date", 1.5),
            Column("recruited_on", "Recruited date", 1.5),
            Column("participant_type", "Participant type", 2.0),
        ),
        rows=tuple(_person(one) for one in people),
        made_at=setting.made_at,
        words=setting.terms,
    )


def _stage(one: FlowRow) -> Row:
    why = [Paragraph((Run(words),)) for words in one.reasons_in_words]
    value = [{"reason": share.reason or "several", "count": share.count} for share in one.leavers]
    return (
        plain(one.name, one.stage, bold=True), plain(str(one.reached), one.reached), plain(str(one.gone), one.gone),
        styled(why, value) if why else Cell(value=[]), plain(str(one.under_way), one.under_way),
    )  # fmt: skip


def _person(one: Accrued) -> Row:
    return (
        plain(one.site), plain(f"{one.consented_on:%d/%m/%Y}", one.consented_on.isoformat()),
        plain(f"{one.recruited_on:%d/%m/%Y}", one.recruited_on.isoformat()), plain(one.participant_type),
    )  # fmt: skip
