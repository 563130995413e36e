"""Quality: the hard checks as sentences; what holds, what to look at, and where each expectation comes from."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lifeworld.analysis.selectors.access import closed_cases, cross_case_open
from lifeworld.common.api import asker
from lifeworld.common.pages import frame
from lifeworld.quality.rules import RULES, Finding
from lifeworld.quality.services import look
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, cases_in

SHOWN = 20


@dataclass(frozen=True)
class Looked:
    """One rule with what was found under it: the first `SHOWN`, and how many more."""

    key: str
    holds: str
    source: str
    found: list[Finding]
    more: int


@require_http_methods(["GET", "HEAD", "POST"])
def quality(request: HttpRequest, slug: str) -> HttpResponse:
    """The hard checks of one study, as they stand now. What no act touched is read again only when asked for."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    words = words_for(access.study.label_profile)
    by_rule: dict[str, list[Finding]] = {key: [] for key in RULES}
    for found in look(access=access, whole=request.method == "POST"):
        by_rule[found.rule].append(found)
    looked = [
        Looked(key, RULES[key].holds_in(words), RULES[key].source, found[:SHOWN], max(0, len(found) - SHOWN))
        for key, found in by_rule.items()
    ]
    cases = cases_in(access)
    context = frame(
        access.study, "quality", look=[one for one in looked if one.found],
        hold=[one for one in looked if not one.found],
        closed=closed_cases(access).exists(), across=cross_case_open(access.study),
        begun=cases.filter(opened_at__isnull=False).exists(),
    )  # fmt: skip
    return render(request, "quality/quality.html", context)
