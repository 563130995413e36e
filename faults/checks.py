"""What the store must hold after a restart, read from its tables beside the running server and never through it."""

from collections import Counter
from typing import Any

from django.db import connection

from faults.acts import VERBS, Act, Desk, Freeze, Import, Ledger, Move, Note, NoteChange, Pile, Place, Statement
from lifeworld.analysis.models import Note as NoteRow
from lifeworld.analysis.models import PersonalTheme, Placement
from lifeworld.analysis.models import Statement as StatementRow
from lifeworld.interviews.models import Arrival, TranscriptVersion
from lifeworld.trail.models import Act as ActRow
from lifeworld.trail.selectors import chains, verify

FTS_KINDS = ("turn", "note", "statement")


class Verdict:
    """What a check found: lost acts, acts done twice, and anything else that does not hold."""

    def __init__(self) -> None:
        self.lost: list[str] = []
        self.doubled: list[str] = []
        self.wrong: list[str] = []

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not (self.lost or self.doubled or self.wrong)

    def must(self, holds: bool, otherwise: str) -> None:
        """Note a sentence where something does not hold."""
        if not holds:
            self.wrong.append(otherwise)


def presence(act: Act, desk: Desk, verdict: Verdict) -> bool:
    """Whether an act is in the store. There, it must be there wholly: rows, anchors, index and trail."""
    match act:
        case Note():
            return _written(act.key, act.body, "note", NoteRow, desk, verdict)
        case Statement():
            return _written(act.key, act.text, "statement", StatementRow, desk, verdict)
        case NoteChange():
            return _changed(act, desk, verdict)
        case Move():
            return _laid(act.wanted, verdict)
        case Pile():
            return _piled(act, verdict)
        case Import():
            return _imported(act, desk, verdict)
        case Freeze():
            return _frozen(act.transcript, verdict)


def check_unsettled(desk: Desk, ledger: Ledger, pending: list[Act], verdict: Verdict) -> None:
    """Acts that got no answer are there wholly or not at all, and the trail tells of just those that are."""
    there = Counter(VERBS[type(act)] for act in pending if presence(act, desk, verdict))
    _check_counts(desk, ledger, there, verdict)


def check_settled(desk: Desk, ledger: Ledger, fresh: list[Act], verdict: Verdict) -> None:
    """Every acknowledged act is there once: these ones looked at each, all of them counted."""
    for act in fresh:
        if not _still_there(act, desk, verdict):
            verdict.lost.append(f"{VERBS[type(act)]} in {desk.slug}")
    _check_counts(desk, ledger, Counter(), verdict)
    held = {
        "notes": (NoteRow.objects.filter(case=desk.case).count(), len(ledger.notes)),
        "statements": (StatementRow.objects.filter(case=desk.case).count(), len(ledger.statements)),
        "piles": (PersonalTheme.objects.filter(layout=desk.layout).count(), len(ledger.piles)),
        "transcripts": (_versions(desk).count(), len(ledger.imports)),
        "waiting files": (Arrival.objects.filter(study__slug=desk.slug).count(), 0),
    }
    for what, (found, wanted) in held.items():
        _compare(what, desk, found, wanted, verdict)
    broken = verify(desk.slug).finding
    verdict.must(broken is None, f"the trail of {desk.slug}: {broken.sentence if broken else ''}")


def check_whole(desk: Desk, ledger: Ledger, verdict: Verdict) -> None:
    """Every note, statement, pile and transcript of a desk, as it must stand now."""
    whole: list[Act] = [*ledger.notes, *ledger.statements, *ledger.piles, *ledger.imports]
    check_settled(desk, ledger, whole, verdict)


