"""What a person can undo and redo now, read from the trail."""

from dataclasses import dataclass

from lifeworld.analysis.rules.undo import Stacks, stacks
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from lifeworld.trail.sentences import sentence_for

REACH = 400


def stacks_for(access: Access, area: str, case: Case | None) -> Stacks:
    """What this person can undo and redo in an area (of one case): at most the last `REACH` acts.

    An act without words changed nothing, or its words were erased: neither can be reversed.
    """
    acts = Act.objects.filter(
        study=access.study.slug, area=area, case_number=case.number if case else None,
        actor=access.person.username, detail__isnull=False,
    )  # fmt: skip
    newest = acts.order_by("-number").values_list("number", "verb", "reverses")[:REACH]
    return stacks(reversed(list(newest)))


@dataclass(frozen=True)
class NextSteps:
    """What undo and redo would reverse now, as the trail says it; empty where there is nothing."""

    undo: str
    redo: str


def next_steps(access: Access, area: str, case: Case | None = None) -> NextSteps:
    """What undo and redo would reverse now."""
    both = stacks_for(access, area, case)
    numbers = {"undo": both.done[-1:], "redo": both.undone[-1:]}
    wanted = [number for last in numbers.values() for number in last]
    acts = {act.number: act for act in Act.objects.filter(study=access.study.slug, number__in=wanted)}
    said = {name: "".join(sentence_for(acts[number]) for number in last) for name, last in numbers.items()}
    return NextSteps(**said)
