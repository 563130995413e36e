"""The theme map's layout: nothing overlaps, nothing is lost, and the same themes give the same picture."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from lifeworld.analysis.rules.map_layout import (
    PADDING_X,
    PORT,
    SIZES,
    Box,
    Join,
    MapLayout,
    Source,
    Target,
    lay_out,
)
from lifeworld.analysis.rules.map_text import text_width, wrap

STANCES = ("convergent", "divergent", "variant")
names = st.text(
    alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]),
    min_size=1,
    max_size=90,
)


@st.composite
def maps(draw: st.DrawFn) -> tuple[list[Target], list[Source], list[Join]]:
    """Group themes with sub-themes, the themes of some cases, and joins between them, each pair once."""
    targets: list[Target] = []
    for top in range(draw(st.integers(0, 6))):
        targets.append(Target(top * 10 + 1, None, draw(names)))
        subs = draw(st.integers(0, 3))
        targets += [Target(top * 10 + 2 + n, top * 10 + 1, draw(names)) for n in range(subs)]
    sources = [
        Source(f"theme-{case}-{n}", f"Case {case}", draw(names))
        for case in range(draw(st.integers(0, 5)))
        for n in range(draw(st.integers(1, 5)))
    ]
    pairs = [(s.key, t.id) for s in sources for t in targets]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=25, unique=True)) if pairs else []
    joins = [Join(n, key, target, draw(st.sampled_from(STANCES))) for n, (key, target) in enumerate(chosen, 1)]
    return targets, sources, joins


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.bottom and b.y < a.bottom


@settings(max_examples=80, deadline=None)
@given(maps())
def test_no_two_boxes_overlap_and_all_lie_inside(
    found: tuple[list[Target], list[Source], list[Join]],
) -> None:
    layout = lay_out(*found)
    for a, b in combinations(layout.boxes, 2):
        assert not overlap(a, b), (a, b)
    for box in layout.boxes:
        assert box.x >= 0 and box.y >= 0
        assert box.x + box.width <= layout.width and box.bottom <= layout.height


@settings(max_examples=80, deadline=None)
@given(maps())
def test_every_theme_is_drawn_once_with_all_its_words(
    found: tuple[list[Target], list[Source], list[Join]],
) -> None:
    targets, sources, joins = found
    layout = lay_out(targets, sources, joins)
    drawn = {box.key: box for box in layout.boxes if box.kind != "case"}
    assert len(drawn) == len([box for box in layout.boxes if box.kind != "case"])
    wanted = {str(t.id): t.name for t in targets} | {s.key: s.name for s in sources}
    assert {key: "".join("".join(box.lines).split()) for key, box in drawn.items()} == {
        key: "".join(name.split()) for key, name in wanted.items()
    }
    for box in layout.boxes:
        room = box.width - 2 * PADDING_X
        assert all(text_width(line, SIZES[box.kind]) <= room or len(line) == 1 for line in box.lines)


@settings(max_examples=80, deadline=None)
@given(maps())
def test_every_contribution_is_one_line_from_its_theme_to_its_group_theme(
    found: tuple[list[Target], list[Source], list[Join]],
) -> None:
    targets, sources, joins = found
    layout = lay_out(targets, sources, joins)
    at = {box.key: box for box in layout.boxes}
    assert [link.join for link in layout.links] == joins
    for link in layout.links:
        source, target = at[link.join.source], at[str(link.join.target)]
        assert link.x1 in {source.x, source.x + source.width} and source.y < link.y1 < source.bottom
        assert link.x2 in {target.x, target.x + target.width} and target.y < link.y2 < target.bottom
    ends = [(link.x2, link.y2) for link in layout.links]
    for (x1, y1), (x2, y2) in combinations(ends, 2):
        assert x1 != x2 or abs(y1 - y2) >= PORT * 0.7, "two marks lie on each other"


@settings(max_examples=30, deadline=None)
@given(maps())
def test_the_same_themes_give_the_same_map(found: tuple[list[Target], list[Source], list[Join]]) -> None:
    assert lay_out(*found) == lay_out(*found)


def crossings(layout: MapLayout) -> int:
    lines = [(link.x1, link.y1, link.y2) for link in layout.links]
    return sum(1 for a, b in combinations(lines, 2) if a[0] == b[0] and (a[1] - b[1]) * (a[2] - b[2]) < 0)


def test_a_case_told_backwards_is_turned_round_so_that_its_lines_do_not_cross() -> None:
    targets = [Target(n, None, f"Theme {n}") for n in range(1, 6)]
    sources = [Source(f"s{n}", "Maeve", f"Personal {n}") for n in range(5, 0, -1)]
    joins = [Join(n, f"s{n}", n, "convergent") for n in range(1, 6)]
    layout = lay_out(targets, sources, joins)
    assert crossings(layout) == 0
    left = [box.key for box in sorted(layout.boxes, key=lambda b: b.y) if box.kind == "personal"]
    assert left == ["s1", "s2", "s3", "s4", "s5"]


def test_the_researchers_order_of_group_themes_is_kept() -> None:
    targets = [Target(3, None, "First"), Target(1, None, "Second"), Target(4, 3, "Under first")]
    layout = lay_out(targets, [Source("s", "Maeve", "P")], [Join(1, "s", 1, "variant")])
    middle = [box.key for box in sorted(layout.boxes, key=lambda b: b.y) if box.kind in {"group", "sub"}]
    assert middle == ["3", "4", "1"]


def test_what_is_joined_to_nothing_comes_last_in_its_case() -> None:
    sources = [Source("left over", "Maeve", "A"), Source("joined", "Maeve", "B")]
    layout = lay_out([Target(1, None, "G")], sources, [Join(1, "joined", 1, "divergent")])
    kinds = {box.key: (box.kind, box.y) for box in layout.boxes}
    assert kinds["left over"][0] == "unused" and kinds["joined"][0] == "personal"
    assert kinds["left over"][1] > kinds["joined"][1]


def test_cases_stand_on_both_sides() -> None:
    sources = [Source(f"{case}{n}", case, "A theme of some length") for case in "ABCD" for n in range(5)]
    layout = lay_out([Target(1, None, "G")], sources, [])
    places = {box.lines[0]: box.x for box in layout.boxes if box.kind == "case"}
    assert len(set(places.values())) == 2


def test_twelve_group_themes_and_forty_personal_themes_stay_within_a_poster() -> None:
    targets = [Target(n, None, f"A group theme with a name of some length {n}") for n in range(1, 13)]
    targets += [Target(100 + n, n, f"A sub-theme with its own name {n}") for n in range(1, 13)]
    sources = [
        Source(f"{case}-{n}", f"Case {case}", f"A personal theme in her words, number {n}")
        for case in range(5)
        for n in range(8)
    ]
    joins = [Join(n, source.key, targets[(n * 7) % 24].id, STANCES[n % 3]) for n, source in enumerate(sources, start=1)]
    layout = lay_out(targets, sources, joins)
    assert layout.width < 1300 and layout.height < 2400


@given(names, st.integers(40, 300))
def test_wrapping_breaks_lines_and_loses_no_word(name: str, width: int) -> None:
    lines = wrap(name, width, 15)
    assert " ".join(lines).split() == name.split() or "".join(lines).replace(" ", "") == "".join(name.split())
    assert all(text_width(line, 15) <= width or len(line) == 1 for line in lines)
