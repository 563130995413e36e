"""What Lifeworld holds of the site file, gathered section by section. Of people there are counts alone."""

from collections import Counter
from collections.abc import Iterator

from django.utils.timezone import localdate

from lifeworld.approvals.models import AffectedVersion, ChangeCategory, DocumentKind, OutcomeChoice, SafetyEvent
from lifeworld.approvals.selectors.changes import changes_of
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.selectors.documents import VersionRow, documents_of
from lifeworld.approvals.selectors.duties import Owed, obligations_of
from lifeworld.approvals.selectors.sites import conditions_of, sites_of
from lifeworld.consent.models import Consent, Deviation
from lifeworld.fieldwork.models import Incident
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.reporting.rules.phrases import capital, counted, day, people
from lifeworld.reporting.rules.site_file import Filed, InUse, Section
from lifeworld.reporting.selectors.released import released
from lifeworld.safekeeping.models import Destruction, RetentionRule, Withdrawal
from lifeworld.safekeeping.selectors.backups import backups_made
from lifeworld.study.models import Role
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, members_of
from lifeworld.trail.selectors import length_of

_OF_KIND = {DocumentKind.PROTOCOL: Section.PROTOCOL, DocumentKind.APPROVAL: Section.APPROVALS}
CLOSING = frozenset({"end-declared", "early-end-declared", "final-report", "final-report-form", "participants-told"})
RECORD, DOCUMENTS, SITES, OWED = (
    "Study record",
    "Study record, Documents",
    "Study record, Approvals",
    "Study record, What this study owes",
)
CHANGES, PEOPLE, TRAIL, STORE = "Study record, Changes", "People", "Trail", "The store’s own page"


def filed_of(access: Access) -> list[Filed]:
    """Everything that the index lists. Who may not see recruitment is refused."""
    access.require(Right.READ_RECRUITMENT)
    return [*_documents(access), *_changes(access), *_approvals(access), *_people(access), *_monitoring(access),
            *_roles(access), *_data(access), *_duties(access)]  # fmt: skip


def _documents(access: Access) -> Iterator[Filed]:
    for document in documents_of(access):
        section = _OF_KIND.get(DocumentKind(document.kind), Section.DOCUMENTS)
        for version in document.versions:
            yield _version(section, document.name, version)


def _version(section: Section, name: str, version: VersionRow) -> Filed:
    in_use = tuple(InUse(one.site, one.live_from, one.live_until) for one in version.in_use)
    return Filed(
        section, name, DOCUMENTS, version=version.label, dated=version.dated, approved=version.approved_on,
        in_use=in_use, sha256=version.sha256,
    )  # fmt: skip


def _changes(access: Access) -> Iterator[Filed]:
    touched = Counter(AffectedVersion.objects.filter(change__study=access.study).values_list("change_id", flat=True))
    for one in changes_of(access):
        outcome = OutcomeChoice(one.outcome).label + (f", {day(one.outcome_on)}" if one.outcome_on else "")
        documents = counted(touched[one.pk], "document", "documents")
        told = f"{ChangeCategory(one.category).label}; {outcome}; {documents} affected."
        yield Filed(Section.PROTOCOL, str(released(one, "label")), CHANGES, told, dated=one.submitted_on)


def _approvals(access: Access) -> Iterator[Filed]:
    study, opinion = access.study, course_of(access).opinion_on
    if opinion is not None or study.rec_reference:
        told = ", ".join(part for part in (released(study, "rec_name"), released(study, "rec_reference")) if part)
        yield Filed(Section.APPROVALS, "Opinion of the REC", RECORD, told, approved=opinion)
    for condition in conditions_of(access):
        state = f"closed on {day(condition.closed_on)}" if condition.closed_on else "open"
        yield Filed(Section.APPROVALS, f"Condition ({state})", SITES, str(released(condition, "words")))
    for site in sites_of(access):
        green = f"green light {day(site.green_light)}" if site.green_light else "no green light yet"
        yield Filed(
            Section.APPROVALS, f"Permission of {released(site, 'organisation')}", SITES,
            f"{site.route_name}; {green}.", approved=site.permission_on,
        )  # fmt: skip


