"""One case of the fictional study: notes, statements, the table and the diary, step by step."""

from typing import Any

from lifeworld.analysis.models import PersonalTheme, Statement
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.diary import write_entry
from lifeworld.analysis.services.layouts import layout_in_use, rename_layout
from lifeworld.analysis.services.notes import write_note
from lifeworld.analysis.services.personal_themes import Place, change_theme, gather_theme, place_cards
from lifeworld.analysis.services.statements import set_statement_aside, write_statement
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.interviews.selectors import frozen_version
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access

CARD_W, CARD_H, CARDS_A_ROW = 178, 150, 3
LEFT, TOP, GUTTER = 40, 32, 72


class CaseWork:
    """Carries one person's file out, and remembers what became of its keys."""

    def __init__(self, access: Access, clock: Clock, case: Case, person: dict[str, Any], *, next_case: Case) -> None:
        self.access, self.clock, self.case, self.person, self.next_case = access, clock, case, person, next_case
        self.version = frozen_version(case)
        self.notes: dict[str, int] = {}
        self.statements: dict[str, Statement] = {}
        self.themes: dict[str, PersonalTheme] = {}

    def carry_out(self) -> None:
        """All steps in the method's order, each followed by the diary entries written at it."""
        self._diary("before", "reading")
        self._note()
        self._diary("noting")
        self._state()
        self._diary("statements")
        self._lay_out()
        self._diary("connecting", "naming", "next case")

    def _note(self) -> None:
        rows = sorted(self.person["note"], key=lambda row: self._spans(row["passages"])[0].start)
        for row in rows:
            note = write_note(
                access=self.access, at=self.clock.tick(), case=self.case, kind=row["kind"], body=row["text"],
                spans=self._spans(row["passages"]),
            )  # fmt: skip
            self.notes[row["key"]] = note.pk

    def _state(self) -> None:
        for row in self.person["statement"]:
            self.statements[row["key"]] = write_statement(
                access=self.access, at=self.clock.tick(), case=self.case, text=row["text"],
                note_ids=[self.notes[key] for key in row.get("notes", [])], spans=self._spans(row["passages"]),
            )  # fmt: skip

    def _lay_out(self) -> None:
        layout = layout_in_use(self.case, self.clock.tick())
        rename_layout(access=self.access, at=self.clock.tick(), layout=layout, name="As it came to lie")
        columns = [TOP, TOP]
        for row in self.person["theme"]:
            column = columns.index(min(columns))
            x = LEFT + column * (CARDS_A_ROW * CARD_W + GUTTER)
            theme = self._theme(row, None, x, columns[column])
            for sub in row.get("subtheme", []):
                self._theme(sub, theme, x, columns[column])
            columns[column] += _height(row)
        self._lay_loose(max(columns))
        for row in self.person.get("set_aside", []):
            set_statement_aside(
                access=self.access, at=self.clock.tick(), statement=self.statements[row["statement"]],
                reason=row["reason"],
            )  # fmt: skip

    def _theme(self, row: dict[str, Any], parent: PersonalTheme | None, x: int, y: int) -> PersonalTheme:
        theme = gather_theme(
            access=self.access, at=self.clock.tick(), layout=layout_in_use(self.case, self.clock.time),
            name=row["name"], parent=parent.pk if parent else None, x=x, y=y,
            statements=[self.statements[key].pk for key in row.get("statements", [])],
        )  # fmt: skip
        said = {name: row[name].strip() for name in ("connection", "rationale") if row.get(name, "").strip()}
        if said:
            change_theme(access=self.access, at=self.clock.tick(), theme=theme, values=said)
        self.themes[row["key"]] = theme
        return theme

    def _lay_loose(self, y: int) -> None:
        in_piles = {
            key
            for row in self.person["theme"]
            for pile in [row, *row.get("subtheme", [])]
            for key in pile["statements"]
        }
        aside = {row["statement"] for row in self.person.get("set_aside", [])}
        loose = [key for key in self.statements if key not in in_piles | aside]
        places = [
            Place(self.statements[key].pk, None, LEFT + 14 + 206 * n, y + 24 + 30 * (n % 2), n)
            for n, key in enumerate(loose)
        ]
        if places:
            layout = layout_in_use(self.case, self.clock.time)
            place_cards(access=self.access, at=self.clock.tick(), layout=layout, places=places)

    def _diary(self, *steps: str) -> None:
        for row in self.person.get("diary", []):
            if row["step"] in steps:
                self.clock.reach(row["written_on"])
                # What is carried over belongs to the case it is carried into.
                case = self.next_case if row["step"] == "next case" else self.case
                write_entry(
                    access=self.access, at=self.clock.tick(), text=row["text"], step=row["step"],
                    written_on=row["written_on"], case=case, carried_over=row["carried_over"],
                )  # fmt: skip

    def _spans(self, passages: list[str]) -> list[Span]:
        text = self.version.text
        spans = []
        for words in passages:
            start = text.index(words)
            if text.find(words, start + 1) != -1:
                raise ValueError(f"a passage of case {self.case.number} stands twice in the transcript")
            spans.append(Span(self.version.pk, start, start + len(words), words))
        return spans


def _height(row: dict[str, Any]) -> int:
    rows = sum(-(-len(pile) // CARDS_A_ROW) for pile in _piles(row))
    return 52 + 30 * len(row.get("subtheme", [])) + rows * CARD_H + GUTTER


def _piles(row: dict[str, Any]) -> list[list[str]]:
    return [pile.get("statements", []) for pile in [row, *row.get("subtheme", [])]]
