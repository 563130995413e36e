"""Who took part, in bands: totals only, with small numbers joined.

A row a person is not offered: with a handful of participants the bands of one row, read together, name somebody.
Source: governance requirement 14; ONS and NHS practice on primary and secondary suppression, by the same rule that
joins the flow figure's reasons (`recruitment.rules.flow.shares`).
"""

from collections.abc import Iterator

from lifeworld.recruitment.rules.flow import LEAST, Share
from lifeworld.reporting.rules.leavers import by_hand_in_words
from lifeworld.reporting.rules.phrases import lines, to_fill
from lifeworld.reporting.rules.recruited import Records, Spread, reconciled
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Cell, Column, Place, Row, Table, plain
from lifeworld.study.rules.target_range import in_words

JOINED, NOT_KNOWN = "Other bands, joined", "Not known"
HOW = (
    f"Bands of fewer than {in_words(LEAST)} people are joined, with the next smallest where one alone would be left, "
    "so that no number held back can be worked out from the others. There is no row for one person."
)
ONE_COPY = "Two copies made on different days can be compared: give out one."
ALL_IN_ONE = "Where everybody is in one band, the table says so of each."
WITHDREW = "Whoever withdrew is not counted here, even where what they had told stays in the analysis."
NO_FRAMES = "No bands are kept here"


def participants(records: Records, setting: Setting) -> Table:
    """A row a band, after a row for everyone. Raises `NumbersDoNotAddUpError` where a column does not sum up."""
    found = reconciled(records.recruited)
    rows: list[Row] = [(plain("Everyone who takes part", bold=True), plain(""), _count(found.taking_part))]
    for spread in found.spreads:
        rows += _rows(spread)
    if not found.characteristics:
        blank = lines(to_fill("how the people who took part are described"))
        rows.append((plain(NO_FRAMES, bold=True), blank, plain("")))
    return Table(
        kind="participants",
        title="Participants in bands",
        study=setting.study,
        caption=setting.caption(HOW, verbatim=False, terms=False),
        columns=(
            Column("characteristic", "Characteristic", 2.6, Place.RUN_ON, bold=True),
            Column("band", "Band", 3.0),
            Column("people", "People", 1.0, centred=True),
        ),
        rows=tuple(rows),
        made_at=setting.made_at,
        words=setting.terms,
        notes=(ONE_COPY, ALL_IN_ONE, *((WITHDREW,) if found.stayed else ()), *by_hand_in_words(found.by_hand)),
    )


def in_one_line(spread: Spread) -> str:
    """`Age: 31 to 50, 4; other bands, joined, 3`."""
    parts = [f"{_name(share).lower() if share.reason is None else _name(share)}, {share.count}"
             for share in spread.joined()]  # fmt: skip
    return f"{spread.name}: {'; '.join(parts)}" if parts else ""


def _rows(spread: Spread) -> Iterator[Row]:
    for share in spread.joined():
        yield (plain(spread.name, bold=True), plain(_name(share)), _count(share.count))


def _name(share: Share) -> str:
    return JOINED if share.reason is None else share.reason or NOT_KNOWN


def _count(people: int) -> Cell:
    return plain(str(people), people)
