"""A consent is written down: the first, which makes the person's case, or a further one on a newer sheet and form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localtime

from lifeworld.approvals.models import DocumentKind, DocumentVersion
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.common.lengths import check_lengths
from lifeworld.consent.models import Clause, ClauseAnswer, Consent, Deviation, Mode
from lifeworld.consent.rules.consents import next_state, state_of
from lifeworld.consent.rules.strokes import read_strokes, written
from lifeworld.consent.rules.taking import (
    Asked,
    departures,
    not_agreed,
    unanswered,
    why_not_consent,
    wrong_with_capacity,
)
from lifeworld.consent.selectors.consents import clauses_of, taking_of, used_versions
from lifeworld.identities.keys import seal_for
from lifeworld.identities.models import KeyUse
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.rules.roles import wrong_with_role
from lifeworld.recruitment.selectors.entries import entry_of, time_before_consent
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.recruitment.services.stages import link_case, reach_stage
from lifeworld.study.acting import one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from lifeworld.study.told import tell, values_of

SCANS = (".pdf", ".png", ".jpg", ".jpeg")
LARGEST_SCAN = 10 * 1024 * 1024
KEPT = "Nothing was saved, and what you typed is still here."
# The words on capacity are about a person, so the trail does not have them.
TOLD = (
    "entry_id", "number", "site_id", "taken_at", "taken_by", "sheet_id", "form_id", "mode", "capacity", "copy_given_on",
    "withdrawn_on",
)  # fmt: skip


class NoConsentYetError(DomainError):
    """A consent was to be written down while something stands against it."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons), KEPT, "Settle that first, or look at the day again.")


class ConsentedMeanwhileError(DomainError):
    """A consent was written down since the page was opened, so that this one would follow one that was not seen."""

    def __init__(self) -> None:
        super().__init__(
            "A consent of this person was written down since you opened this page.",
            KEPT,
            "Look at it first. If it is this one, nothing is left to do; if they consented again, save once more.",
        )


class NotAgreedError(DomainError):
    """A clause that consent rests on was not agreed to, so this is no consent."""

    status = 422

    def __init__(self, numbers: Sequence[int]) -> None:
        which = ", ".join(str(one) for one in numbers)
        many = len(numbers) > 1
        super().__init__(
            f"Consent rests on clause{'s' if many else ''} {which}, and {'those were' if many else 'that was'} not "
            "agreed to, so this is no consent.",
            KEPT,
            "If that was their answer, write down in the screening log that they decided against it.",
        )


class ShortNoticeError(DomainError):
    """They had less time than the plan gives, and no reason is given why it was enough."""

    status = 422

    def __init__(self, had: int, asked: int) -> None:
        super().__init__(
            f"They had about {had} hours to think about it, and this study gives {asked}.",
            KEPT,
            "If they wished to go on, say why it was enough for them. The reason is kept.",
        )


@dataclass(frozen=True)
class ConsentGiven:
    """One consent as it was given. `answers` go by a clause's number; `strokes` is the JSON of a drawn signature.

    `taken_by` and `assessor` are roles. `scan` is the signed paper. `pseudonym` is that of the case to be, where the
    person has none yet.
    """

    taken_at: datetime
    taken_by: str
    sheet: DocumentVersion
    form: DocumentVersion
    answers: Mapping[int, str] = field(default_factory=dict)
    mode: str = Mode.PAPER
    capacity: str = "presumed"
    support: str = ""
    assessor: str = ""
    short_notice_reason: str = ""
    pseudonym: str = ""
    scan: bytes = b""
    scan_suffix: str = ""
    strokes: str = ""
    copy_given_on: date | None = None


@one_act(Right.RECRUIT)
def record_consent(
    *, access: Access, at: datetime, entry: ScreeningEntry, given: ConsentGiven, follows: int | None = None
) -> Consent:
    """Write down a consent; where the person has one in force, a re-consent, which takes its place.

    `follows` is the number of their latest consent as the writer saw it, 0 where there was none; None asks nothing.

    The first makes their case and brings them to "consented". A version other than the one in use there on that day is
    recorded as a deviation, and not refused.

    Raises:
        ConsentedMeanwhileError: there is a later one than that.
        NoConsentYetError: no opinion, green light or information by that day, recruitment closed, or taken back.
        NotAgreedError: a clause that consent rests on was answered "no" or not asked.
        ShortNoticeError: they had less time than the plan gives, and there is no reason.
        InvalidInputError: a version, an answer, a role, capacity or the file cannot be so.
    """
    fresh = entry_of(access, entry.serial)
    former = Consent.objects.filter(entry=fresh).order_by("-number").defer("scan", "signature").first()
    if follows is not None and follows != (former.number if former else 0):
        raise ConsentedMeanwhileError
    on = localtime(given.taken_at).date()
    clauses = clauses_of(given.form)
    _check_time(access, at, fresh, given, former)
    if {given.sheet.document.study_id, given.form.document.study_id} != {access.study.pk}:
        raise NotFoundError
    _check(given, clauses, localtime(at).date())
    _check_notice(fresh, given, again=former is not None)
    consent = Consent(
        entry=fresh, number=former.number + 1 if former else 1, site=fresh.site, taken_at=given.taken_at,
        taken_by=given.taken_by.strip(),
        sheet=given.sheet, form=given.form, mode=given.mode, capacity=given.capacity, support=given.support.strip(),
        assessor=given.assessor.strip(), short_notice_reason=given.short_notice_reason.strip(),
        copy_given_on=given.copy_given_on, created_at=at, changed_at=at,
    )  # fmt: skip
    check_lengths(consent)
    _seal(consent, given, at)
    consent.save()
    for clause in clauses:
        ClauseAnswer.objects.create(consent=consent, clause=clause, reply=given.answers[clause.number])
    _become_a_case(access, at, fresh, given, on, again=former is not None)
    _note_departures(access, at, consent, on)
    told = values_of(consent, TOLD) | {f"clause {one.number}": given.answers[one.number] for one in clauses}
    verb = "recorded consent" if former is None else "recorded re-consent"
    tell(access, at, verb, consent, before=None, after=told, why=given.short_notice_reason.strip())
    return consent


