"""Fills a sealed store with invented interviews and their analysis, for what is measured on much of them.

Interviews come in through the services that a person's work goes through. Notes, statements and themes are laid down
in bulk in the same tables, with index, places in the text and a trail that verifies: three hundred thousand single
acts would take an hour and leave the same rows.

    python -m benchmarks.filling FOLDER --interviews 100 --notes 40 --statements 20
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.sidebyside.corpus import WORDS, Interview, as_text, interview, markings

if TYPE_CHECKING:
    from lifeworld.analysis.models import GroupTheme, Note
    from lifeworld.interviews.models import TranscriptVersion
    from lifeworld.study.selectors import Access

SLUG = "measured"
PASSPHRASE = "kettle orchard thursday"
RECORD = "Full title\n\nA made-up study for measuring\n\nIRAS ID\n\n999999\n\nREC reference\n\n16/EM/9999\n"
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
KINDS = ("descriptive", "linguistic", "conceptual", "untyped")
THOUGHTS = (
    "The house made ready before the self",
    "Waiting as work",
    "Counting by Thursdays: time measured in visits rather than in days, and what that leaves of the week",
)
# Different interviews beyond this many would only take longer to invent.
DIFFERENT = 200


def fill(folder: Path, *, interviews: int, notes: int, statements: int, open_last: bool) -> None:
    """Make a store in `folder` with one study of that many interviews, notes and statements in each.

    Every case is signed off and contributes to one group theme; with `open_last`, one more case without notes is
    open for analysis.
    """
    os.environ["LIFEWORLD_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
    import django

    django.setup()
    from django.db import transaction

    from lifeworld.analysis.models import GroupTheme
    from lifeworld.store import opening
    from lifeworld.study.models import Role
    from lifeworld.study.selectors import Access
    from lifeworld.study.services import create_study

    opening.set_up(folder, name="Measurer", passphrase=PASSPHRASE, at=AT)
    person = opening.the_person()
    assert person is not None
    study = create_study(by=person, at=AT, summary_text=RECORD, slug=SLUG)
    access = Access(study, person, Role.LEAD)
    study.cross_case_opened_at = AT
    study.save()
    with transaction.atomic():
        theme = GroupTheme.objects.create(study=study, name="Meaning", created_at=AT, changed_at=AT)
    for number in range(interviews):
        with transaction.atomic():
            version = _bring_in(access, number)
            _analyse(access, version, theme, notes, statements)
        if number % 100 == 99:
            print(f"{number + 1} interviews", file=sys.stderr, flush=True)
    if open_last:
        with transaction.atomic():
            _bring_in(access, interviews, opened=True)


def _bring_in(access: "Access", number: int, *, opened: bool = False) -> "TranscriptVersion":
    from lifeworld.interchange.transcripts import read_transcript
    from lifeworld.interviews.services import Numbering, receive_transcript
    from lifeworld.study.models import CaseState
    from lifeworld.study.services import add_case
    from lifeworld.trail.services import record

    one: Interview = interview(number % DIFFERENT)
    content = as_text(one)
    case = add_case(access=access, at=AT, pseudonym=f"Person {number + 1}")
    version = receive_transcript(
        access=access, at=AT, case=case, read=read_transcript(content, ".txt"), original=content, suffix=".txt",
        roles={"Interviewer": "interviewer", one.teller: "participant"}, freeze=Numbering(),
    )  # fmt: skip
    case.state, case.opened_at = CaseState.OPEN, AT
    verbs = ["opened case"]
    if not opened:
        case.state, case.signed_off_at = CaseState.SIGNED_OFF, AT
        verbs.append("signed off case")
    case.save()
    for verb in verbs:
        record(
            by=access.person.username, at=AT, verb=verb, study=SLUG, area="case", case_number=case.number,
            object_type="case", object_id=case.pk,
        )  # fmt: skip
    return version


def _analyse(access: "Access", version: "TranscriptVersion", theme: "GroupTheme", notes: int, statements: int) -> None:
    from lifeworld.analysis.models import (
        Contribution,
        Layout,
        Note,
        NoteAnchor,
        PersonalTheme,
        Placement,
        Statement,
        StatementAnchor,
    )
    from lifeworld.common import search_index

    case = version.interview.case
    written = [
        Note(case=case, kind=KINDS[n % 4], body=THOUGHTS[n % 3], created_at=AT, changed_at=AT) for n in range(notes)
    ]
    Note.objects.bulk_create(written, batch_size=400)
    spans = list(_passages(version, notes))
    NoteAnchor.objects.bulk_create(
        [NoteAnchor(note=note, **span) for note, span in zip(written, spans, strict=True)], batch_size=400
    )
    said = [Statement(case=case, text=THOUGHTS[n % 3], created_at=AT, changed_at=AT) for n in range(statements)]
    Statement.objects.bulk_create(said, batch_size=400)
    StatementAnchor.objects.bulk_create(
        [StatementAnchor(statement=one, **span) for one, span in zip(said, spans, strict=False)], batch_size=400
    )
    layout = Layout.objects.create(case=case, name="First layout", in_use=True, created_at=AT, changed_at=AT)
    pile = PersonalTheme.objects.create(layout=layout, name="Waiting as work", created_at=AT, changed_at=AT)
    Placement.objects.bulk_create(
        [Placement(layout=layout, statement=one, theme=pile, position=n) for n, one in enumerate(said)], batch_size=400
    )
    Contribution.objects.create(
        group_theme=theme, personal_theme=pile, stance="convergent", position=case.number, created_at=AT, changed_at=AT
    )
    where = {"study_id": access.study.pk, "case_id": case.pk}
    search_index.put_many(kind="note", rows=[(note.pk, note.body) for note in written], **where)
    search_index.put_many(kind="statement", rows=[(one.pk, one.text) for one in said], **where)
    _tell(access, case.number, written, spans)


def _passages(version: "TranscriptVersion", count: int) -> Iterator[dict[str, Any]]:
    """Anchors' fields for places of the text, the same for interviews of the same words."""
    from lifeworld.interviews.rules.anchors import passage

    for start, end in markings(len(version.text), count):
        found = passage(version.text, version.lines, start, end)
        assert found is not None
        yield {"version": version, **vars(found)}


