"""The full-text index of a study that came in, as it is while one works: it is made anew, never carried."""

from itertools import groupby
from operator import itemgetter

from lifeworld.analysis.models import Note, Statement
from lifeworld.common import search_index
from lifeworld.interviews.models import TranscriptVersion, Turn
from lifeworld.study.models import Study


def index_study(study: Study) -> None:
    """Let the words of frozen transcripts, notes and statements be found; what was taken out is not found."""
    _turns(study)
    _kept(study, "note", Note, "body")
    _kept(study, "statement", Statement, "text")


def _turns(study: Study) -> None:
    frozen = TranscriptVersion.objects.filter(interview__case__study=study, frozen_at__isnull=False).order_by("pk")
    for version, case, text in frozen.values_list("pk", "interview__case", "text").iterator(chunk_size=10):
        turns = Turn.objects.filter(version=version).order_by("index").values_list("pk", "start", "end")
        rows = [(pk, text[start:end]) for pk, start, end in turns]
        search_index.put_many(kind="turn", study_id=study.pk, case_id=case, rows=rows)


def _kept(study: Study, kind: str, model: type[Note] | type[Statement], words: str) -> None:
    rows = model._default_manager.filter(case__study=study).order_by("case", "pk")
    kept = rows.filter(removed_at__isnull=True).values_list("case", "pk", words)
    for case, group in groupby(kept.iterator(chunk_size=500), key=itemgetter(0)):
        search_index.put_many(kind=kind, study_id=study.pk, case_id=case, rows=[(pk, text) for _, pk, text in group])
    # Where the archive takes the place of an earlier state, what was taken out since may still be in the index.
    for pk in rows.filter(removed_at__isnull=False).values_list("pk", flat=True).iterator():
        search_index.drop(kind=kind, object_id=pk)
