"""Runs the hard checks over what this person may see now. Cases that are closed for now are not looked into."""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.db.models import QuerySet
from django.urls import reverse

from lifeworld.analysis.models import Contribution, NoteAnchor, Placement, Statement, StatementAnchor
from lifeworld.analysis.selectors.access import cross_case_open, open_cases
from lifeworld.analysis.selectors.group import personal_themes_of
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.quality.rules import (
    AnchorFact,
    Finding,
    finding,
    lines_hold,
    opened_meanwhile,
    quote_holds,
    without_carry_over,
    without_statements,
)
from lifeworld.study.models import Case
from lifeworld.study.rules.labels import Words, words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, cases_in
from lifeworld.trail.selectors import Verdict, acts_of, verify

ORDER_ACTS = ("opened case", "signed off case", "reopened case")


def check_study(access: Access) -> list[Finding]:
    """Everything the hard checks find in a study, in the order of the rules within each case.

    Sentences name people by pseudonym and things by their line; no participant's words are in them.
    """
    access.require(Right.READ_WORDS)
    per_case = chain.from_iterable(check_case(access, case) for case in open_cases(access))
    return [
        *per_case, *check_group(access), *check_order(access), *trail_finding(access, verify(access.study.slug)),
    ]  # fmt: skip


def check_case(access: Access, case: Case) -> Iterator[Finding]:
    """What is found in one case; the caller has checked that it may be seen."""
    yield from _check_statements(access, case)
    yield from _check_themes(access, case)
    frozen = TranscriptVersion.objects.filter(interview__case=case, frozen_at__isnull=False)
    for version in frozen.select_related("interview").order_by("interview__number"):
        yield from _check_anchors(access, case, version)
    yield from _check_one_case(access, case)


def _check_statements(access: Access, case: Case) -> Iterator[Finding]:
    words = words_for(access.study.label_profile)
    statements = case.statements.filter(removed_at__isnull=True)
    bare = statements.filter(anchors__isnull=True).count()
    if bare:
        yield finding("anchored", f"In {case.pseudonym}’s case {_things(bare, words)} on no words.",
                      _page("board", access, case))  # fmt: skip
    for reason in statements.exclude(set_aside_reason="").values_list("set_aside_reason", flat=True):
        if not reason.strip():
            yield finding("set-aside", f"Something of {case.pseudonym} was set aside without a reason.",
                          _page("board", access, case))  # fmt: skip


def _check_themes(access: Access, case: Case) -> Iterator[Finding]:
    noun = words_for(access.study.label_profile)["statements"]
    named = personal_themes_of(case)
    fed = Placement.objects.filter(
        theme__in=named, statement__removed_at__isnull=True, statement__set_aside_reason=""
    ).values_list("theme_id", flat=True)
    empty = without_statements({theme.pk: theme.parent_id for theme in named}, {key for key in fed if key is not None})
    for theme in named:
        if theme.pk in empty:
            yield finding("themes-have-statements", f"“{theme.name}” ({case.pseudonym}) has no {noun} beneath it.",
                          _page("board", access, case))  # fmt: skip
        if theme.set_aside_reason and not theme.set_aside_reason.strip():
            yield finding("set-aside", f"“{theme.name}” ({case.pseudonym}) was set aside without a reason.",
                          _page("group", access))  # fmt: skip


def _check_anchors(access: Access, case: Case, version: TranscriptVersion) -> Iterator[Finding]:
    words = words_for(access.study.label_profile)
    interview = version.interview.number
    for what, anchors in _anchors_on(case, version, words):
        for fact in _facts(anchors):
            where = f"{_page('reader', access, case)}?interview={interview}&line={max(1, fact.first_line)}"
            line = f"line {fact.first_line} of {case.pseudonym}’s transcript"
            if not quote_holds(version.text, fact):
                yield finding("quotes", f"On {line}, the quote of one {what} is not what stands there.", where)
            if not lines_hold(version.lines, fact):
                yield finding("lines", f"One {what} names {line}, and its words do not stand there.", where)