def _duties(access: Access) -> Iterator[Filed]:
    for duty in obligations_of(access, localdate()):
        section = Section.CLOSING if duty.rule in CLOSING else Section.APPROVALS
        yield Filed(section, duty.duty, OWED, _how(duty), dated=duty.met_on)


def _how(duty: Owed) -> str:
    if duty.met_on:
        return f"Met: {duty.evidence}" if duty.evidence else "Met."
    return f"Set aside: {duty.set_aside_reason}" if duty.set_aside_reason else f"Due {day(duty.due)}."


def _people(access: Access) -> Iterator[Filed]:
    screened = ScreeningEntry.objects.filter(study=access.study).count()
    given = Consent.objects.filter(entry__study=access.study)
    scans = given.exclude(scan=None).count()
    taken_back = Withdrawal.objects.filter(entry__study=access.study).count()
    if screened:
        yield Filed(Section.CONSENT, "Screening log, by serial", PEOPLE, _n(screened, "entry", "entries"))
    if consents := given.count():
        yield Filed(Section.CONSENT, "Consents, clause by clause", PEOPLE, _n(consents, "consent", "consents"))
    if scans:
        yield Filed(Section.CONSENT, "Scans of signed forms, sealed", PEOPLE, _n(scans, "scan", "scans"))
    if taken_back:
        yield Filed(
            Section.CONSENT, "Withdrawals, with what went and what stays", PEOPLE, _n(taken_back, "one", "of them")
        )
    events = SafetyEvent.objects.filter(study=access.study, removed_at__isnull=True).count()
    if events:
        yield Filed(Section.SAFETY, "Safety reports", SITES, _n(events, "report", "reports"))
    if incidents := Incident.objects.filter(entry__study=access.study).count():
        told = _n(incidents, "record", "records")
        yield Filed(Section.SAFETY, "Incidents, each sealed", PEOPLE, told)


def _monitoring(access: Access) -> Iterator[Filed]:
    found = Deviation.objects.filter(study=access.study)
    open_ones = found.filter(closed_on__isnull=True).count()
    if kept := found.count():
        told = f"{_n(kept, 'deviation', 'deviations')} {capital(counted(open_ones, 'is', 'are'))} open."
        yield Filed(Section.MONITORING, "Deviations from what was approved", PEOPLE, told)
    acts = length_of(access.study.slug)
    yield Filed(Section.MONITORING, "Trail of everything done", TRAIL, f"{acts:,} acts, chained by checksums.")
    yield Filed(Section.MONITORING, "Access report", "Findings", "Who opened names, and who took what out.")


def _roles(access: Access) -> Iterator[Filed]:
    each = Counter(members_of(access).values_list("role", flat=True))
    for role in Role:
        if each[role]:
            yield Filed(
                Section.DELEGATION, str(role.label), "Study record, Who works in it", f"{capital(people(each[role]))}."
            )


def _data(access: Access) -> Iterator[Filed]:
    set_here = RetentionRule.objects.filter(study=access.study).count()
    told = _n(set_here, "class set for this study", "classes set for this study") if set_here else "The usual lengths."
    yield Filed(Section.DATA, "Schedule of how long each class is kept", RECORD, told)
    done = Destruction.objects.filter(study=access.study, done_at__isnull=False).count()
    if done:
        yield Filed(Section.DATA, "Certificates of destruction", RECORD, _n(done, "certificate", "certificates"))
    if kept := backups_made().count():
        yield Filed(Section.DATA, "Backups of the store", STORE, _n(kept, "backup", "backups"))
    yield Filed(Section.DATA, "Data protection pack", "Findings", "Made anew from this store whenever it is taken out.")


def _n(count: int, one: str, many: str) -> str:
    return f"{capital(counted(count, one, many))}."
