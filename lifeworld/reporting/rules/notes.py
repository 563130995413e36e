"""How exploratory notes look on paper: descriptive plain, linguistic italic, conceptual underlined.

Source: the field's habit since Smith, Flowers & Larkin (2009, ch. 5); a note of no kind stands after a dash.
"""

from collections.abc import Sequence

from lifeworld.reporting.rules.material import NoteText
from lifeworld.reporting.tables import Cell, Paragraph, Run, styled

LEGEND = "Notes: descriptive plain, linguistic italic, conceptual underlined, of no kind after a dash."


def note_paragraph(note: NoteText, before: str = "", after: str = "") -> Paragraph:
    """A note in its style, with where it stands before it and where else after it."""
    body = f"– {note.body}" if note.kind == "untyped" else note.body
    run = Run(body, italic=note.kind == "linguistic", underline=note.kind == "conceptual")
    runs = [Run(before)] if before else []
    runs += [run, *([Run(after)] if after else [])]
    return Paragraph(tuple(runs), "" if note.kind == "untyped" else note.kind)


def notes_cell(notes: Sequence[NoteText], *, with_lines: bool = False) -> Cell:
    """Several notes, a paragraph each; `with_lines` puts the line before each."""
    paragraphs = [note_paragraph(note, f"{note.passages[0].lines} " if with_lines and note.passages else "")
                  for note in notes]  # fmt: skip
    return styled(paragraphs, [note_value(note) for note in notes])


def note_value(note: NoteText) -> dict[str, object]:
    """A note for json."""
    return {"kind": note.kind, "text": note.body, "lines": [passage.lines for passage in note.passages]}
