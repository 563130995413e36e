"""Changes to the study record and its cases."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from unicodedata import category, normalize

from django.db import IntegrityError, transaction
from django.db.models import Max

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.common.rows import insert_row
from lifeworld.common.same_word import folded, is_among
from lifeworld.security.models import Person
from lifeworld.study.acting import check_as_seen, now_changed, one_act
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.rules.hra_oddities import oddities_of
from lifeworld.study.rules.hra_summary import Summary, format_summary, parse_summary
from lifeworld.study.rules.roles import Right
from lifeworld.study.rules.slugs import slug_for
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from lifeworld.trail.services import record

RECORD_FIELDS = (
    "short_title", "research_type", "full_title", "iras_id", "contact_name", "contact_email", "sponsor",
    "clinicaltrials_id", "isrctn", "eudract", "duration", "research_summary", "results_summary", "rec_name",
    "rec_reference", "rec_opinion_date", "rec_opinion", "data_collection_arrangements", "research_programme",
)  # fmt: skip
PLAN_FIELDS = (
    "research_question", "target_min", "target_max", "eligibility", "interview_plan", "label_profile",
)  # fmt: skip
# How long a field may be. A pasted record is cut to it, and kept whole beside; what is typed is never cut.
_LIMITS = {field.name: field.max_length for field in Study._meta.concrete_fields if field.max_length}
LONGEST_TEXT = 100_000
_IDENTIFYING = {"contact_name", "contact_email"}
# Kinds of character (Unicode, section 4.5) that stand in no name: controls, and halves of a pair. Of the hidden signs
# two join letters or pictures; what directs lines and hides spaces comes with copied words alone.
_NOT_TEXT = {"Cc", "Cs"}
_JOINERS = "\u200c\u200d"
# Words that stand where a study's short name would stand in an address.
RESERVED_SLUGS = {"new", "bring-in"}


class UnsealedStoreError(DomainError):
    """Somebody's own study was to be kept in a store without a passphrase."""

    def __init__(self) -> None:
        super().__init__(
            "This store has no passphrase, so it may hold the fictional study and no other.",
            "No study was made.",
            "Start “lifeworld run” with a folder of its own (“--data”): it asks for a passphrase before anything else.",
        )


def create_study(
    *, by: Person, at: datetime, summary_text: str, slug: str = "", fictional: bool = False, sealed: bool = True
) -> Study:
    """Make a study from its public HRA record, with `by` as lead. Oddities become warnings, kept with the study.

    `sealed` says whether the store has a passphrase or is a server's (`security.sealing.store_is_sealed`): without one
    it may hold fictional studies only. Raises `UnsealedStoreError` otherwise, `NotASummaryError` where the text is no
    such record, `InvalidInputError` where the slug is taken or odd.
    """
    if not sealed and not fictional:
        raise UnsealedStoreError
    summary = parse_summary(summary_text)
    fields = {name: getattr(summary, name)[: _LIMITS.get(name)] for name in RECORD_FIELDS}
    fields["short_title"] = fields["short_title"] or summary.full_title[: _LIMITS["short_title"]] or "Untitled study"
    taken = {*Study.objects.values_list("slug", flat=True), *RESERVED_SLUGS}
    wanted = slug or slug_for(fields["short_title"], taken)
    if wanted in taken or slug_for(wanted, ()) != wanted:
        raise _slug_taken()
    warnings = [{"field": warning.field, "sentence": warning.sentence} for warning in summary.warnings]
    try:
        with transaction.atomic():
            study = Study.objects.create(
                slug=wanted, fictional=fictional, created_at=at, changed_at=at,
                summary_raw=summary.raw, summary_warnings=warnings, **fields,
            )  # fmt: skip
            Membership.objects.create(study=study, person=by, role=Role.LEAD)
            record(
                by=by.username, at=at, verb="created study", study=study.slug, object_type="study", object_id=study.pk
            )
    except IntegrityError:
        # Somebody took the name since we looked.
        raise _slug_taken() from None
    return study


def _slug_taken() -> InvalidInputError:
    return InvalidInputError(
        "That short name for the study is taken or cannot be used.",
        "No study was made.",
        "Choose another: small letters, digits and hyphens.",
    )


