"""Proofs of withdrawal and of destruction, as Word files: what, when, by whom as a role, how, and what backups hold.

They name nobody: the number of an entry stands for a person, a role for whoever acted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from lifeworld.safekeeping.models import Destruction, Withdrawal
from lifeworld.safekeeping.rules.levels import WORDS, Level
from lifeworld.safekeeping.rules.retention import class_named
from lifeworld.safekeeping.selectors.backups import still_hold
from lifeworld.safekeeping.services.clearing import clears_by_itself
from lifeworld.study.models import Role, Study

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Proof:
    """A proof before it is a file: its title, and parts of a heading and sentences."""

    title: str
    study: str
    parts: Sequence[tuple[str, Sequence[str]]]


def proof_of_withdrawal(withdrawal: Withdrawal, study: Study) -> Proof:
    """What one withdrawal came to."""
    levels = [WORDS[Level(level)][0] for level in withdrawal.levels]
    results = withdrawal.get_results_display().lower()
    forgot = Level.DATA in withdrawal.levels and withdrawal.before_cut_off
    parts: list[tuple[str, Sequence[str]]] = [
        ("What was asked for", [f"{name}." for name in levels] + [f"Findings: {results}."]),
        ("When and by whom", [
            f"Told on {withdrawal.on:%-d %B %Y}. Written down and done on {withdrawal.created_at:%-d %B %Y} by the "
            f"{_role(withdrawal.role)}.", _cut_off(withdrawal.cut_off_on, before=withdrawal.before_cut_off),
        ]),
    ]  # fmt: skip
    if forgot:
        gone = [f"{what[0].upper()}{what[1:]}: {count}." for what, count in withdrawal.gone.items()]
        parts += [
            ("What was deleted", gone or ["Nothing of an interview was kept."]),
            ("How", ["The rows were deleted in one step, the search index with them. " + _cleared(withdrawal)]),
            ("Backups", [still_hold(withdrawal.backups)]),
        ]
    parts.append(("What stays", withdrawal.stays or ["Nothing of the interview."]))
    return Proof(f"Certificate of withdrawal: entry {withdrawal.entry.serial}", study.short_title, parts)


def proof_of_destruction(destruction: Destruction, study: Study) -> Proof:
    """What one destruction came to. Only one that is done has a proof."""
    klass = class_named(destruction.klass)
    name = klass.name if klass else destruction.klass
    assert destruction.done_at is not None
    done = [f"{one['what'][0].upper()}{one['what'][1:]}: {one['count']}." for one in destruction.done]
    serials = ", ".join(str(serial) for serial in destruction.serials)
    parts: list[tuple[str, Sequence[str]]] = [
        ("What was destroyed", [f"{name}.", *([f"Entries {serials}."] if serials else []), *done]),
        ("Why", [destruction.because]),
        ("When and by whom", [
            f"Proposed on {destruction.proposed_at:%-d %B %Y} by the {_role(destruction.proposed_role)}.",
            f"Confirmed and done on {destruction.done_at:%-d %B %Y} by the {_role(destruction.done_role)}.",
        ]),
        ("How", [destruction.method]),
        ("Backups", [still_hold(destruction.backups)]),
    ]  # fmt: skip
    return Proof(f"Certificate of destruction {destruction.number}", study.short_title, parts)


def as_docx(proof: Proof) -> bytes:
    """The proof as a Word file."""
    # Imported here: no page needs it but this one.
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.author = proof.title, ""
    document.add_heading(proof.title, level=1)
    document.add_paragraph(proof.study)
    for heading, sentences in proof.parts:
        document.add_heading(heading, level=2)
        for sentence in sentences:
            document.add_paragraph(sentence)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _role(role: str) -> str:
    return str(Role(role).label).lower() if role in Role.values else role


def _cut_off(day: date | None, *, before: bool) -> str:
    if day is None:
        return "No day until which all could go had come about."
    return f"All could go until {day:%-d %B %Y}; this was {'before' if before else 'after'} it."


def _cleared(withdrawal: Withdrawal) -> str:
    if withdrawal.cleared_at is None and clears_by_itself():
        return "This server’s database writes over the space they lay in at its own vacuum."
    if withdrawal.cleared_at is None:
        return "The space they lay in is not written over yet."
    return f"The space they lay in was written over on {withdrawal.cleared_at:%-d %B %Y}."
