"""Taking out: one intention, one file, one row in the trail. Pages, API and command line all come through here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from lifeworld.common.memory import give_back
from lifeworld.recruitment.selectors.flow import picture_of
from lifeworld.reporting.documents import WRITERS
from lifeworld.reporting.kinds import FORMATS, Kind
from lifeworld.reporting.making import check_request, kind_named, setting_for, table_for
from lifeworld.reporting.rules.options import Options
from lifeworld.reporting.selectors.cases import analysed_case
from lifeworld.reporting.tables import Progress, no_progress
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record


@dataclass(frozen=True)
class Document:
    """A file ready to be handed over. Its name tells study, case number and kind, never a pseudonym."""

    name: str
    media_type: str
    content: bytes


def take_out(
    *,
    access: Access,
    at: datetime,
    kind: str,
    fmt: str,
    case: Case | None = None,
    options: Options | None = None,
    progress: Progress = no_progress,
    keep: Callable[[Document], None] | None = None,
) -> Document:
    """Make one export and write the trail row "exported".

    `progress(done, total)` is called between rows; what it raises stops the making, and nothing is recorded.
    `keep(document)` runs in the transaction of the trail row, for whoever keeps the file beside it.

    Raises:
        NotAllowedError: the role may not take tables out, or not read this.
        InvalidInputError: no such kind or format, or the case is missing or too many.
        CaseClosedError, AcrossCasesClosedError: case first.
    """
    access.require(Right.EXPORT)
    chosen = kind_named(kind)
    check_request(access, chosen, case, fmt)
    content = _content(access, at, chosen, fmt, case, options or Options(), progress)
    give_back()
    document = Document(file_name(access, chosen, fmt, case), FORMATS[fmt].media_type, content)
    with transaction.atomic():
        record(
            by=access.person.username, at=at, verb="exported", study=access.study.slug, area="findings",
            case_number=case.number if case else None, object_type="export",
            changes=[{"type": "export", "id": 0, "before": {}, "after": {"kind": kind, "format": fmt}}],
        )  # fmt: skip
        if keep is not None:
            keep(document)
    return document


def file_name(access: Access, kind: Kind, fmt: str, case: Case | None) -> str:
    """`alongside-case-1-analysed-transcript.docx`: a name that may be seen in a folder or a mail."""
    middle = f"case-{case.number}-" if case else ""
    with_comments = "-with-comments" if fmt == "docx-comments" else ""
    return f"{access.study.slug}-{middle}{kind.key}{with_comments}{FORMATS[fmt].suffix}"


def _content(
    access: Access, at: datetime, kind: Kind, fmt: str, case: Case | None, options: Options, progress: Progress
) -> bytes:
    if fmt == "docx-comments":
        from lifeworld.reporting.documents import docx_comments

        assert case is not None
        return docx_comments.write(analysed_case(case), setting_for(access, localtime(at)), progress)
    if fmt == "svg":
        check_request(access, kind, case)
        return picture_of(access).encode()
    table = table_for(access=access, at=at, kind=kind, case=case, options=options)
    return WRITERS[fmt](table, progress)
