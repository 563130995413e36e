"""The study's course gathered as plain values: who was put forward, who took part, how they were interviewed."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from lifeworld.approvals.models import DocumentKind, DocumentVersion
from lifeworld.approvals.selectors.sites import sites_of
from lifeworld.consent.models import Clause, Consent, Effect, Mode
from lifeworld.fieldwork.models import FieldNote, Meeting
from lifeworld.fieldwork.selectors.methods import meetings_table
from lifeworld.interviews.models import Interview
from lifeworld.recruitment.models import ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.recruitment.selectors.flow import flow_of
from lifeworld.recruitment.selectors.frames import spread_of
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.reporting.rules.leavers import leavers_in_words
from lifeworld.reporting.rules.recruited import SITES, Interviewed, InUse, Period, Records, Recruited, Spread
from lifeworld.reporting.selectors.released import released, released_rows
from lifeworld.study.models import LabelProfile
from lifeworld.study.rules.roles import Right
from lifeworld.study.rules.target_range import hoped_for
from lifeworld.study.selectors import Access, cases_in

_RECORDED = {"Audio": "sound", "Notes only": "notes alone"}
_OTHERS = {"interpreter": "an interpreter", "companion": "a companion"}
_HOW = {Mode.PAPER: "on paper", Mode.STYLUS: "on screen, by hand"}


def records_of(access: Access) -> Records:
    """Everything that tables about the study's course tell. Raises `FlowDoesNotAddUpError` where the log does not."""
    access.require(Right.READ_RECRUITMENT)
    study = access.study
    return Records(
        recruited=recruited_of(access),
        interviewed=interviewed_of(access),
        in_analysis=cases_in(access).filter(opened_at__isnull=False).count(),
        hoped=hoped_for(released(study, "target_min"), released(study, "target_max")),
        sheets=_in_use(access, DocumentKind.SHEET),
        guides=_in_use(access, DocumentKind.GUIDE),
        diary=study.diary.filter(removed_at__isnull=True).count(),
        edition=str(LabelProfile(released(study, "label_profile")).label),
        asked_to_check=Clause.objects.filter(form__document__study=study, effect=Effect.CHECKING).exists(),
    )


def recruited_of(access: Access) -> Recruited:
    """Who was put forward and how far they came; where no recruitment is kept here, the cases alone."""
    plan = plan_of(access.study)
    if plan is None:
        return Recruited(None, cases_in(access).count())
    flow = flow_of(access)
    entries = ScreeningEntry.objects.filter(study=access.study)
    consented = StageReached.objects.filter(entry__study=access.study, stage=Stage.CONSENTED)
    staying = consented.filter(entry__leaving__isnull=True)
    at_sites = Counter(staying.values_list("entry__site__organisation", flat=True))
    latest = dict(released_rows(_consents(access), "entry_id", "mode"))
    return Recruited(
        flow=flow,
        taking_part=staying.count(),
        by_hand=cases_in(access).filter(opened_at__isnull=False, screening_entry__isnull=True).count(),
        stayed=entries.filter(
            leaving__reason="withdrew-after", stages__stage=Stage.INTERVIEWED, case__opened_at__isnull=False
        ).count(),
        spreads=(
            *(Spread(one.name, dict(one.bands)) for one in spread_of(access)),
            Spread(SITES, dict(sorted(at_sites.items()))),
        ),
        leavers=leavers_in_words(flow),
        put_forward_by=_each(row[0] for row in released_rows(entries, "put_forward_by")),
        approached_by=_each(row[0] for row in released_rows(entries, "approached_by")),
        criteria=tuple(
            f"not “{words}”" if excludes else f"“{words}”"
            for words, excludes in released_rows(criteria_of(access.study), "words", "excludes")
        ),
        sites=sites_of(access).count(),
        hours_to_consider=released(plan, "hours_to_consider"),
        sooner=_consents(access).exclude(short_notice_reason="").values("entry").distinct().order_by().count(),
        screened=_period(row[0] for row in released_rows(entries, "screened_on")),
        consented=_period(row[0] for row in released_rows(consented, "on")),
        modes=tuple(_HOW[mode] for mode in Mode if mode in latest.values()),
    )


def interviewed_of(access: Access) -> Interviewed:
    """The interviews of the study's cases: the meetings that were held, and where a case has none, its transcripts'."""
    met = meetings_table(access).rows
    by_case = {one.case for one in met}
    others = Interview.objects.filter(case__study=access.study).exclude(case__number__in=by_case)
    rows: list[tuple[int, date | None, int | None]] = [(one.case, one.on, one.minutes) for one in met]
    rows += list(others.values_list("case__number", "held_on", "minutes"))
    each = Counter(case for case, _, _ in rows)
    here = Meeting.objects.filter(study=access.study).exists()
    return Interviewed(
        people=len(each),
        interviews=len(rows),
        minutes=tuple(minutes for _, _, minutes in rows if minutes is not None),
        held=_period(held for _, held, _ in rows if held is not None),
        more_than_once=sum(count > 1 for count in each.values()),
        places=tuple(sorted({one.place[0].lower() + one.place[1:] for one in met})),
        recorded=tuple(said for name, said in _RECORDED.items() if name in {one.recorded for one in met}),
        others_there=tuple(said for name, said in _OTHERS.items() if any(name in one.others for one in met)),
        field_notes=FieldNote.objects.filter(meeting__study=access.study).count() if here else None,
    )


def _consents(access: Access) -> QuerySet[Consent]:
    """Every consent, the latest of each person last."""
    return Consent.objects.filter(entry__study=access.study).order_by("entry_id", "number")


def _in_use(access: Access, kind: str) -> tuple[InUse, ...]:
    found = DocumentVersion.objects.filter(
        document__study=access.study, document__kind=kind, lives__isnull=False
    ).distinct()
    return tuple(InUse(*row) for row in released_rows(found, "label", "dated", "approved_on"))


def _period(days: Iterable[date]) -> Period | None:
    known = sorted(days)
    return (known[0], known[-1]) if known else None


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sorted(filter(None, words))))
