"""Exports and the hard checks over JSON; a file comes as the file it is."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from lifeworld.common.api import asker, now
from lifeworld.quality.selectors import check_study
from lifeworld.reporting.files import as_attachment
from lifeworld.reporting.kinds import FORMATS, KINDS
from lifeworld.reporting.rules.options import read_options
from lifeworld.reporting.selectors.offered import why_not
from lifeworld.reporting.services import take_out
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, case_named

router = Router(tags=["exports"])


class KindOut(Schema):
    """A kind of export: what it is for, its formats, and why it cannot be had yet (empty where it can)."""

    kind: str
    name: str
    purpose: str
    scope: str
    formats: list[str]
    options: list[str]
    why_not: str


class FindingOut(Schema):
    """Something the hard checks found: the rule, a sentence, the page where it is, the rule's source."""

    rule: str
    sentence: str
    where: str
    source: str


@router.get("/studies/{slug:slug}/exports", response=list[KindOut])
def kinds(request: HttpRequest, slug: str) -> list[KindOut]:
    """The kinds of export there are."""
    access = access_to(asker(request), slug, Right.READ_FINDINGS)
    words = words_for(access.study.label_profile)
    return [
        KindOut(
            kind=kind.key, name=kind.name_in(words), purpose=kind.purpose_in(words), scope=kind.scope.value,
            formats=list(kind.formats), options=list(kind.options), why_not=why_not(access, kind),
        )
        for kind in KINDS.values()
    ]  # fmt: skip


_MEDIA = sorted({one.media_type for one in FORMATS.values()})
_FILES: dict[str, dict[str, dict[str, str]]] = {media: {"schema": {}} for media in _MEDIA}


@router.get(
    "/studies/{slug:slug}/exports/{kind}",
    response={200: Any},
    openapi_extra={"responses": {200: {"description": "The file.", "content": _FILES}}},
)
def export(
    request: HttpRequest, slug: str, kind: str, format: str = "json", case: str = "", columns: str = "", by: str = "",
    entries: str = "",
) -> HttpResponse:  # fmt: skip
    """Take one export out as a file. `case` is a pseudonym; `columns`, `by` and `entries` as the kind's options say."""
    access = access_to(asker(request), slug, Right.READ_STUDY)
    document = take_out(
        access=access, at=now(), kind=kind, fmt=format, case=case_named(access, case) if case else None,
        options=read_options({"columns": columns, "by": by, "entries": entries}),
    )  # fmt: skip
    return as_attachment(document)


@router.get("/studies/{slug:slug}/check", response=list[FindingOut])
def check(request: HttpRequest, slug: str) -> list[dict[str, str]]:
    """What the hard checks find; an empty list where all hold."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    return [asdict(found) for found in check_study(access)]
