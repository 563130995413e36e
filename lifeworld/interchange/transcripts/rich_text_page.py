"""Putting the words of an RTF text in place: RTF marks where a paragraph, cell or row ends, never where it begins."""

from lifeworld.interchange.transcripts.blocks import Block, Line, ParagraphBuilder, Table, WordMeter


class Page:
    """Receives words and ends and yields blocks."""

    def __init__(self) -> None:
        self.in_table = False
        self._blocks: list[Block] = []
        self._paragraph = ParagraphBuilder()
        self._around_boxes: list[ParagraphBuilder] = []
        self._box_lines: list[Line] = []
        self._cell: list[Line] = []
        self._row: list[tuple[Line, ...]] = []
        self._rows: list[tuple[tuple[Line, ...], ...]] = []
        self._meter = WordMeter()

    def add(self, text: str, *, bold: bool) -> None:
        """Append words to the paragraph at hand."""
        self._paragraph.add(text, bold=bold)

    def open_box(self) -> None:
        """Begin a text box; its lines come after the paragraph around it."""
        self._around_boxes.append(self._paragraph)
        self._paragraph = ParagraphBuilder()

    def close_box(self) -> None:
        """End the innermost text box."""
        self.end_paragraph()
        if self._around_boxes:
            self._paragraph = self._around_boxes.pop()

    def end_paragraph(self) -> None:
        """End the paragraph at hand; one outside a table ends the table above it."""
        lines = self._paragraph.lines()
        self._paragraph = ParagraphBuilder()
        for line in lines:
            self._meter.count(line.text)
        if self._around_boxes:
            self._box_lines.extend(lines)
            return
        if not self.in_table:
            self._end_table()
        finished = [*lines, *self._box_lines]
        if self.in_table:
            self._cell.extend(finished)
        else:
            self._blocks.extend(finished)
        self._box_lines.clear()

    def end_cell(self) -> None:
        """End a cell, whatever the paragraph said about being in a table."""
        self.in_table = True
        self.end_paragraph()
        self._row.append(tuple(self._cell))
        self._cell.clear()

    def end_row(self) -> None:
        """End a row."""
        if self._row or self._cell:
            if self._cell:
                self._row.append(tuple(self._cell))
            self._rows.append(tuple(self._row))
            self._row.clear()
            self._cell.clear()

    def finish(self) -> list[Block]:
        """All blocks in reading order."""
        while self._around_boxes:
            self.close_box()
        self.end_paragraph()
        self._end_table()
        return self._blocks

    def _end_table(self) -> None:
        self.end_row()
        if self._rows:
            self._blocks.append(Table(tuple(self._rows)))
            self._rows.clear()
