"""What the forms of the study record send, as the values its services take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from lifeworld.common.errors import InvalidInputError
from lifeworld.study.models import Study
from lifeworld.study.rules.hra_labels import LABELS
from lifeworld.study.rules.upload_text import text_of
from lifeworld.study.services import RECORD_FIELDS

LARGEST_NUMBER = 1000


@dataclass(frozen=True)
class RecordField:
    """One field of the public record as a page shows it; `looks` are the sentences on what is odd about it.

    `theirs` is what somebody else wrote in it meanwhile, None where nobody did.
    """

    name: str
    label: str
    value: str
    long: bool
    looks: list[str]
    theirs: str | None = None

    @property
    def paragraphs(self) -> list[str]:
        """The value's paragraphs; a value of one line is one paragraph."""
        return [part for part in self.value.split("\n\n") if part.strip()]


def record_fields(
    study: Study, typed: Mapping[str, Any] | None = None, theirs: Mapping[str, str] | None = None
) -> list[RecordField]:
    """Every field in the order of the public record, with `typed` in place of what is kept."""
    labels = {label.field: label for label in LABELS}
    fields = []
    for name in sorted(RECORD_FIELDS, key=["short_title", *labels].index):
        value = str((typed or {}).get(name, getattr(study, name)))
        label = labels.get(name)
        long = label.long if label else False
        fields.append(
            RecordField(
                name, label.text if label else "Title", value, long, looks_at(study, name), (theirs or {}).get(name)
            )
        )
    return fields


def looks_at(study: Study, field: str) -> list[str]:
    """The sentences on what is odd about one field; the empty field stands for the record as a whole."""
    return [warning["sentence"] for warning in study.summary_warnings if warning["field"] == field]


def summary_from(request: HttpRequest) -> str:
    """The pasted text, or else the uploaded file's."""
    pasted = str(request.POST.get("summary", ""))
    if pasted.strip():
        return pasted
    file = request.FILES.get("file")
    return text_of(file.read()) if isinstance(file, UploadedFile) else ""


def words_from(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """Typed values of those `names` that the form held, with plain line ends."""
    return {name: levelled(request.POST[name]) for name in names if name in request.POST}


def plan_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """The plan's values, from what was typed. Raises `InvalidInputError` where a number of people is no such number."""
    numbers = ("target_min", "target_max")
    return {name: _number(text.strip()) if name in numbers else text for name, text in typed.items()}


def levelled(text: str) -> str:
    """Text without the carriage returns that browsers send, and without space at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def key_from(text: str) -> int | None:
    """A key or a number as a form or an address sends it; None where it is none, or none that a store ever gives."""
    # As many digits as the largest id has (`common.id_blocks`). isascii first, as below.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 17 else None


def _number(typed: str) -> int | None:
    if not typed:
        return None
    # isascii first: other scripts' digits and superscripts count as digits too.
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10 and 1 <= int(typed) <= LARGEST_NUMBER):
        raise InvalidInputError(
            f"The number of people hoped for is a whole number from 1 to {LARGEST_NUMBER:,}.",
            "The study is as it was.",
            "Type it in figures, or leave it empty.",
        )
    return int(typed)
