"""How every Word document looks: A4, a serif for the words, UK English, page numbers, and nobody's name inside."""

from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from lifeworld.reporting.documents.legal_text import legal
from lifeworld.reporting.documents.word_runs import run_elements
from lifeworld.reporting.tables import Run

# On every machine, or with a free face of the same measure: pages break alike everywhere.
SERIF = "Times New Roman"
LANGUAGE = "en-GB"
INK = RGBColor(0x21, 0x1F, 0x1B)
PENCIL = RGBColor(0x57, 0x52, 0x4A)
MARGIN = Cm(2.0)
SHORT, LONG = Cm(21.0), Cm(29.7)


def new_document(title: str, caption: tuple[str, ...], made_at: datetime, *, landscape: bool) -> Any:
    """An empty A4 document with title and caption in place."""
    document = docx.Document()
    _properties(document, title, made_at)
    _styles(document)
    _page(document, landscape)
    document.add_paragraph(legal(title), style="Heading 1")
    document.add_paragraph(style="Caption")._p.extend(run_elements(Run(" ".join(caption))))
    return document


def text_width(document: Any) -> int:
    """The room between the margins, in twentieths of a point."""
    section = document.sections[0]
    return int((section.page_width - section.left_margin - section.right_margin) / 635)


def _properties(document: Any, title: str, made_at: datetime) -> None:
    core = document.core_properties
    core.title, core.language = legal(title)[:255], LANGUAGE
    # The template's own words: whoever opens the file would read them as ours.
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)


def _styles(document: Any) -> None:
    styles = document.styles
    _font(styles["Normal"], 11, INK)
    styles["Normal"].paragraph_format.space_after = Pt(0)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    heading = styles["Heading 1"]
    _font(heading, 16, INK)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(0), Pt(6)
    caption = styles["Caption"]
    _font(caption, 10, PENCIL)
    caption.font.bold = False
    caption.paragraph_format.space_after = Pt(10)
    caption.paragraph_format.keep_with_next = True
    _font(styles["Footer"], 9, PENCIL)
    _language(styles)


def _font(style: Any, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = SERIF, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), SERIF)


def _language(styles: Any) -> None:
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), LANGUAGE)


def _page(document: Any, landscape: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        paragraph.add_run()._r.append(_field(kind, text))


def _field(kind: str | None, text: str | None) -> Any:
    if kind is None:
        instruction = OxmlElement("w:instrText")
        instruction.text = text
        return instruction
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
