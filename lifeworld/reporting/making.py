"""From a kind of export to its table: the gate, the gathering, the layout."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime

from lifeworld.analysis.selectors.access import access_across, check_open
from lifeworld.analysis.selectors.withheld import withheld_in
from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.fieldwork.selectors.methods import meetings_table
from lifeworld.recruitment.rules.flow import LEAST
from lifeworld.recruitment.selectors.flow import accrual_of, flow_of, flow_rows, told
from lifeworld.reporting.kinds import FORMATS, KINDS, Kind, Scope
from lifeworld.reporting.making_records import RECORD_MAKERS
from lifeworld.reporting.rules import group_themes, journal, personal_themes, recruitment
from lifeworld.reporting.rules.analysed_transcript import analysed_transcript
from lifeworld.reporting.rules.interviews import InterviewText, interviews
from lifeworld.reporting.rules.material import CaseText
from lifeworld.reporting.rules.options import Options
from lifeworld.reporting.rules.recurrence import recurrence
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.selectors.cases import analysed_case, case_texts
from lifeworld.reporting.selectors.group import group_text
from lifeworld.reporting.selectors.journal import act_texts, diary_texts
from lifeworld.reporting.selectors.offered import size_of
from lifeworld.reporting.selectors.released import released
from lifeworld.reporting.selectors.withheld import without_words
from lifeworld.reporting.tables import Table
from lifeworld.study.models import Case
from lifeworld.study.rules.labels import words_for
from lifeworld.study.selectors import Access, cases_in

# Made whole for the sake of its first rows, a longer table would keep the page waiting.
ROWS_LOOKED_AT = 5_000
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
    if kind.scope in {Scope.ACROSS, Scope.WHOLE} and case is not None:
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
    setting = setting_for(access, localtime(at))
    if kind.key in RECORD_MAKERS:
        return RECORD_MAKERS[kind.key](access, setting)
    table = _MAKERS[kind.key](access, case, setting, options or Options())
    return without_words(table, withheld_in(access.study))


def first_rows(
    *, access: Access, at: datetime, kind: Kind, case: Case | None, options: Options, rows: int
) -> tuple[Table, bool]:
    """A table for a look at it: at least its first `rows` rows, and whether it goes on beyond what was made.

    A table of one case after another is made of no more cases than these rows need.
    """
    make = _OF_CASES.get(kind.key)
    if make is None or case is not None:
        return table_for(access=access, at=at, kind=kind, case=case, options=options), False
    check_request(access, kind, case)
    cases, setting = _opened(access), setting_for(access, localtime(at))
    found: list[CaseText] = []
    run = 2
    while True:
        found += case_texts(list(cases[len(found) : len(found) + run]))
        table, more = make(found, setting), cases[len(found) :].exists()
        if not more or len(table.rows) >= rows:
            return without_words(table, withheld_in(access.study)), more
        run *= 2


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


def may_be_looked_at(access: Access, kind: Kind, case: Case | None) -> bool:
    """Whether a table's first rows can be shown without keeping a page waiting."""
    return (case is None and kind.key in _OF_CASES) or size_of(access, kind, case) <= ROWS_LOOKED_AT


def _analysed(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    assert case is not None
    return analysed_transcript(analysed_case(case), setting, options)


def _statements(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return _OF_CASES["statements"](list(case_texts(_cases(access, case))), setting)


def _personal_themes(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return _OF_CASES["personal-themes"](list(case_texts(_cases(access, case))), setting)


def _group_themes(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return group_themes.group_themes(group_text(access), setting)


def _recurrence(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return recurrence(group_text(access), setting)


def _chain(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return group_themes.chain(group_text(access), setting)


def _interviews(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    found = meetings_table(access)
    rows = [InterviewText(one.case, one.pseudonym, one.on, one.minutes, one.recorded, one.others) for one in found.rows]
    return interviews(rows, found.places, found.lengths.sentence if found.lengths else "", setting)


def _flow(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    flow = flow_of(access)
    return recruitment.flow(flow_rows(flow, least=LEAST), told(flow), setting)


def _accrual(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    return recruitment.accrual(accrual_of(access), setting)


def _diary(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    entries, left_out = diary_texts(access, case, options.entries)
    return journal.diary(entries, setting, left_out)


def _trail(access: Access, case: Case | None, setting: Setting, options: Options) -> Table:
    acts, left_out = act_texts(access, case)
    return journal.trail(acts, setting, left_out)


def _cases(access: Access, case: Case | None) -> list[Case]:
    """The case asked for, or every case that has been opened: one not opened yet holds no analysis."""
    return [case] if case is not None else list(_opened(access))


def _opened(access: Access) -> QuerySet[Case]:
    return cases_in(access).filter(opened_at__isnull=False)


# Tables of one case after another.
_OF_CASES: dict[str, Callable[[Sequence[CaseText], Setting], Table]] = {
    "statements": personal_themes.statements,
    "personal-themes": personal_themes.personal_themes,
}
_MAKERS: dict[str, Maker] = {
    "analysed-transcript": _analysed,
    "statements": _statements,
    "personal-themes": _personal_themes,
    "group-themes": _group_themes,
    "recurrence": _recurrence,
    "chain": _chain,
    "interviews": _interviews,
    "flow": _flow,
    "accrual": _accrual,
    "diary": _diary,
    "trail": _trail,
}
