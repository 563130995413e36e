"""What the forms of this room send, as the values its services take."""

from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from lifeworld.approvals.forms import day_from, day_or_none
from lifeworld.approvals.models import DocumentVersion
from lifeworld.approvals.selectors.documents import version_of
from lifeworld.common.errors import InvalidInputError
from lifeworld.consent.rules.clauses import ClauseGiven
from lifeworld.consent.selectors.consents import clauses_of
from lifeworld.consent.services.taking import ConsentGiven
from lifeworld.recruitment.forms import moment_from
from lifeworld.study.forms import key_from, levelled
from lifeworld.study.selectors import Access

TYPED = (
    "taken_on", "taken_time", "taken_by", "sheet", "mode", "capacity", "support", "assessor", "short_notice_reason",
    "pseudonym", "copy_given_on", "strokes",
)  # fmt: skip


def consent_from(access: Access, request: HttpRequest, form: DocumentVersion) -> ConsentGiven:
    """A consent as its form sends it. Raises `InvalidInputError` where a day, time or version is none."""
    sent = request.POST
    typed = {name: levelled(sent.get(name, "")) for name in TYPED}
    moment = moment_from(day_from(typed["taken_on"]), typed["taken_time"])
    if moment is None:
        raise InvalidInputError(
            "The time of the consent is not given.", "Nothing was saved, and what you typed is still here.",
            "Give it as near as you know, such as 14:30.",
        )  # fmt: skip
    sheet = key_from(typed["sheet"])
    if sheet is None:
        raise InvalidInputError(
            "No information sheet is chosen.", "Nothing was saved, and what you typed is still here.",
            "Choose the version they were given.",
        )  # fmt: skip
    scan, suffix = scan_from(request)
    return ConsentGiven(
        taken_at=moment, taken_by=typed["taken_by"], sheet=version_of(access, sheet), form=form,
        answers={one.number: sent.get(f"clause-{one.number}", "") for one in clauses_of(form)}, mode=typed["mode"],
        capacity=typed["capacity"], support=typed["support"], assessor=typed["assessor"],
        short_notice_reason=typed["short_notice_reason"], pseudonym=typed["pseudonym"], scan=scan, scan_suffix=suffix,
        strokes=typed["strokes"], copy_given_on=day_or_none(typed["copy_given_on"]),
    )  # fmt: skip


def scan_from(request: HttpRequest) -> tuple[bytes, str]:
    """The chosen file and its ending; empty where none was chosen. Its name is not kept."""
    file = request.FILES.get("scan")
    if not isinstance(file, UploadedFile):
        return b"", ""
    return file.read(), PurePath(file.name or "").suffix[:10] or "."


def clauses_from(sent: QueryDict) -> list[ClauseGiven]:
    """The clauses as their form sends them, those without words left out."""
    rows = zip(sent.getlist("words"), sent.getlist("kind"), sent.getlist("effect"), strict=False)
    return [ClauseGiven(levelled(words), kind != "optional", effect) for words, kind, effect in rows if words.strip()]


def rows_of(clauses: list[Any], empty: int = 3) -> list[dict[str, Any]]:
    """Clauses as rows of their form, with some empty ones below."""
    rows = [{"words": one.words, "mandatory": one.mandatory, "effect": one.effect} for one in clauses]
    return rows + [{"words": "", "mandatory": True, "effect": ""}] * empty
