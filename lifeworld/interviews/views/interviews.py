"""The list of interviews, with the one thing to do next."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lifeworld.common.api import asker
from lifeworld.common.pages import frame
from lifeworld.interviews.selectors import arrivals_of, first_draft, first_without_transcript, interview_rows
from lifeworld.study.rules.roles import Right
from lifeworld.study.rules.target_range import in_words
from lifeworld.study.selectors import Access, access_to, cases_in

CASES_A_PAGE = 50


@dataclass(frozen=True)
class Next:
    """One next step: what, why, and the button."""

    what: str
    why: str
    button: str
    url: str


@require_safe
def interviews(request: HttpRequest, slug: str) -> HttpResponse:
    """Each case with its interviews: when, how long, how many words, and whether its lines are numbered."""
    access = access_to(asker(request), slug)
    page = Paginator(cases_in(access), CASES_A_PAGE).get_page(request.GET.get("page"))
    found = interview_rows(list(page))
    rows = [(case, [(row, f"{row.word_count:,}") for row in found[case.pk]]) for case in page]
    context = frame(
        access.study, "interviews", page=page, rows=rows,
        next=_next(access) if access.can(Right.LEAD) else None,
        may_bring_in=access.can(Right.LEAD), may_read=access.can(Right.READ_WORDS),
        may_see_meetings=access.can(Right.READ_RECRUITMENT), may_see_incidents=access.can(Right.RECRUIT),
    )  # fmt: skip
    return render(request, "interviews/interviews.html", context)


def _next(access: Access) -> Next:
    slug = access.study.slug
    bring_in = reverse("import", args=[slug])
    waiting = arrivals_of(access, timezone.now()).count()
    if waiting:
        files = "One file waits" if waiting == 1 else f"{in_words(waiting).capitalize()} files wait"
        what = f"{files} for you to look at"
        why = "Nothing of it is in the study yet. After a day it is destroyed."
        return Next(what, why, "Look before it is saved", reverse("import-preview", args=[slug]))
    draft = first_draft(access)
    if draft:
        name = draft.interview.case.pseudonym
        why = "Analysis cites line numbers, so a transcript is checked first and its lines numbered once."
        url = reverse("transcript", args=[slug, draft.pk])
        return Next(f"Check {name}’s transcript and freeze its lines", why, "Open the draft", url)
    missing = first_without_transcript(access)
    if missing:
        why = "A Word, OpenDocument, RTF, text or caption file, or pasted text; you see it before anything is saved."
        url = f"{bring_in}?case={missing.number}"
        return Next(f"Bring in {missing.pseudonym}’s interview", why, "Choose a file", url)
    if not access.study.cases.exists():
        why = (
            "One file, many at once, or pasted text. You see who speaks and what was recognised before anything "
            "is saved, and the person is added as you go."
        )
        return Next("Bring in the first interview", why, "Choose a file", bring_in)
    why = "Each is frozen for analysis. IPA takes them one at a time, each read whole before anything is noted."
    return Next("Go on to the analysis", why, "Open the analysis", reverse("analysis", args=[slug]))
