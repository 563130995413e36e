"""From a kind of export to its table: the gate, the gathering, the layout."""

from collections.abc import Callable
from datetime import datetime

from django.utils.timezone import localtime

from lifeworld.analysis.models import Note, Statement
from lifeworld.analysis.selectors.access import access_across, check_open, cross_case_open
from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.reporting.kinds import FORMATS, KINDS, Kind, Scope
from lifeworld.reporting.rules import group_themes, journal, personal_themes
from lifeworld.reporting.rules.analysed_transcript import analysed_transcript
from lifeworld.reporting.rules.options import Options
from lifeworld.reporting.rules.recurrence import recurrence
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.selectors.cases import analysed_case, case_texts
from lifeworld.reporting.selectors.group import group_text
from lifeworld.reporting.selectors.journal import act_texts, diary_texts
from lifeworld.reporting.selectors.released import released
from lifeworld.reporting.tables import Table
from lifeworld.study.models import Case
from lifeworld.study.rules.labels import words_for
from lifeworld.study.selectors import Access, cases_in
from lifeworld.trail.selectors import length_of

Maker = Callable[[Access, Case | None, Setting, Options], Table]


def kind_named(key: str) -> Kind:
    """A kind by its key; `InvalidInputError` names the ones there are."""
    if key not in KINDS:
        raise InvalidInputError(
            "There is no such kind of export.", "Nothing was taken out.", f"Choose one of: {', '.join(KINDS)}."
        )
    return KINDS[key]


def check_request(access: Access, kind: Kind, case: Case | None, fmt: str | None = None) -> None:
    """The gates before an export: role, case first, cases read together, and whether a case must be named."""
    access.require(kind.right)
    if fmt is not None and fmt not in kind.formats:
        known = fmt in FORMATS
        raise InvalidInputError(
            "This kind does not come in that format." if known else "There is no such format.",
            "Nothing was taken out.",
            f"Choose one of: {', '.join(kind.formats)}.",
        )
    if case is not None and case.study_id != access.study.pk:
        raise NotFoundError
    if kind.scope is Scope.CASE and case is None:
        raise InvalidInputError(
            "This is taken out for one case at a time.", "Nothing was taken out.", "Choose the case."
        )
    if kind.scope is Scope.ACROSS and case is not None:
        raise InvalidInputError("This is about all cases together.", "Nothing was taken out.", "Leave the case out.")
    if case is not None:
        check_open(access, case)
    elif kind.scope in {Scope.ACROSS, Scope.CASE_OR_ALL}:
        access_across(access.person, access.study.slug, kind.right)


def table_for(
    *, access: Access, at: datetime, kind: Kind, case: Case | None = None, options: Options | None = None
) -> Table:
    """The table of a kind as it stands now. Raises what `check_request` raises."""
    check_request(access, kind, case)
    return _MAKERS[kind.key](access, case, setting_for(access, localtime(at)), options or Options())


def setting_for(access: Access, made_at: datetime) -> Setting:
    """What stands above a table of this study."""
    study = access.study
    return Setting(
        study=released(study, "short_title"),
        fictional=study.fictional,
        profile=study.label_profile,
        words=words_for(study.label_profile),
        made_at=made_at,
    )


def size_of(access: Access, kind: Kind, case: Case | None) -> int:
    """About how many rows an export will have: whether a person will wait for it."""
    if kind.key == "trail":
        return length_of(access.study.slug)
    if kind.key == "diary":
        return access.study.diary.filter(removed_at__isnull=True).count()
    of = {"case": case} if case is not None else {"case__study": access.study}
    if kind.key == "analysed-transcript":
        frozen = TranscriptVersion.objects.filter(
            frozen_at__isnull=False, **{f"interview__{name}": value for name, value in of.items()}
        )
        notes = Note.objects.filter(removed_at__isnull=True, **of).count()
        return notes + sum(len(lines) for lines in frozen.values_list("lines", flat=True))
    return 2 * Statement.objects.filter(removed_at__isnull=True, **of).count()


def _analysed(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    assert case is not None
    return analysed_transcript(analysed_case(case), setting, options)


def _statements(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return personal_themes.statements(list(case_texts(_cases(access, case))), setting)


def _personal_themes(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return personal_themes.personal_themes(list(case_texts(_cases(access, case))), setting)


def _group_themes(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return group_themes.group_themes(group_text(access), setting)


def _recurrence(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return recurrence(group_text(access), setting)


def _chain(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return group_themes.chain(group_text(access), setting)


def _diary(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    entries, left_out = diary_texts(access, case, options.entries)
    return journal.diary(entries, setting, left_out)


def _trail(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    acts, left_out = act_texts(access, case)
    return journal.trail(acts, setting, left_out)


def _cases(access: Access, case: Case | None) -> list[Case]:
    """The case asked for, or every case that has been opened: one not opened yet holds no analysis."""
    return [case] if case is not None else [one for one in cases_in(access) if one.opened_at is not None]


_MAKERS: dict[str, Maker] = {
    "analysed-transcript": _analysed,
    "statements": _statements,
    "personal-themes": _personal_themes,
    "group-themes": _group_themes,
    "recurrence": _recurrence,
    "chain": _chain,
    "diary": _diary,
    "trail": _trail,
}


def why_not(access: Access, kind: Kind) -> str:
    """Why this kind cannot be had yet, as a sentence; empty where it can."""
    study = access.study
    if not access.can(kind.right):
        return f"Your role in this study, {access.role}, does not let you {kind.right.value}."
    if kind.scope is Scope.ACROSS and not cross_case_open(study):
        return "It comes when cases are read together: once all are signed off, or earlier with a reason."
    if kind.key == "analysed-transcript":
        frozen = TranscriptVersion.objects.filter(interview__case__study=study, frozen_at__isnull=False)
        return "" if frozen.exists() else "It comes when a transcript is frozen and its lines are numbered."
    if kind.scope is Scope.CASE_OR_ALL and not Statement.objects.filter(case__study=study).exists():
        return "It comes with the first statement you write."
    if kind.key == "diary" and not study.diary.filter(removed_at__isnull=True).exists():
        return "It comes with the first entry in your diary."
    if kind.scope is Scope.ACROSS and not study.group_themes.filter(removed_at__isnull=True).exists():
        return "It comes with the first theme you make across cases."
    return ""