def check_file(verdict: Verdict) -> None:
    """SQLite's, SQLCipher's and FTS5's own checks, and every chain of the trail."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        verdict.must(cursor.fetchall() == [("ok",)], "integrity_check found something")
        cursor.execute("PRAGMA foreign_key_check")
        verdict.must(cursor.fetchall() == [], "foreign_key_check found something")
        cursor.execute("PRAGMA cipher_integrity_check")
        verdict.must(cursor.fetchall() == [], "cipher_integrity_check found something")
        # Raises SQLITE_CORRUPT_VTAB where the index and its words differ.
        cursor.execute("INSERT INTO common_words(common_words) VALUES ('integrity-check')")
        cursor.execute("SELECT count(*) FROM common_words")
        indexed = cursor.fetchone()[0]
    turns = sum(
        version.turns.count() for version in TranscriptVersion.objects.filter(frozen_at__isnull=False).only("pk")
    )
    noted = NoteRow.objects.filter(removed_at=None).exclude(body="")
    shown = noted.count() + StatementRow.objects.filter(removed_at=None).count()
    verdict.must(indexed == turns + shown, f"the index holds {indexed} rows for {turns + shown} objects")
    for slug in chains():
        broken = verify(slug).finding
        verdict.must(broken is None, f"the trail of {slug or 'the store'}: {broken.sentence if broken else ''}")


def _still_there(act: Act, desk: Desk, verdict: Verdict) -> bool:
    """As `presence`; an act that a later one of the same card or note followed is judged by what stands now."""
    match act:
        case NoteChange():
            return _written(act.note.key, act.note.body, "note", NoteRow, desk, verdict)
        case Move():
            return _laid([(card, card.place) for card, _, _ in act.places], verdict)
        case Pile():
            return PersonalTheme.objects.filter(client_key=act.key, name=act.name).exists() and _laid(
                [(card, card.place) for card in act.cards], verdict
            )
        case _:
            return presence(act, desk, verdict)


def _written(key: Any, words: str, kind: str, model: Any, desk: Desk, verdict: Verdict) -> bool:
    rows = list(model.objects.filter(client_key=key))
    if not rows:
        return False
    row = rows[0]
    verdict.must((row.body if kind == "note" else row.text) == words, f"a {kind} has other words")
    verdict.must(row.anchors.count() == 1, f"a {kind} has {row.anchors.count()} anchors")
    _check_indexed(kind, row.pk, words, verdict)
    told = ActRow.objects.filter(study=desk.slug, verb=f"wrote {kind}", object_id=row.pk).count()
    if told > 1:
        verdict.doubled.append(f"wrote {kind} in {desk.slug}")
    verdict.must(told == 1, f"the trail tells {told} times of a {kind}")
    return True


def _changed(act: NoteChange, desk: Desk, verdict: Verdict) -> bool:
    row = NoteRow.objects.get(pk=act.note.pk)
    told = ActRow.objects.filter(study=desk.slug, verb="changed note", object_id=row.pk).count() - act.note.changes
    there = row.body == act.body
    verdict.must(there or row.body == act.note.body, "a note has words that nobody sent last")
    verdict.must(told == int(there), f"the trail tells {told} times of a change that is {'' if there else 'not '}there")
    _check_indexed("note", row.pk, row.body, verdict)
    return there


def _laid(wanted: list[tuple[Statement, Place]], verdict: Verdict) -> bool:
    rows = Placement.objects.filter(statement__in=[card.pk for card, _ in wanted]).select_related("theme")
    found: dict[int, Place] = {
        row.statement_id: (row.theme.client_key if row.theme else None, row.x, row.y, row.position) for row in rows
    }
    laid = [found.get(card.pk) == place for card, place in wanted]
    verdict.must(all(laid) or not any(laid), "an act on the table was done by half")
    return all(laid)


def _piled(act: Pile, verdict: Verdict) -> bool:
    there = PersonalTheme.objects.filter(client_key=act.key, name=act.name).exists()
    verdict.must(_laid(act.wanted, verdict) == there, "a pile and its cards do not agree")
    return there


def _imported(act: Import, desk: Desk, verdict: Verdict) -> bool:
    versions = list(_versions(desk).filter(interview__number=act.number, interview__case__number=_case(act, desk)))
    if not versions:
        return False
    if len(versions) > 1:
        verdict.doubled.append(f"brought in transcript in {desk.slug}")
    version = versions[0]
    kept = bytes(version.original.content).decode()
    verdict.must(kept == act.words, "a transcript's file is not the one that was sent")
    turns = list(version.turns.values_list("start", "end"))
    verdict.must(bool(turns) and turns[-1][1] == len(version.text), "a transcript's turns do not cover its text")
    _frozen_or_not(version, verdict)
    return True


def _frozen(transcript: Import, verdict: Verdict) -> bool:
    version = TranscriptVersion.objects.get(pk=transcript.pk)
    _frozen_or_not(version, verdict)
    return version.frozen_at is not None


def _frozen_or_not(version: TranscriptVersion, verdict: Verdict) -> None:
    """A frozen transcript has its lines, every turn its first line and its row in the index; a draft has none."""
    frozen = version.frozen_at is not None
    turns = list(version.turns.all())
    verdict.must(bool(version.lines) == frozen, "lines and freezing do not agree")
    verdict.must(all((turn.first_line is not None) == frozen for turn in turns), "a turn has no first line")
    with connection.cursor() as cursor:
        ids = [turn.pk * len(FTS_KINDS) for turn in turns]
        marks = ", ".join(["%s"] * len(ids))
        cursor.execute(f"SELECT count(*) FROM common_words WHERE rowid IN ({marks})", ids)
        verdict.must(cursor.fetchone()[0] == (len(turns) if frozen else 0), "the index and freezing do not agree")


def _check_indexed(kind: str, pk: int, words: str, verdict: Verdict) -> None:
    """The index holds these words for this object, and finds it, and nothing else, by the word that is its own."""
    rowid = pk * len(FTS_KINDS) + FTS_KINDS.index(kind)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM common_words WHERE rowid = %s", [rowid])
        verdict.must(cursor.fetchall() == [(words,)], f"the index has other words for a {kind}")
        cursor.execute("SELECT rowid FROM common_words WHERE common_words MATCH %s", [f'"{words.split()[0]}"'])
        verdict.must(cursor.fetchall() == [(rowid,)], f"the index does not find a {kind} by its own word")


def _check_counts(desk: Desk, ledger: Ledger, more: Counter[str], verdict: Verdict) -> None:
    told = Counter(ActRow.objects.filter(study=desk.slug, verb__in=VERBS.values()).values_list("verb", flat=True))
    for verb in VERBS.values():
        _compare(verb, desk, told[verb], ledger.counts.get(verb, 0) + more[verb], verdict)


def _compare(what: str, desk: Desk, found: int, wanted: int, verdict: Verdict) -> None:
    if found != wanted:
        into = verdict.lost if found < wanted else verdict.doubled
        into.extend([f"{what} in {desk.slug}: {found} for {wanted}"] * abs(wanted - found))


def _versions(desk: Desk) -> Any:
    return TranscriptVersion.objects.filter(interview__case__study__slug=desk.slug)


def _case(act: Import, desk: Desk) -> int:
    """The first transcript of a desk is that of the open case; all later ones come to the other."""
    return 1 if act.pk == desk.version else desk.importing_number