def scan_to_keep(scan: bytes, suffix: str) -> str:
    """The suffix under which a scan is kept. `InvalidInputError` where it is none, or too large."""
    found = suffix.lower()
    if found not in SCANS or not scan or len(scan) > LARGEST_SCAN:
        raise InvalidInputError(
            f"A scan is a PDF or a picture of at most {LARGEST_SCAN // 1024**2} MB.", KEPT, "Choose another file."
        )
    return found


def _check_time(
    access: Access, at: datetime, entry: ScreeningEntry, given: ConsentGiven, former: Consent | None
) -> None:
    if plan_of(access.study) is None:
        raise NoConsentYetError(["This study does not keep its recruitment here."])
    if former is not None:
        state = state_of(latest=True, withdrawn=former.withdrawn_on is not None)
        if next_state(state, "re-consent") is None:
            raise NoConsentYetError(["They took their consent back."])
        if given.taken_at <= former.taken_at:
            raise NoConsentYetError(["Their last consent is of that moment or later."])
    on = localtime(given.taken_at).date()
    reasons = why_not_consent(taking_of(access, entry, on, at, again=former is not None))
    if not reasons and given.taken_at > at:
        reasons = ["That time has not come yet."]
    if reasons:
        raise NoConsentYetError(reasons)


def _check(given: ConsentGiven, clauses: Sequence[Clause], today: date) -> None:
    wrong = ""
    if (given.sheet.document.kind, given.form.document.kind) != (DocumentKind.SHEET, DocumentKind.FORM):
        wrong = "A consent names the information sheet and the consent form that were used."
    elif not clauses:
        wrong = "The clauses of that version of the form are not written down yet."
    elif given.mode not in Mode.values:
        wrong = "Consent is given on paper or on the screen."
    elif missing := unanswered([one.number for one in clauses], given.answers):
        wrong = f"Clause {missing[0]} has no answer: yes, no, or not asked."
    elif not given.taken_by.strip():
        wrong = "It is not said who took the consent, as a role."
    else:
        roles = wrong_with_role(given.taken_by) or wrong_with_role(given.assessor)
        wrong = roles or wrong_with_capacity(given.capacity, given.support, given.assessor)
    if not wrong and (len(given.support) > 500 or len(given.short_notice_reason) > 300):
        wrong = "The support is told in 500 characters at most, and the reason in 300."
    copy = given.copy_given_on
    if not wrong and copy is not None and not localtime(given.taken_at).date() <= copy <= today:
        wrong = "A copy is given on the day of the consent or later, and not in time to come."
    if wrong:
        raise InvalidInputError(wrong, KEPT, "Look at it again.")
    asked = [Asked(one.number, one.mandatory, given.answers[one.number]) for one in clauses]
    if refused := not_agreed(asked):
        raise NotAgreedError(refused)


def _check_notice(entry: ScreeningEntry, given: ConsentGiven, *, again: bool) -> None:
    plan = plan_of(entry.study)
    time = time_before_consent(entry, plan, given.taken_at) if plan is not None and not again else None
    if time is not None and time.is_short and not given.short_notice_reason.strip():
        raise ShortNoticeError(int(time.had.total_seconds() // 3600), int(time.asked.total_seconds() // 3600))


def _seal(consent: Consent, given: ConsentGiven, at: datetime) -> None:
    if given.scan or given.scan_suffix:
        consent.scan_suffix = scan_to_keep(given.scan, given.scan_suffix)
        consent.scan = seal_for(consent.entry, KeyUse.CONSENT_FORM, given.scan, at)
    if given.mode == Mode.STYLUS:
        strokes = read_strokes(given.strokes)
        if strokes is None:
            raise InvalidInputError(
                "Nothing is drawn in the box for the signature, or far too much.",
                KEPT,
                "Let them sign again, or take consent on paper and keep a scan of it.",
            )
        consent.signature = seal_for(consent.entry, KeyUse.CONSENT_FORM, written(strokes), at)


def _become_a_case(
    access: Access, at: datetime, entry: ScreeningEntry, given: ConsentGiven, on: date, *, again: bool
) -> None:
    if not again:
        # Through the one door that looks at the stages, the site and whether recruitment is open.
        reach_stage(access=access, at=at, entry=entry, stage=Stage.CONSENTED, on=on, moment=given.taken_at)
    if entry.case is None:
        case = add_case(access=access, at=at, pseudonym=given.pseudonym)
        link_case(access=access, at=at, entry=entry, case=case)


def _note_departures(access: Access, at: datetime, consent: Consent, on: date) -> None:
    used = used_versions(access, consent.site, consent.sheet, consent.form, on)
    for one in departures(used, consent.entry.serial, on, consent.site.organisation):
        made = Deviation.objects.create(
            study=access.study, entry=consent.entry, on=on, kind=one.kind, words=one.words, created_at=at, changed_at=at
        )
        told = values_of(made, ("entry_id", "on", "kind", "closed_on"))
        tell(access, at, "wrote down deviation", made, before=None, after=told)