def _anchors_on(
    case: Case, version: TranscriptVersion, words: Words
) -> list[tuple[str, "QuerySet[NoteAnchor] | QuerySet[StatementAnchor]"]]:
    notes = NoteAnchor.objects.filter(version=version, note__case=case, note__removed_at__isnull=True)
    statements = StatementAnchor.objects.filter(
        version=version, statement__case=case, statement__removed_at__isnull=True
    )
    return [(words["note"], notes), (words["statement"], statements)]


def _facts(anchors: "QuerySet[NoteAnchor] | QuerySet[StatementAnchor]") -> Iterator[AnchorFact]:
    rows = anchors.order_by("start", "pk").values_list("start", "end", "quote", "first_line", "last_line")
    for start, end, quote, first_line, last_line in rows.iterator(chunk_size=500):
        yield AnchorFact(start, end, quote, first_line, last_line)


def _check_one_case(access: Access, case: Case) -> Iterator[Finding]:
    words = words_for(access.study.label_profile)
    anchors = StatementAnchor.objects.filter(statement__case=case, statement__removed_at__isnull=True)
    sources = Statement.notes.through.objects.filter(statement__case=case, statement__removed_at__isnull=True)
    placements = Placement.objects.filter(theme__layout__case=case, theme__removed_at__isnull=True)
    for foreign, noun in (
        (anchors.exclude(version__interview__case=case), words["statement"]),
        (sources.exclude(note__case=case), words["statement"]),
        (placements.exclude(statement__case=case), words["personal_theme"]),
    ):
        if foreign.exists():
            sentence = f"In {case.pseudonym}’s case, one {noun} at least draws on somebody else."
            yield finding("one-case", sentence, _page("board", access, case))


def check_group(access: Access) -> Iterator[Finding]:
    """What is found at the group level, where it is open to this person."""
    if not cross_case_open(access.study) or not access.can(Right.READ_FINDINGS):
        return
    themes = list(access.study.group_themes.filter(removed_at__isnull=True).order_by("position", "pk"))
    joined = Contribution.objects.filter(group_theme__in=themes, removed_at__isnull=True).order_by()
    standing = joined.exclude(personal_theme__removed_at__isnull=False).exclude(statement__removed_at__isnull=False)
    fed = set(standing.values_list("group_theme_id", flat=True).distinct())
    empty = without_statements({theme.pk: theme.parent_id for theme in themes}, fed)
    for theme in themes:
        if theme.pk in empty:
            yield finding("group-themes-have-contributions", f"“{theme.name}” has no contribution yet.",
                          _page("group", access))  # fmt: skip


def check_order(access: Access) -> Iterator[Finding]:
    """What is found in the order of the cases, and in what the diary says at each change of case."""
    names = {case.number: case for case in cases_in(access)}
    acts = acts_of(access.study.slug).filter(verb__in=ORDER_ACTS, case_number__isnull=False).order_by("number")
    told = [(verb, number) for verb, number in acts.values_list("verb", "case_number") if number is not None]
    for opened, other in opened_meanwhile(told):
        yield finding("case-order", f"{_name(names, opened)} was opened while {_name(names, other)} was still under "
                      "analysis.", _page("trail", access))  # fmt: skip
    order = list(dict.fromkeys(number for verb, number in told if verb == "opened case"))
    entries = access.study.diary.filter(removed_at__isnull=True, carried_over=True, case__isnull=False)
    written = set(entries.values_list("case__number", flat=True))
    for number in without_carry_over(order, written):
        yield finding("carry-over", f"The diary says nothing yet of what was carried over to {_name(names, number)}.",
                      _page("diary", access))  # fmt: skip


def trail_finding(access: Access, verdict: Verdict) -> list[Finding]:
    """What a check of the trail found, under its rule."""
    return [finding("trail", verdict.finding.sentence, _page("trail", access))] if verdict.finding else []


def _page(name: str, access: Access, case: Case | None = None) -> str:
    parts: Sequence[str | int] = [access.study.slug] if case is None else [access.study.slug, case.number]
    return reverse(name, args=parts)


def _name(names: dict[int, Case], number: int) -> str:
    return names[number].pseudonym if number in names else f"case {number}"


def _things(count: int, words: Words) -> str:
    return f"one {words['statement']} rests" if count == 1 else f"{count} {words['statements']} rest"
