"""Who went no further, in sentences: reasons of few people joined, so that none is laid at one door."""

from lifeworld.recruitment.rules.flow import LEAST, Flow, Share, shares
from lifeworld.recruitment.rules.reasons import REASONS
from lifeworld.recruitment.rules.stages import CONSENTED, CONTACT, ELIGIBLE, INFORMED, INTERVIEWED, SCREENED
from lifeworld.reporting.rules.phrases import capital, counted, listed, to_fill, were
from lifeworld.study.rules.target_range import in_words

_OF_WHOM = {
    SCREENED: "those screened", ELIGIBLE: "those found eligible", INFORMED: "those given information",
    CONTACT: "those who agreed to be contacted", CONSENTED: "those who consented",
    INTERVIEWED: "those interviewed",
}  # fmt: skip


def leavers_in_words(flow: Flow) -> tuple[str, ...]:
    """A sentence for each stage at which somebody left, in the stages' order."""
    return tuple(
        f"Of {_OF_WHOM[one.stage]}, {listed([_said(share) for share in shares(one.left, list(REASONS), LEAST)])}."
        for one in flow.stages
        if one.left
    )


def stayed_in_words(stayed: int) -> tuple[str, ...]:
    """That some accounts are of people who left later, a sentence; nothing where none is."""
    if not stayed:
        return ()
    of = counted(stayed, "of these is the account of somebody", "of these are the accounts of people")
    return (f"{capital(of)} who withdrew after the interview; what they had told stays.",)


def by_hand_in_words(by_hand: int) -> tuple[str, ...]:
    """The blank for cases that no entry of the screening log stands for; nothing where there is none."""
    if not by_hand:
        return ()
    without = "no entry in the screening log and"
    have = counted(by_hand, f"case in the analysis has {without} stands", f"cases in the analysis have {without} stand")
    return (to_fill(f"{have} in none of the numbers above: how they came"),)


def _said(share: Share) -> str:
    if share.reason is None:
        return f"{in_words(share.count)} went no further, for reasons not told apart here"
    return REASONS[share.reason].figure.format(n=in_words(share.count), were=were(share.count))
