"""Where everything stands in the theme map: group themes in the middle, each case's themes on either side.

Layered drawing with one ordering pass by barycentre (Sugiyama, Tagawa & Toda 1981): the middle keeps the researcher's
own order, and what stands beside it is ordered by the mean height of what it is joined to, so that few lines cross.
All lengths are pixels of the drawing.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import fmean

from lifeworld.analysis.rules.map_text import wrap

EDGE, OUTER, LANE, MIDDLE, INSET = 16, 264, 140, 332, 18
WIDTH = 2 * EDGE + 2 * OUTER + 2 * LANE + MIDDLE
LEGEND = 44
PADDING_X, PADDING_Y = 12, 8
BETWEEN, BETWEEN_BLOCKS, BETWEEN_CASES = 8, 30, 26
WIDEST_APART = 70
PORT = 16


@dataclass(frozen=True)
class Target:
    """A group theme, or with `parent` a sub-theme. Those of one parent follow it in the researcher's order."""

    id: int
    parent: int | None
    name: str


@dataclass(frozen=True)
class Source:
    """A personal theme (or a statement that is joined itself) of one case; `key` is unique in the map."""

    key: str
    case: str
    name: str


@dataclass(frozen=True)
class Join:
    """A contribution: which source is joined to which target, and how it stands to it."""

    id: int
    source: str
    target: int
    stance: str


@dataclass(frozen=True)
class Box:
    """A thing of the map. `kind`: group, sub, personal, unused or case (a case's name above its themes)."""

    key: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Link:
    """A contribution's line, from the edge of its source to the edge of its target."""

    join: Join
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class MapLayout:
    """The whole map. `spines` are the short lines `(x, y1, y2)` that hold a group theme's sub-themes to it."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    spines: tuple[tuple[float, float, float], ...]


Group = list[Box]

SIZES = {"group": 18, "sub": 15, "personal": 15, "unused": 15, "case": 13}


def line_height(kind: str) -> float:
    """The distance between two lines of a kind's text."""
    return round(SIZES[kind] * 1.32)


def lay_out(targets: Sequence[Target], sources: Sequence[Source], joins: Sequence[Join]) -> MapLayout:
    """Lay the map out. The same input gives the same map; joins that name something absent are left out."""
    known, wanted = {t.id for t in targets}, {s.key for s in sources}
    joins = [j for j in joins if j.target in known and j.source in wanted]
    sides = _sides(sources)
    ends = _ends(sources, joins, sides)
    middle = _middle(targets, ends, BETWEEN_BLOCKS)
    bary = _barycentres(joins, middle)
    columns = [_groups([s for s in sources if sides[s.case] == side], bary) for side in (0, 1)]
    inner = max(_bottom(middle), *[_needed(column) for column in columns])
    spare = (inner - _bottom(middle)) / (1 + sum(target.parent is None for target in targets))
    middle = _middle(targets, ends, BETWEEN_BLOCKS + min(spare, WIDEST_APART))
    middle = _moved(middle, EDGE + (inner - _bottom(middle)) / 2)
    bary = _barycentres(joins, middle)
    boxes = [*middle, *[box for side, column in enumerate(columns) for box in _outer(side, column, bary, inner)]]
    links = tuple(_links(boxes, joins))
    return MapLayout(WIDTH, inner + 2 * EDGE + LEGEND, tuple(boxes), links, tuple(_spines(middle)))


def _sides(sources: Sequence[Source]) -> dict[str, int]:
    """Each case to the left (0) or right (1), so that both sides come out about as tall."""
    by_case: dict[str, float] = defaultdict(float)
    for source in sources:
        by_case[source.case] += _box("", "personal", 0, OUTER, source.name).height + BETWEEN
    tall, sides = [0.0, 0.0], {}
    for case, height in by_case.items():
        sides[case] = 0 if tall[0] <= tall[1] else 1
        tall[sides[case]] += height + BETWEEN_CASES
    return sides


def _ends(sources: Sequence[Source], joins: Sequence[Join], sides: dict[str, int]) -> dict[int, int]:
    """How many lines must find room on the fuller side of each target."""
    side_of = {source.key: sides[source.case] for source in sources}
    met = Counter((join.target, side_of[join.source]) for join in joins)
    return {join.target: max(met[join.target, 0], met[join.target, 1]) for join in joins}


def _middle(targets: Sequence[Target], ends: dict[int, int], between: float) -> list[Box]:
    boxes: list[Box] = []
    left, y = EDGE + OUTER + LANE, 0.0
    for top in (t for t in targets if t.parent is None):
        boxes.append(_box(str(top.id), "group", left, MIDDLE, top.name, y, ends.get(top.id, 0)))
        for sub in (t for t in targets if t.parent == top.id):
            under = boxes[-1].bottom + BETWEEN
            ports = ends.get(sub.id, 0)
            boxes.append(_box(str(sub.id), "sub", left + INSET, MIDDLE - 2 * INSET, sub.name, under, ports))
        y = boxes[-1].bottom + between
    return boxes


def _spines(middle: Sequence[Box]) -> list[tuple[float, float, float]]:
    return [
        (below.x + below.width / 2, above.bottom, below.y) for above, below in pairwise(middle) if below.kind == "sub"
    ]