def _tell(access: "Access", case: int, notes: Sequence["Note"], spans: Sequence[dict[str, Any]]) -> None:
    """The acts that wrote the notes, chained as `trail.services.record` chains them."""
    from lifeworld.trail.models import Act, ActDetail, ChainHead
    from lifeworld.trail.rules import Link, detail_digest, link_hash

    head = ChainHead.objects.get(study=SLUG)
    acts, details = [], []
    for note, span in zip(notes, spans, strict=True):
        after = {
            "kind": note.kind, "body": note.body, "removed": False,
            "anchors": [[span["version"].pk, span["start"], span["end"]]],
        }  # fmt: skip
        changes = [{"type": "note", "id": note.pk, "before": {**after, "removed": True}, "after": after}]
        salt = f"{note.pk:032x}"
        fields: dict[str, Any] = {
            "study": SLUG, "number": head.number + 1, "at": AT, "actor": access.person.username, "verb": "wrote note",
            "area": "reader", "case_number": case, "object_type": "note", "object_id": note.pk, "reverses": None,
            "detail_digest": detail_digest(salt, changes, ""), "previous_hash": head.hash,
        }  # fmt: skip
        act = Act(**fields, hash=link_hash(Link(**fields)))
        head.number, head.hash = act.number, act.hash
        acts.append(act)
        details.append((salt, changes))
    Act.objects.bulk_create(acts, batch_size=400)
    ActDetail.objects.bulk_create(
        [ActDetail(act=act, salt=salt, changes=changes) for act, (salt, changes) in zip(acts, details, strict=True)],
        batch_size=400,
    )
    head.save()


def main() -> None:
    """Fill a folder; say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--interviews", type=int, default=100)
    parser.add_argument("--notes", type=int, default=40, help="in each interview")
    parser.add_argument("--statements", type=int, default=20, help="in each interview")
    parser.add_argument("--open-last", action="store_true", help="one more case, open for analysis")
    options = parser.parse_args()
    start = time.monotonic()
    fill(
        options.folder, interviews=options.interviews, notes=options.notes, statements=options.statements,
        open_last=options.open_last,
    )  # fmt: skip
    words = options.interviews * WORDS
    print(f"about {words:,} words, {options.interviews * options.notes:,} notes: {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
