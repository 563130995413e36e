"""Back to the voice: one contribution walked down to the words through one of its statements.

The group page shows one statement whole and the others by name, so this asks only for what it shows.
"""

from dataclasses import dataclass, replace

from lifeworld.analysis.models import Contribution, Statement
from lifeworld.analysis.selectors.chain import (
    StatementLink,
    as_far_as,
    statement_link,
    statements_beneath,
)
from lifeworld.analysis.selectors.group import case_of
from lifeworld.analysis.selectors.withheld import withheld_from
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class StatementName:
    """A statement by its words alone."""

    id: int
    text: str


@dataclass(frozen=True)
class Voice:
    """A contribution's thread. `statement` is shown whole, `others` are one click away.

    `also` are other statements of the case that rest on some of the same words. `personal_theme` is empty where the
    contribution is a statement itself.
    """

    contribution: int
    group_theme: str
    subtheme: str
    case: int
    pseudonym: str
    stance: str
    comment: str
    personal_theme: str
    statement: StatementLink | None
    others: list[StatementName]
    also: list[StatementName]


def voice_of(access: Access, contribution: Contribution, statement_id: int | None) -> Voice:
    """A contribution's thread through the statement asked for (the first, where it is not one of its own).

    The caller has checked that the contribution may be seen.
    """
    pairs = statements_beneath(contribution)
    chosen = next((pair for pair in pairs if pair[0].pk == statement_id), pairs[0] if pairs else None)
    case, group, withheld = case_of(contribution), contribution.group_theme, withheld_from(access)
    found = Voice(
        contribution=contribution.pk,
        group_theme=group.parent.name if group.parent else group.name,
        subtheme=group.name if group.parent else "",
        case=case.number,
        pseudonym=case.pseudonym,
        stance=contribution.stance,
        comment=contribution.comment,
        personal_theme=contribution.personal_theme.name if contribution.personal_theme else "",
        statement=None,
        others=[StatementName(one.pk, one.text) for one, _ in pairs if chosen is None or one.pk != chosen[0].pk],
        also=same_words(chosen[0]) if chosen else [],
    )
    whole = as_far_as(access, statement_link(*chosen), case.number, withheld) if chosen else None
    return replace(withheld.in_all(found), statement=whole)


def same_words(statement: Statement) -> list[StatementName]:
    """Other statements of the case that rest on some of the words this one rests on."""
    found: dict[int, str] = {}
    for anchor in statement.anchors.all():
        others = Statement.objects.filter(
            case=statement.case_id, removed_at__isnull=True, anchors__version=anchor.version_id,
            anchors__start__lt=anchor.end, anchors__end__gt=anchor.start,
        ).exclude(pk=statement.pk)  # fmt: skip
        found |= dict(others.order_by("pk").values_list("pk", "text"))
    return [StatementName(key, text) for key, text in sorted(found.items())]
