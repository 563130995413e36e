"""The flow figure as SVG that stands by itself: a trunk of those who stay, hairlines out to those who do not.

It loads nothing. Its colours follow the reader's light or dark (`prefers-color-scheme`, Media Queries 5); where that
is not known they are ink on paper, as when it is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

WIDTH, EDGE, NUMBER, BRANCH, STEP, LINE = 760, 28, 62, 300, 76, 20
TRUNK, CHARACTERS = NUMBER - 8, 56
STYLE = """
.paper { fill: #fbf9f4 } .ink { fill: #211f1b } .pencil { fill: #57524a } .rule { stroke: #8a8377; fill: none }
.number { font: 600 24px Georgia, serif } .words { font: 17px Verdana, sans-serif }
.out { font: 14px Verdana, sans-serif } .bold { font: 600 16px Georgia, serif } .sum { font: 15px Georgia, serif }
@media (prefers-color-scheme: dark) {
  .paper { fill: #191816 } .ink { fill: #e8e3d8 } .pencil { fill: #b6afa2 } .rule { stroke: #7d766a }
}
"""


@dataclass(frozen=True)
class Drawn:
    """One stage as it is drawn: its number and name, and what is said beside it of those who did not go on."""

    number: int
    name: str
    out: str


def draw_flow(stages: Sequence[Drawn], *, title: str, sum_line: str) -> str:
    """The figure as SVG text, with a title and a description that say all of it in words."""
    beside = [_wrapped(one.out, CHARACTERS) for one in stages]
    tops = [EDGE + 24]
    for lines in beside:
        tops.append(tops[-1] + max(STEP, 46 + len(lines) * 18))
    sums = _wrapped(sum_line, 84)
    height = tops[-2] + 40 + len(sums) * LINE + EDGE
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height}", "role": "img"})
    svg.attrib.update({"width": str(WIDTH), "height": str(height), "lang": "en-GB"})
    svg.set("aria-labelledby", "flow-title flow-description")
    ET.SubElement(svg, "title", {"id": "flow-title"}).text = _printable(title)
    ET.SubElement(svg, "desc", {"id": "flow-description"}).text = described(stages, sum_line)
    ET.SubElement(svg, "style").text = STYLE
    ET.SubElement(svg, "rect", {"class": "paper", "width": "100%", "height": "100%", "fill": "#fbf9f4"})
    for one, lines, top, below in zip(stages, beside, tops, tops[1:], strict=False):
        _text(svg, "number ink", NUMBER, top, str(one.number), anchor="end")
        _text(svg, "words ink", NUMBER + 16, top, one.name)
        if one is not stages[-1]:
            _line(svg, f"M{TRUNK} {top + 10}V{below - 24}")
        if lines:
            _line(svg, f"M{TRUNK} {top + 22}H{BRANCH - 12}")
        for place, line in enumerate(lines):
            _text(svg, "out pencil", BRANCH, top + 27 + place * 18, line)
    for place, line in enumerate(sums):
        _text(svg, "sum pencil", EDGE, tops[-2] + 40 + place * LINE, line)
    return ET.tostring(svg, encoding="unicode")


def described(stages: Sequence[Drawn], sum_line: str) -> str:
    """The whole figure in sentences, for whoever does not see it."""
    told = [f"{one.number} {one.name}{f'; {one.out}' if one.out else ''}." for one in stages]
    return _printable(" ".join([*told, sum_line]))


def _line(svg: ET.Element, path: str) -> None:
    ET.SubElement(svg, "path", {"class": "rule", "d": path, "stroke": "#8a8377", "fill": "none"})


def _text(svg: ET.Element, name: str, x: int, y: int, words: str, *, anchor: str = "start") -> None:
    fill = "#211f1b" if "ink" in name else "#57524a"
    ET.SubElement(
        svg, "text", {"class": name, "x": str(x), "y": str(y), "text-anchor": anchor, "fill": fill}
    ).text = _printable(words)


def _wrapped(text: str, characters: int) -> list[str]:
    lines = [""] if text else []
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > characters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
