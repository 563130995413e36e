"""Who went no further, in sentences: reasons of few people joined, so that none is laid at one door."""

from lifeworld.recruitment.rules.flow import Flow, Share, shares
from lifeworld.recruitment.rules.reasons import REASONS
from lifeworld.recruitment.rules.stages import CONSENTED, CONTACT, ELIGIBLE, INFORMED, INTERVIEWED, SCREENED
from lifeworld.reporting.rules.phrases import capital, counted, listed, were
from lifeworld.reporting.rules.recruited import LEAST
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


def _said(share: Share) -> str:
    if share.reason is None:
        return f"{in_words(share.count)} went no further, for reasons not told apart here"
    return REASONS[share.reason].figure.format(n=in_words(share.count), were=were(share.count))
