"""The study and its store as a governance lead asks about them: settings, counts and days, and nobody's name."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from lifeworld.approvals.models import DocumentKind, LiveVersion, SafetyEvent
from lifeworld.common.disclosure import Disclosure
from lifeworld.consent.models import Clause, Consent, Deviation, Effect
from lifeworld.consent.selectors.permissions import held_back, may_record
from lifeworld.fieldwork.models import Incident, Meeting, MeetingState, Recorded
from lifeworld.identities.models import Identity, Opening
from lifeworld.recruitment.models import RecruitmentPlan, ScreeningEntry
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.reporting.rules.governed import Governed, Kept
from lifeworld.reporting.selectors.inventory import inventory
from lifeworld.reporting.selectors.released import released, released_rows
from lifeworld.reporting.selectors.store import store_facts
from lifeworld.safekeeping.models import Destruction, Withdrawal
from lifeworld.safekeeping.selectors.schedule import schedule_of
from lifeworld.study.models import Case, Role
from lifeworld.study.rules.roles import Right, may
from lifeworld.study.selectors import Access, cases_in, members_of
from lifeworld.trail.selectors import length_of


def governed(access: Access) -> Governed:
    """All of it, as it stands now. Who may not see recruitment is refused."""
    access.require(Right.READ_RECRUITMENT)
    study, plan = access.study, plan_of(access.study)
    roles = Counter(members_of(access).values_list("role", flat=True))
    openings = Opening.objects.filter(study=study)
    last = openings.order_by("-opened_at").values_list("opened_at", flat=True).first()
    return Governed(
        store=store_facts(),
        title=released(study, "full_title") or released(study, "short_title"),
        sponsor=released(study, "sponsor"),
        iras_id=released(study, "iras_id"),
        rec_reference=released(study, "rec_reference"),
        roles={str(role.label): roles[role] for role in Role if roles[role]},
        may_open_names=tuple(str(role.label) for role in Role if roles[role] and may(role, Right.IDENTITIES)),
        keeps_recruitment=plan is not None,
        openings=openings.count(),
        last_opening=localdate(last) if last else None,
        acts=length_of(study.slug),
        cut_off=_cut_off(plan),
        hours_to_consider=plan.hours_to_consider if plan else None,
        schedule=_schedule(access),
        fields=_fields(),
        **_counts(access),
        **_promises(access),
    )


def _counts(access: Access) -> dict[str, Any]:
    study = access.study
    entries = ScreeningEntry.objects.filter(study=study)
    deviations = Deviation.objects.filter(study=study)
    roles = {role for (role,) in released_rows(entries, "put_forward_by") if role}
    return {
        "screened": entries.count(),
        "put_forward_by": tuple(sorted(roles)),
        "cases": cases_in(access).count(),
        "consents": Consent.objects.filter(entry__study=study).count(),
        "names_kept": Identity.objects.filter(entry__study=study).count(),
        "withdrawals": Withdrawal.objects.filter(entry__study=study).count(),
        "destroyed": Destruction.objects.filter(study=study, done_at__isnull=False).count(),
        "deviations": deviations.count(),
        "deviations_open": deviations.filter(closed_on__isnull=True).count(),
        "events": SafetyEvent.objects.filter(study=study, removed_at__isnull=True).count(),
        "incidents": Incident.objects.filter(entry__study=study).count(),
    }


def _promises(access: Access) -> dict[str, Any]:
    study = access.study
    effects = set(Clause.objects.filter(form__document__study=study).values_list("effect", flat=True))
    return {
        "recorded_without_a_yes": sum(not may_record(case, on) for case, on in _recorded(access)),
        "recording_clause": Effect.AUDIO in effects,
        "quotes_clause": Effect.QUOTES in effects,
        "quotes_withheld": len(held_back(study, Effect.QUOTES)),
        "sheet_in_use": LiveVersion.objects.filter(
            version__document__study=study, version__document__kind=DocumentKind.SHEET
        ).exists(),
    }


def _recorded(access: Access) -> Iterator[tuple[Case, date]]:
    """With whom, and on which day, each interview was recorded; of somebody who was forgotten nothing is told."""
    held = Meeting.objects.filter(
        study=access.study, state__in=(MeetingState.HELD, MeetingState.NOTED), recorded=Recorded.AUDIO,
        entry__case__isnull=False,
    )  # fmt: skip
    for one in held.select_related("entry__case__study"):
        if one.entry.case is not None:
            yield one.entry.case, localdate(one.began_at or one.starts_at)


def _schedule(access: Access) -> tuple[Kept, ...]:
    return tuple(
        Kept(
            row.klass.key, row.klass.name, row.length, row.counts_from, row.kept,
            promised=row.rule is not None and row.rule.promised_months is not None, mismatch=row.mismatch,
            standing=row.standing.value,
        )
        for row in schedule_of(access, localdate())
    )  # fmt: skip


def _fields() -> dict[str, int]:
    counted: Counter[str] = Counter()
    for one in inventory():
        counted[one.label] += len(one.fields)
    return {label.value: counted[label.value] for label in Disclosure}


def _cut_off(plan: RecruitmentPlan | None) -> str:
    if plan is None:
        return ""
    days = released(plan, "cut_off_days")
    return f"{days} days after the interview" if days is not None else str(released(plan, "cut_off_words"))
