"""Who wishes to be sent the findings, by their consent, for the rooms beneath, which ask."""

from collections.abc import Collection, Mapping

from lifeworld.consent.models import ClauseAnswer, ClauseReply, Effect
from lifeworld.recruitment.hooks import Word, when_asked


def register() -> None:
    """Called when the program starts."""
    when_asked("consents", _said)


def _said(entries: Collection[int]) -> Mapping[int, Word]:
    """Of each who was ever asked, what the latest consent that asked them says."""
    answers = ClauseAnswer.objects.filter(consent__entry__in=entries, clause__effect=Effect.RESULTS)
    found = answers.exclude(reply=ClauseReply.NOT_ASKED).order_by("consent__number")
    return {
        entry: Word(findings=reply == ClauseReply.YES and taken_back_on is None)
        for entry, reply, taken_back_on in found.values_list("consent__entry", "reply", "taken_back_on")
    }
