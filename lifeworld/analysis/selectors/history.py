"""What a person can undo and redo now, read from the trail."""

from lifeworld.analysis.rules.undo import Stacks, stacks
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act

REACH = 400


def stacks_for(access: Access, area: str, case: Case | None) -> Stacks:
    """What this person can undo and redo in an area (of one case): at most the last `REACH` acts."""
    acts = Act.objects.filter(
        study=access.study.slug, area=area, case_number=case.number if case else None,
        actor=access.person.username,
    ).exclude(detail_digest="")  # fmt: skip
    newest = acts.order_by("-number").values_list("number", "verb", "reverses")[:REACH]
    return stacks(reversed(list(newest)))