def _box(key: str, kind: str, x: float, width: float, name: str, y: float = 0, ports: int = 0) -> Box:
    lines = wrap(name, width - 2 * PADDING_X, SIZES[kind])
    padding = 2 if kind == "case" else PADDING_Y
    height = max(len(lines) * line_height(kind) + 2 * padding, ports * PORT + PADDING_Y)
    return Box(key, kind, x, y, width, height, lines)


def _barycentres(joins: Sequence[Join], middle: Sequence[Box]) -> dict[str, float]:
    """The mean height of what each joined source is joined to."""
    centre = {int(box.key): box.y + box.height / 2 for box in middle}
    met: dict[str, list[float]] = defaultdict(list)
    for join in joins:
        met[join.source].append(centre[join.target])
    return {key: fmean(found) for key, found in met.items()}


def _groups(column: Sequence[Source], bary: dict[str, float]) -> list[Group]:
    """A side's cases, each its name and its themes, ordered by barycentre; what is joined to nothing comes last."""
    by_case: dict[str, list[Source]] = defaultdict(list)
    for source in column:
        by_case[source.case].append(source)

    def height(case: str) -> float:
        return fmean([bary[s.key] for s in by_case[case] if s.key in bary] or [inf])

    groups = []
    for case in sorted(by_case, key=height):
        group = [_box(f"case {case}", "case", 0, OUTER, case)]
        for source in sorted(by_case[case], key=lambda s: bary.get(s.key, inf)):
            group.append(_box(source.key, "personal" if source.key in bary else "unused", 0, OUTER, source.name))
        groups.append(group)
    return groups


def _tall(group: Group) -> float:
    return sum(box.height for box in group) + BETWEEN * (len(group) - 1)


def _needed(groups: Sequence[Group]) -> float:
    return sum(_tall(group) for group in groups) + BETWEEN_CASES * max(0, len(groups) - 1)


def _outer(side: int, groups: Sequence[Group], bary: dict[str, float], inner: float) -> list[Box]:
    """A side's boxes: each case as near the height of what it is joined to as its neighbours let it."""
    placed = []
    for group, top in zip(groups, _tops(groups, bary, inner), strict=True):
        y = top
        for box in group:
            placed.append(replace(box, x=EDGE if side == 0 else WIDTH - EDGE - OUTER, y=y))
            y += box.height + BETWEEN
    return placed


def _tops(groups: Sequence[Group], bary: dict[str, float], inner: float) -> list[float]:
    """Where each case begins: midway between pushing everything down from above and up from below."""
    tall = [_tall(group) for group in groups]
    wishes = []
    for group, height in zip(groups, tall, strict=True):
        met = [bary[box.key] for box in group if box.key in bary]
        wishes.append(fmean(met) - height / 2 if met else EDGE + inner - height)
    from_above = _from_below(_from_above(wishes, tall), tall, inner)
    from_below = _from_above(_from_below(wishes, tall, inner), tall)
    return [(above + below) / 2 for above, below in zip(from_above, from_below, strict=True)]


def _from_above(wishes: Sequence[float], tall: Sequence[float]) -> list[float]:
    tops, reach = [], float(EDGE)
    for wish, height in zip(wishes, tall, strict=True):
        tops.append(max(reach, wish))
        reach = tops[-1] + height + BETWEEN_CASES
    return tops


def _from_below(wishes: Sequence[float], tall: Sequence[float], inner: float) -> list[float]:
    tops, floor = [], EDGE + inner
    for wish, height in zip(reversed(wishes), reversed(tall), strict=True):
        tops.append(min(floor - height, wish))
        floor = tops[-1] - BETWEEN_CASES
    return tops[::-1]


def _links(boxes: Sequence[Box], joins: Sequence[Join]) -> list[Link]:
    """Lines between boxes; where several meet one edge, their ends are spread along it in the order they come from."""
    at = {box.key: box for box in boxes}
    ends: dict[tuple[str, int], list[tuple[float, int]]] = defaultdict(list)
    for join in joins:
        source, target = at[join.source], at[str(join.target)]
        ends[source.key, 0].append((target.y, join.id))
        ends[target.key, 1 if source.x < target.x else 2].append((source.y, join.id))
    spots = {
        (key, number): at[key].y + at[key].height * (n + 1) / (len(found) + 1)
        for (key, _), found in ends.items()
        for n, (_, number) in enumerate(sorted(found))
    }
    return [_link(join, at[join.source], at[str(join.target)], spots) for join in joins]


def _link(join: Join, source: Box, target: Box, spots: dict[tuple[str, int], float]) -> Link:
    from_left = source.x < target.x
    return Link(
        join=join,
        x1=source.x + source.width if from_left else source.x,
        y1=spots[source.key, join.id],
        x2=target.x if from_left else target.x + target.width,
        y2=spots[target.key, join.id],
    )


def _bottom(boxes: Sequence[Box]) -> float:
    return max((box.bottom for box in boxes), default=0.0)


def _moved(boxes: Sequence[Box], down: float) -> list[Box]:
    return [replace(box, y=box.y + down) for box in boxes]
