"""Word with real comments: the transcript as prose with its frozen line numbers, notes and statements beside it.

A comment's author says what it is (a kind of note, or a statement), so that Word can show or hide each kind. The
comment stands on the exact words: a turn's text is cut into runs wherever a passage begins or ends.
"""

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from lifeworld.reporting.documents.legal_text import legal
from lifeworld.reporting.documents.page_style import INK, PENCIL, SERIF, new_document
from lifeworld.reporting.documents.word_runs import element, run_element
from lifeworld.reporting.rules.material import AnalysedCase, NoteText, Passage, StatementText, TranscriptText
from lifeworld.reporting.rules.phrases import capital
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import STEP, Progress, Run

SPEAKER_STYLE, LINES_STYLE, NUMBER_STYLE = "Speaker", "Transcript lines", "Line number text"
NUMBERS = Cm(1.2)
_INITIALS = {"descriptive": "D", "linguistic": "L", "conceptual": "C", "untyped": "N"}


@dataclass(frozen=True)
class _Remark:
    """One comment to be: who says it (its kind), in what style, about which words."""

    author: str
    initials: str
    run: Run
    passage: Passage
    also: str


def write(case: AnalysedCase, setting: Setting, progress: Progress) -> bytes:
    """The whole document, every frozen transcript of the case in order."""
    statement = setting.words["statement"]
    caption = setting.caption(f"Comments are {setting.words['notes']} and {setting.words['statements']}.")
    title = f"Transcript with comments: {case.pseudonym}"
    document = new_document(title, caption, setting.made_at, landscape=False)
    _styles(document)
    remarks = [*_notes(case.notes), *_statements(case.statements, capital(statement))]
    comments = document.part._comments_part.element
    done, total = 0, len(remarks)
    for transcript in case.transcripts:
        here = [one for one in remarks if one.passage.interview == transcript.interview]
        if len(case.transcripts) > 1:
            document.add_paragraph(f"Interview {transcript.interview}", style="Heading 2")
        runs = _Pieces(document, transcript, here)
        # Word numbers comments as they come: in the order of the words.
        for remark in sorted(here, key=lambda one: (one.passage.start, one.passage.end)):
            if done % STEP == 0:
                progress(done, total)
            runs.comment(remark, done, comments, setting)
            done += 1
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Pieces:
    """A transcript laid out as paragraphs, a run for each stretch between two places where a passage starts or ends."""

    def __init__(self, document: Any, transcript: TranscriptText, remarks: Iterable[_Remark]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.runs: list[Any] = []
        self._cuts = sorted({place for one in remarks for place in (one.passage.start, one.passage.end)})
        lines, spoken = None, -1
        for number, (start, end, turn) in enumerate(transcript.lines, start=1):
            first_of_turn = turn != spoken
            if first_of_turn:
                document.add_paragraph(legal(transcript.turns[turn][2]), style=SPEAKER_STYLE)
                lines, spoken = document.add_paragraph(style=LINES_STYLE)._p, turn
            assert lines is not None
            lines.append(_number(number, after_break=not first_of_turn))
            self._line(lines, transcript.text, start, _with_its_space(transcript, number, end))

    def _line(self, lines: Any, text: str, start: int, end: int) -> None:
        inside = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        for first, last in zip([start, *inside], [*inside, end], strict=True):
            run = run_element(Run(text[first:last]))
            lines.append(run)
            if first < last:
                self.starts.append(first)
                self.ends.append(last)
                self.runs.append(run)

    def comment(self, remark: _Remark, key: int, comments: Any, setting: Setting) -> None:
        """Put a remark on its words: python-docx's own way looks through all comments for each new number."""
        place = remark.passage
        first, last = bisect_left(self.starts, place.start), bisect_right(self.ends, place.end) - 1
        if first >= len(self.runs) or first > last:
            return
        self.runs[first].insert_comment_range_start_above(key)
        self.runs[last].insert_comment_range_end_and_reference_below(key)
        comments.append(_comment(remark, key, setting.made_at))


def _number(number: int, *, after_break: bool) -> Any:
    run: Any = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(element("w:rStyle", val=NUMBER_STYLE.replace(" ", "")))
    run.append(properties)
    if after_break:
        run.append(OxmlElement("w:br"))
    run.add_t(str(number))
    run.add_tab()
    return run


def _with_its_space(transcript: TranscriptText, number: int, end: int) -> int:
    """Where line `number` ends with the spaces it breaks at, so that no two words run together in the file."""
    if number == len(transcript.lines):
        return end
    following = transcript.lines[number][0]
    return following if transcript.text[end:following].strip(" ") == "" else end


def _comment(remark: _Remark, key: int, made_at: datetime) -> Any:
    date = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    comment = element("w:comment", id=str(key), author=remark.author, initials=remark.initials, date=date)
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(element("w:pStyle", val="CommentText"))
    reference = OxmlElement("w:r")
    reference.append(OxmlElement("w:annotationRef"))
    paragraph.extend([properties, reference, run_element(remark.run)])
    if remark.also:
        paragraph.append(run_element(Run(remark.also)))
    comment.append(paragraph)
    return comment


def _notes(notes: Iterable[NoteText]) -> Iterable[_Remark]:
    for note in notes:
        author = "Note" if note.kind == "untyped" else f"{capital(note.kind)} note"
        run = Run(note.body, italic=note.kind == "linguistic", underline=note.kind == "conceptual")
        for passage in note.passages:
            yield _Remark(author, _INITIALS[note.kind], run, passage, _also(note.passages, passage))


def _statements(statements: Iterable[StatementText], author: str) -> Iterable[_Remark]:
    for one in statements:
        text = f"{one.text} (set aside)" if one.set_aside else one.text
        for passage in one.passages:
            yield _Remark(author, "S", Run(text, bold=True), passage, _also(one.passages, passage))


def _also(passages: Iterable[Passage], here: Passage) -> str:
    others = ", ".join(one.lines for one in passages if one != here)
    return f" (also {others})" if others else ""


def _styles(document: Any) -> None:
    speaker = document.styles.add_style(SPEAKER_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    lines = document.styles.add_style(LINES_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    for style in (speaker, lines):
        style.base_style = document.styles["Normal"]
        style.font.name, style.font.color.rgb = SERIF, INK
    speaker.font.bold, speaker.font.size = True, Pt(10)
    speaker.paragraph_format.left_indent = NUMBERS
    speaker.paragraph_format.space_before, speaker.paragraph_format.keep_with_next = Pt(8), True
    lines.font.size = Pt(11)
    lines.paragraph_format.line_spacing = 1.3
    lines.paragraph_format.tab_stops.add_tab_stop(NUMBERS)
    number = document.styles.add_style(NUMBER_STYLE, WD_STYLE_TYPE.CHARACTER)
    number.font.size, number.font.color.rgb = Pt(8), PENCIL
    comment = document.styles.add_style("CommentText", WD_STYLE_TYPE.PARAGRAPH)
    comment.base_style, comment.font.size = document.styles["Normal"], Pt(9.5)
