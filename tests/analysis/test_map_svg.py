"""The theme map drawn: well-formed, said in words, no style attributes, the stance never by colour alone."""

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from lifeworld.analysis.rules.map_layout import Join, Source, Target, lay_out
from lifeworld.analysis.rules.svg import draw

SPACE = "{http://www.w3.org/2000/svg}"


def drawing(alone: bool = True, name: str = "Met before being helped", case: str = "Maeve") -> str:
    targets = [Target(1, None, name), Target(2, 1, "Someone who does not write it down")]
    sources = [Source("a", case, "Sat with, not written down"), Source("b", "Anjali", "Choosing who may know")]
    joins = [Join(7, "a", 2, "convergent"), Join(8, "b", 2, "divergent"), Join(9, "b", 1, "variant")]
    layout = lay_out(targets, sources, joins)
    return draw(layout, title="Theme map", description=f"About {name}.", said={7: f"{case}, convergent"}, alone=alone)


def test_the_file_stands_by_itself_and_says_what_it_shows() -> None:
    root = ET.fromstring(drawing())
    assert root.tag == f"{SPACE}svg"
    title, description = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
    assert title is not None and title.text == "Theme map"
    assert description is not None and description.text == "About Met before being helped."
    assert set((root.get("aria-labelledby") or "").split()) == {title.get("id"), description.get("id")}
    assert "serif" in (root.get("font-family") or "")


def test_each_stance_has_its_own_line_and_mark_and_is_named_in_the_legend() -> None:
    root = ET.fromstring(drawing())
    lines = {line.get("class"): line.get("stroke-dasharray") for line in root.iter(f"{SPACE}path")}
    dashes = [lines[f"join {stance}"] for stance in ("convergent", "divergent", "variant")]
    assert len(set(dashes)) == 3
    assert {"convergent", "divergent", "variant"} <= {text.text for text in root.iter(f"{SPACE}text")}
    said = [title.text for line in root.iter(f"{SPACE}path") for title in line.iter(f"{SPACE}title")]
    assert said == ["Maeve, convergent"]


def test_no_style_attribute_script_or_outside_address_is_in_either_form() -> None:
    for alone in (True, False):
        root = ET.fromstring(drawing(alone))
        for element in root.iter():
            assert "style" not in element.attrib
            assert not any(name.endswith("href") or name.startswith("on") for name in element.attrib)
            assert not element.tag.endswith(("script", "image", "style"))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=30))
def test_any_name_is_drawn_as_text(name: str, case: str) -> None:
    root = ET.fromstring(drawing(name=name, case=case).encode("utf-8", "surrogatepass"))
    assert root.tag == f"{SPACE}svg"