@one_act(Right.LEAD)
def change_study(*, access: Access, at: datetime, values: Mapping[str, Any], seen: datetime | None = None) -> Study:
    """Set fields of the record or of the plan (`RECORD_FIELDS`, `PLAN_FIELDS`); others are refused.

    Raises:
        InvalidInputError: a field is none of them, or cannot be so.
        ClashError: the study was changed since `seen`, its `changed_at` then.
    """
    study = access.study
    unknown = set(values) - set(RECORD_FIELDS) - set(PLAN_FIELDS)
    if unknown:
        raise InvalidInputError("Something other than the study record was sent.")
    check_as_seen(study, seen, values)
    _check_values(values, study)
    changed = {name: value for name, value in values.items() if getattr(study, name) != value}
    if not changed:
        return study
    before = {name: getattr(study, name) for name in changed}
    for name, value in changed.items():
        setattr(study, name, value)
    study.summary_warnings = _warnings_after(study, changed)
    now_changed(study, at)
    study.save()
    record(
        by=access.person.username, at=at, verb="changed study record", study=study.slug,
        object_type="study", object_id=study.pk,
        changes=[{"type": "study", "id": study.pk, "before": _plain(before), "after": _plain(changed)}],
    )  # fmt: skip
    return study


@one_act(Right.EXPORT)
def take_out_record(*, access: Access, at: datetime, fmt: str) -> str:
    """The public record's fields as `txt` (the public layout, which reads back the same) or `json`."""
    study = access.study
    record(
        by=access.person.username, at=at, verb="took out study record", study=study.slug,
        object_type="study", object_id=study.pk,
    )  # fmt: skip
    if fmt == "txt":
        return format_summary(study)
    return json.dumps({name: getattr(study, name) for name in RECORD_FIELDS}, ensure_ascii=False, indent=2) + "\n"


@one_act(Right.LEAD)
def add_case(*, access: Access, at: datetime, pseudonym: str) -> Case:
    """Add a participant under a pseudonym, next in order. Raises `InvalidInputError` for an empty or taken one."""
    name = _seen(pseudonym)
    if not folded(name) or len(name) > 60 or any(category(char) in _NOT_TEXT for char in name):
        raise InvalidInputError(
            "A pseudonym needs between 1 and 60 characters.",
            "No case was added.",
            "Type a pseudonym you chose.",
        )
    if is_among(name, access.study.cases.values_list("pseudonym", flat=True)):
        raise _pseudonym_taken()
    last = last_case_number(access.study)
    try:
        with transaction.atomic():
            case = Case(study=access.study, number=last + 1, pseudonym=name, created_at=at, changed_at=at)
            insert_row(case)
            record(
                by=access.person.username, at=at, verb="added case", study=access.study.slug,
                case_number=case.number, object_type="case", object_id=case.pk,
            )  # fmt: skip
    except IntegrityError:
        raise _pseudonym_taken() from None
    return case


def _seen(pseudonym: str) -> str:
    """A pseudonym as whoever typed it sees it: accents with their letters, one space between words, no hidden signs."""
    shown = (char for char in pseudonym if category(char) != "Cf" or char in _JOINERS)
    return normalize("NFC", " ".join("".join(shown).split()))


def _pseudonym_taken() -> DomainError:
    return DomainError(
        "A case of that pseudonym is in this study already.", "No case was added.", "Choose another pseudonym."
    )


def last_case_number(study: Study) -> int:
    """The largest number that a case of the study ever had: one that went keeps its number, as the trail tells it."""
    here = study.cases.aggregate(last=Max("number"))["last"] or 0
    told = Act.objects.filter(study=study.slug).aggregate(last=Max("case_number"))["last"] or 0
    return max(here, told)


def _check_values(values: Mapping[str, Any], study: Study) -> None:
    for name, value in values.items():
        # What a long record brought in stays as it is.
        limit = _LIMITS.get(name, LONGEST_TEXT)
        if isinstance(value, str) and len(value) > limit and value != getattr(study, name):
            raise InvalidInputError(
                f"One of the texts is longer than {limit:,} characters.",
                "The study is as it was, and what you typed is still here.",
                "Say it shorter.",
            )
    low = values.get("target_min", study.target_min)
    high = values.get("target_max", study.target_max)
    if low is not None and high is not None and low > high:
        raise InvalidInputError(
            "The target range runs backwards: the smaller number comes first.",
            "The study is as it was.",
            "Change one of the two numbers.",
        )
    if "short_title" in values and not str(values["short_title"]).strip():
        raise InvalidInputError("A study needs a title.", "The study is as it was.", "Type a title.")
    if "label_profile" in values and values["label_profile"] not in {"2022", "2009"}:
        raise InvalidInputError("There is no such set of labels.", "The study is as it was.", "Choose 2022 or 2009.")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    # A contact's name is identifying, and the trail holds no identities.
    return {name: "(changed)" if name in _IDENTIFYING else value for name, value in values.items()}


def _warnings_after(study: Study, changed: Mapping[str, Any]) -> list[dict[str, str]]:
    """The warnings once fields have changed: those of other fields stay, the changed ones are looked at again."""
    now = Summary(**{name: getattr(study, name) for name in RECORD_FIELDS})
    kept = [warning for warning in study.summary_warnings if warning["field"] not in changed]
    found = [{"field": odd.field, "sentence": odd.sentence} for odd in oddities_of(now) if odd.field in changed]
    return kept + found
