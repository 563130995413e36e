"""The page of one entry: what is known, how far they came, and the one next step."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lifeworld.approvals.selectors.course import course_of
from lifeworld.common.errors import DomainError
from lifeworld.common.pages import frame
from lifeworld.recruitment.hooks import NOTHING_SAID, words_of
from lifeworld.recruitment.models import Answer, ScreeningEntry, Stage
from lifeworld.recruitment.rules.eligibility import UNKNOWN, holds, why_not_eligible
from lifeworld.recruitment.rules.reasons import reasons_at
from lifeworld.recruitment.rules.stages import ELIGIBLE, WHILE_RECRUITING, furthest, next_stage
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.recruitment.selectors.entries import asked_of, has_left, hours_of, reached_by, stage_of
from lifeworld.recruitment.selectors.log import came_to, hours_in_words
from lifeworld.recruitment.selectors.standing import last_of, rests_on_contact, step_of, why_not_take_back
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

# What the next step is called, and the word on its button.
STEPS = {
    Stage.ELIGIBLE: ("Is the study for them?", "They are eligible"),
    Stage.INFORMED: ("Give them the information sheet", "They were given it"),
    Stage.CONTACT: ("Do they agree to be contacted?", "They agreed to contact"),
    Stage.CONSENTED: ("Ask for their consent", ""),
    Stage.INTERVIEWED: ("Meet them for the interview", "They were interviewed"),
}


def show_entry(
    request: HttpRequest, access: Access, entry: ScreeningEntry, error: DomainError | None = None, **typed: Any
) -> HttpResponse:
    """The page of an entry; `typed` is what a refused form held."""
    today = timezone.localdate()
    reached = furthest(reached_by(entry))
    step = step_of(access, entry, today, today)
    passed = {one.stage for one in entry.stages.all()}
    following = None if has_left(entry) else next_stage(reached)
    what, does = STEPS[Stage(following)] if following else ("", "")
    against = list(step.not_eligible) if following == ELIGIBLE else []
    recruits = following in WHILE_RECRUITING
    closed = list(step.not_recruiting) if recruits else []
    begun = [step.opens_on, *([course_of(access).recruiting_from] if recruits else [])]
    # What happened while the study recruited may be written down later; before it did, nothing can have happened.
    possible = all(day is not None and day <= today for day in begun)
    if following and (step.opens_on is None or step.opens_on > today):
        closed.append("The site has no green light yet.")
    context = frame(
        access.study, "people", entry=entry, came_to=came_to(entry), stage=stage_of(entry), following=following,
        what=what, does=does, against=against, closed=closed,
        possible=possible, reasons=reasons_at(reached),
        stages=[(one, Stage(one.stage).label) for one in entry.stages.all()], left=has_left(entry),
        may_take_back=access.can(Right.RECRUIT) and not why_not_take_back(entry),
        last=last_of(entry), name_goes=rests_on_contact(entry),
        rows=_answers(entry), hours=hours_in_words(entry.hours), bands=list(entry.bands.select_related("frame")),
        no_longer=why_not_eligible(asked_of(entry), hours_of(entry)) if reached != Stage.SCREENED else [],
        may_change=access.can(Right.RECRUIT), may_read=access.can(Right.READ_WORDS), today=today.isoformat(),
        consented=Stage.CONSENTED in passed, contact=Stage.CONTACT in passed, may_open=access.can(Right.IDENTITIES),
        stopped=words_of([entry.pk]).get(entry.pk, NOTHING_SAID).stopped, error=error, **typed,
    )  # fmt: skip
    return render(request, "recruitment/entry.html", context, status=error.status if error else 200)


def _answers(entry: ScreeningEntry) -> list[dict[str, Any]]:
    given = {one.criterion_id: one for one in entry.answers.all()}
    hours = hours_of(entry)
    rows = []
    for criterion, asked in zip(criteria_of(entry.study), asked_of(entry, given), strict=True):
        kept = given.get(criterion.pk)
        found = holds(asked, hours)
        answer = kept.answer if kept else UNKNOWN
        if asked.least is not None:
            answer, source, checked = "", hours.source, hours.checked_by
            said = hours_in_words(hours.value) if hours.value is not None else Answer.UNKNOWN.label
        else:
            said, source, checked = Answer(answer).label, kept.source if kept else "", kept.checked_by if kept else ""
        rows.append({"words": criterion.words, "said": said, "source": source, "checked": checked, "holds": found})
    return rows
