"""Putting streamed text into reading order: paragraphs, text boxes and tables, however they are nested."""

from dataclasses import dataclass, field

from lifeworld.interchange.transcripts.blocks import Block, Line, ParagraphBuilder, Table, WordMeter


@dataclass
class _Flow:
    """One place where paragraphs follow one another: the body, a table cell, or a text box."""

    blocks: list[Block] = field(default_factory=list)
    open_paragraphs: list[ParagraphBuilder] = field(default_factory=list)
    carried: ParagraphBuilder | None = None
    after_paragraph: list[Block] = field(default_factory=list)


class FlowStack:
    """Receives openings, closings and text in document order and yields blocks.

    Every opening must be closed, as XML guarantees; strange nesting loses no text.
    """

    def __init__(self) -> None:
        self._flows = [_Flow()]
        self._tables: list[list[list[tuple[Line, ...]]]] = []
        self._meter = WordMeter()
        self.characters = 0

    def add(self, text: str, *, bold: bool = False) -> None:
        """Append text to the innermost open paragraph."""
        if not text:
            return
        flow = self._flows[-1]
        if not flow.open_paragraphs:
            flow.open_paragraphs.append(ParagraphBuilder())
        flow.open_paragraphs[-1].add(text, bold=bold)
        self.characters += len(text)

    def open_paragraph(self) -> None:
        """Begin a paragraph; one whose predecessor lost its paragraph mark goes on from it."""
        flow = self._flows[-1]
        flow.open_paragraphs.append(flow.carried or ParagraphBuilder())
        flow.carried = None

    def close_paragraph(self, *, mark_deleted: bool = False) -> None:
        """End the innermost paragraph; with its mark deleted, the next one continues it."""
        flow = self._flows[-1]
        if not flow.open_paragraphs:
            return
        builder = flow.open_paragraphs.pop()
        if mark_deleted:
            flow.carried = builder
        else:
            self._emit(flow, builder)
        if not flow.open_paragraphs:
            flow.blocks.extend(flow.after_paragraph)
            flow.after_paragraph.clear()

    def open_box(self) -> None:
        """Begin a text box; its paragraphs come after the paragraph it is tied to."""
        self._flows.append(_Flow())

    def close_box(self) -> None:
        """End the innermost text box."""
        blocks = self._close_flow()
        flow = self._flows[-1]
        (flow.after_paragraph if flow.open_paragraphs else flow.blocks).extend(blocks)

    def open_table(self) -> None:
        """Begin a table."""
        self._tables.append([])

    def open_row(self) -> None:
        """Begin a row of the innermost table."""
        if self._tables:
            self._tables[-1].append([])

    def open_cell(self) -> None:
        """Begin a cell of the innermost row."""
        self._flows.append(_Flow())

    def close_cell(self) -> None:
        """End the innermost cell."""
        blocks = self._close_flow()
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append(_flat_lines(blocks))
        else:
            self._flows[-1].blocks.extend(blocks)

    def close_table(self) -> None:
        """End the innermost table."""
        if not self._tables:
            return
        rows = tuple(tuple(row) for row in self._tables.pop())
        if any(cell for row in rows for cell in row):
            self._flows[-1].blocks.append(Table(rows))

    def finish(self) -> list[Block]:
        """All blocks in reading order."""
        while self._tables:
            self.close_table()
        while len(self._flows) > 1:
            self.close_box()
        flow = self._flows[0]
        self._flush(flow)
        return flow.blocks

    def _close_flow(self) -> list[Block]:
        if len(self._flows) == 1:
            return []
        flow = self._flows.pop()
        self._flush(flow)
        return flow.blocks

    def _flush(self, flow: _Flow) -> None:
        if flow.carried is not None:
            self._emit(flow, flow.carried)
            flow.carried = None
        while flow.open_paragraphs:
            self._emit(flow, flow.open_paragraphs.pop(0))
        flow.blocks.extend(flow.after_paragraph)
        flow.after_paragraph.clear()

    def _emit(self, flow: _Flow, builder: ParagraphBuilder) -> None:
        lines = builder.lines()
        for line in lines:
            self._meter.count(line.text)
        flow.blocks.extend(lines)


def _flat_lines(blocks: list[Block]) -> tuple[Line, ...]:
    """A cell's lines; a table within the cell gives its cells' lines row by row."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            lines.extend(line for row in block.rows for cell in row for line in cell)
    return tuple(lines)
