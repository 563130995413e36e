"""What a person sees of a waiting file before it is kept, and what they decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.interchange.readings import read_arrival
from lifeworld.interchange.services import Keeping
from lifeworld.interviews.models import Arrival
from lifeworld.interviews.rules.meeting import read_held_on, read_interview_number, read_minutes
from lifeworld.interviews.rules.reading import HEADINGS, NoticeKind, ReadTranscript, ReadTurn
from lifeworld.interviews.rules.speaking import check_roles, guess_roles
from lifeworld.study.models import Case

FIRST_TURNS = 12
LONGEST_SHOWN = 700
NEW_PERSON = "new"


@dataclass(frozen=True)
class Speaker:
    """A speaker as the file names them, how many turns they have, and who they are taken for."""

    field: str
    name: str
    turns: int
    role: str


@dataclass
class Preview:
    """One waiting file: what was read, or why it could not be; what was typed about it, or is suggested."""

    arrival: Arrival
    position: int
    typed: Mapping[str, str]
    read: ReadTranscript | None = None
    error: DomainError | None = None
    speakers: list[Speaker] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The file's own name, which is shown here and nowhere else."""
        if self.arrival.pasted:
            return "Pasted text"
        return self.arrival.name or f"File {self.position}"

    @property
    def size(self) -> str:
        """How many turns and words were read, in figures."""
        turns, words = (len(self.read.turns), self.read.word_count) if self.read else (0, 0)
        return f"{turns:,} turn{'' if turns == 1 else 's'}, {words:,} word{'' if words == 1 else 's'}"

    @property
    def turns(self) -> list[tuple[str, str]]:
        """The first turns as `(speaker, words)`, a very long one cut."""
        return [(turn.speaker, shortened(turn)) for turn in (self.read.turns[:FIRST_TURNS] if self.read else ())]

    @property
    def notices(self) -> list[tuple[str, list[str]]]:
        """What was left out, changed, unsure and kept, each under its heading."""
        told = self.read.notices if self.read else ()
        groups = [(HEADINGS[kind], [one.sentence for one in told if one.kind == kind]) for kind in get_args(NoticeKind)]
        order = list(HEADINGS.values())
        return sorted([group for group in groups if group[1]], key=lambda group: order.index(group[0]))

    def keeping(self, cases: Mapping[int, Case], today: date) -> Keeping:
        """The decision that was typed. Raises `InvalidInputError` where it is not whole."""
        chosen = self.typed["case"]
        if chosen != NEW_PERSON and chosen not in {str(number) for number in cases}:
            raise InvalidInputError(
                "It is not said yet whose interview this is.", "Nothing was saved.", "Choose a person, or add one."
            )
        roles = {speaker.name: speaker.role for speaker in self.speakers}
        check_roles(roles, roles)
        return Keeping(
            arrival=self.arrival,
            case=None if chosen == NEW_PERSON else cases[int(chosen)],
            pseudonym=self.typed["pseudonym"] if chosen == NEW_PERSON else "",
            interview=read_interview_number(self.typed["interview"]),
            held_on=read_held_on(self.typed["held"], today),
            minutes=read_minutes(self.typed["minutes"]),
            roles=roles,
        )


def preview_of(arrival: Arrival, position: int, *, has_cases: bool, form: Mapping[str, str]) -> Preview:
    """A waiting file read again, with what `form` holds about it in place of what is suggested."""
    suggested = {
        "case": str(arrival.case.number) if arrival.case else "" if has_cases else NEW_PERSON,
        "pseudonym": "",
        "interview": str(arrival.interview_number or ""),
        "held": "",
        "minutes": "",
    }
    typed = {name: form.get(f"{name}-{arrival.pk}", value).strip() for name, value in suggested.items()}
    preview = Preview(arrival, position, typed)
    try:
        preview.read = read_arrival(arrival)
    except DomainError as error:
        preview.error = error
        return preview
    guessed = guess_roles(preview.read)
    for index, one in enumerate(preview.read.speakers):
        name = f"role-{arrival.pk}-{index}"
        preview.speakers.append(Speaker(name, one.name, one.turns, form.get(name, guessed[one.name])))
    return preview


def shortened(turn: ReadTurn) -> str:
    """A turn's words, cut at a space where they are very long."""
    if len(turn.text) <= LONGEST_SHOWN:
        return turn.text
    return turn.text[:LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"
