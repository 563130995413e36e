"""The theme map as SVG: marks drawn, no style attributes, so that it may stand in a page and as a file by itself.

Colours are presentation attributes; a page's style sheet overrides them by class (SVG 2, 6.6), which is how the same
drawing follows a dark page while the file stays ink on paper.
"""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from lifeworld.analysis.rules.map_layout import (
    EDGE,
    LEGEND,
    PADDING_X,
    PADDING_Y,
    SIZES,
    Box,
    Link,
    MapLayout,
    line_height,
)
from lifeworld.analysis.rules.map_text import printable

PAPER, CARD, INK, PENCIL = "#fbf9f4", "#fffdf9", "#211f1b", "#57524a"
RULE, HAIR = "#8a8377", "#ddd7ca"
SERIF = "'Source Serif 4', Charter, Georgia, serif"
SANS = "'Atkinson Hyperlegible Next', Verdana, sans-serif"
DASHES = {"convergent": "", "divergent": "7 5", "variant": "1.5 5"}
MARK = 5.5
STANCES = ("convergent", "divergent", "variant")


def draw(layout: MapLayout, *, title: str, description: str, said: Mapping[int, str], alone: bool) -> str:
    """The map as SVG text.

    `said` gives each contribution's key the sentence that its line carries. `alone` makes a file: it declares its
    namespace, paints its paper and names its typefaces.
    """
    svg = ET.Element("svg", {"viewBox": f"0 0 {_n(layout.width)} {_n(layout.height)}", "class": "theme-map"})
    svg.attrib.update({"role": "img", "aria-labelledby": "map-title map-description"})
    if alone:
        svg.attrib.update({"xmlns": "http://www.w3.org/2000/svg", "font-family": SERIF})
        svg.attrib.update({"width": _n(layout.width), "height": _n(layout.height), "lang": "en-GB"})
    ET.SubElement(svg, "title", {"id": "map-title"}).text = printable(title)
    ET.SubElement(svg, "desc", {"id": "map-description"}).text = printable(description)
    if alone:
        ET.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    for x, top, bottom in layout.spines:
        _line(svg, "spine", f"M{_n(x)} {_n(top)}V{_n(bottom)}", INK, "1.5")
    for link in layout.links:
        _curve(svg, link, said.get(link.join.id, ""))
    for box in layout.boxes:
        _box(svg, box)
    for link in layout.links:
        _mark(svg, link.join.stance, link.x2, link.y2)
    _legend(svg, layout)
    return ET.tostring(svg, encoding="unicode")


def _curve(svg: ET.Element, link: Link, sentence: str) -> None:
    half = (link.x1 + link.x2) / 2
    path = f"M{_n(link.x1)} {_n(link.y1)}C{_n(half)} {_n(link.y1)} {_n(half)} {_n(link.y2)} {_n(link.x2)} {_n(link.y2)}"
    drawn = _line(svg, f"join {link.join.stance}", path, INK, "1.25", DASHES[link.join.stance])
    if sentence:
        ET.SubElement(drawn, "title").text = printable(sentence)


def _line(svg: ET.Element, name: str, path: str, colour: str, width: str, dashes: str = "") -> ET.Element:
    line = ET.SubElement(svg, "path", {"class": name, "d": path, "fill": "none", "stroke": colour})
    line.attrib.update({"stroke-width": width, "stroke-linecap": "round"})
    if dashes:
        line.set("stroke-dasharray", dashes)
    return line


def _box(svg: ET.Element, box: Box) -> None:
    holder = ET.SubElement(svg, "g", {"class": f"box {box.kind}"})
    if box.kind != "case":
        frame = {"x": _n(box.x), "y": _n(box.y), "width": _n(box.width), "height": _n(box.height), "rx": "3"}
        group = box.kind == "group"
        frame.update({"fill": CARD, "stroke": INK if group else RULE, "stroke-width": "1.5" if group else "1"})
        if box.kind == "unused":
            frame |= {"fill": "none", "stroke": HAIR}
        ET.SubElement(holder, "rect", frame)
    step, size = line_height(box.kind), SIZES[box.kind]
    inset = 0 if box.kind == "case" else PADDING_X
    first = box.y + (box.height - step * len(box.lines)) / 2 + step / 2 + size * 0.34
    if box.kind == "case":
        first = box.y + PADDING_Y / 4 + step / 2 + size * 0.34
    look = {"font-size": str(size), "fill": PENCIL if box.kind == "unused" else INK}
    if box.kind in {"group", "case"}:
        look["font-weight"] = "600"
    if box.kind == "case":
        look["font-family"] = SANS
    text = ET.SubElement(holder, "text", look)
    for n, line in enumerate(box.lines):
        spot = {"x": _n(box.x + inset), "y": _n(first + n * step)}
        # The space keeps words apart where the text is copied or read out as one.
        ET.SubElement(text, "tspan", spot).text = line + (" " if n + 1 < len(box.lines) else "")


def _mark(svg: ET.Element, stance: str, x: float, y: float) -> None:
    circle = {"class": f"mark {stance}", "cx": _n(x), "cy": _n(y), "r": str(MARK)}
    circle.update({"fill": INK if stance == "convergent" else CARD, "stroke": INK, "stroke-width": "1.5"})
    ET.SubElement(svg, "circle", circle)
    if stance == "divergent":
        half = f"M{_n(x)} {_n(y - MARK)}a{MARK} {MARK} 0 0 0 0 {_n(2 * MARK)}z"
        ET.SubElement(svg, "path", {"class": "half", "d": half, "fill": INK})


def _legend(svg: ET.Element, layout: MapLayout) -> None:
    y = layout.height - LEGEND / 2
    holder = ET.SubElement(svg, "g", {"class": "legend"})
    for n, stance in enumerate(STANCES):
        x = EDGE + n * 168
        _line(holder, f"join {stance}", f"M{_n(x)} {_n(y)}H{_n(x + 40)}", INK, "1.25", DASHES[stance])
        _mark(holder, stance, x + 46, y)
        look = {"x": _n(x + 60), "y": _n(y + 5), "font-size": "15", "font-family": SANS, "fill": PENCIL}
        ET.SubElement(holder, "text", look).text = stance


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
