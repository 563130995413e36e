"""A study in which one person's words and pseudonym stand in every place they can reach, beside another's who stays."""

from dataclasses import dataclass
from datetime import date

from lifeworld.analysis.services import (
    contributions,
    diary,
    group_themes,
    history,
    layouts,
    notes,
    personal_themes,
    statements,
)
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import open_across_cases, open_for_analysis, sign_off, write_about_case
from lifeworld.interviews.models import Interview
from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn
from lifeworld.interviews.services import freeze_version, receive_transcript
from lifeworld.interviews.services.arrivals import Incoming, hold_arrivals
from lifeworld.recruitment.models import ScreeningEntry, Stage, StageReached
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.consent.consented import case_of, consent, consenting_site
from tests.recruitment.recruited import plan

# Words that stand nowhere else: of the person who withdraws, and of the one who stays.
GHOST = "Zephyrine"
SAID = "quixotic marmalade lanterns drifted over the weir that night"
WROTE = "vellichorous"
STAYS = "Ann"
STAYED = "the ferry was late again and nobody minded it much"
HELD_ON = date(2026, 2, 20)


@dataclass(frozen=True)
class Planted:
    """The two people, and the group theme that rests on both."""

    entry: ScreeningEntry
    case: Case
    other: ScreeningEntry
    other_case: Case
    theme: int


def plant(access: Access) -> Planted:
    """Two people led through the whole analysis; the first is quoted and named in what is about the second."""
    plan(access)
    site = consenting_site(access)
    case, second = (case_of(consent(access, site, pseudonym=name)) for name in (GHOST, STAYS))
    entry, other = (ScreeningEntry.objects.get(case=one) for one in (case, second))
    for one, said in ((case, SAID), (second, STAYED)):
        _transcript(access, one, said)
        StageReached.objects.create(entry=one.screening_entry, stage=Stage.INTERVIEWED, on=HELD_ON, created_at=NOON)
    theirs = _analyse(access, case, SAID, f"{WROTE} reading")
    open_across_cases(access=access, at=NOON, reason=f"{GHOST} asked early")
    access.study.refresh_from_db()
    mine = _analyse(access, second, STAYED, f"Unlike {GHOST} at first")
    group = group_themes.make_group_theme(
        access=access, at=NOON, name="Going without asking", description=f"As was told: {SAID}."
    )
    for personal in (theirs, mine):
        contributions.join_theme(
            access=access, at=NOON, theme=group, personal_theme=personal, stance="convergent", comment=f"see {GHOST}"
        )
    diary.write_entry(
        access=access, at=NOON, text=f"I liked {GHOST} too well.", step="across cases", written_on=NOON.date(),
        case=None,
    )  # fmt: skip
    hold_arrivals(access=access, at=NOON, files=[Incoming(f"{GHOST}.txt", _file(SAID))])
    return Planted(entry, case, other, second, group.pk)


def _file(said: str) -> bytes:
    return f"Interviewer: Tell me about it.\nM: {said}.\n".encode()


def _transcript(access: Access, case: Case, said: str) -> None:
    turns = (ReadTurn("Interviewer", "Tell me about it.", None, None), ReadTurn("M", f"{said}.", None, None))
    version = receive_transcript(
        access=access, at=NOON, case=case, read=ReadTranscript("Plain text", turns, ()), original=_file(said),
        suffix=".txt", roles={"Interviewer": "interviewer", "M": "participant"},
    )  # fmt: skip
    Interview.objects.filter(case=case).update(held_on=HELD_ON)
    freeze_version(access=access, at=NOON, version=version, line_width=60)


def _analyse(access: Access, case: Case, said: str, wrote: str) -> int:
    open_for_analysis(access=access, at=NOON, case=case)
    version = case.interviews.get().versions.get()
    start = version.text.index(said)
    span = Span(version.pk, start, start + len(said), said)
    note = notes.write_note(access=access, at=NOON, case=case, kind="linguistic", body=wrote, spans=[span])
    notes.write_note(access=access, at=NOON, case=case, kind="untyped", body=f"{wrote} undone", spans=[span])
    history.undo(access=access, at=NOON, area="reader", case=case)
    told = statements.write_statement(
        access=access, at=NOON, case=case, text=f"{wrote} told", note_ids=[note.pk], spans=[span]
    )
    layout = layouts.layout_in_use(case, NOON)
    theme = personal_themes.gather_theme(
        access=access, at=NOON, layout=layout, name=f"{wrote} theme", parent=None, x=1, y=2, statements=[told.pk]
    )
    write_about_case(access=access, at=NOON, case=case, summary=wrote)
    diary.write_entry(access=access, at=NOON, text=f"{wrote} {said}", step="noting", written_on=NOON.date(), case=case)
    sign_off(access=access, at=NOON, case=case)
    return theme.pk
