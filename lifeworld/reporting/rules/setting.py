"""What stands above every table: which study, whose words for things, when it was made, and what quotes are."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from lifeworld.study.rules.labels import Words

VERBATIM = (
    "Quotes are verbatim. Names are pseudonyms; words in [square brackets] stand in place of what could identify "
    "someone."
)
PLACES = "Places in the transcripts are page.line."
EDITIONS = {
    "2022": "Terms follow Smith, Flowers and Larkin’s 2nd edition (2022).",
    "2009": "Terms follow Smith, Flowers and Larkin’s 1st edition (2009).",
}


@dataclass(frozen=True)
class Setting:
    """The study as captions name it, its label profile and words, and the moment of making."""

    study: str
    fictional: bool
    profile: str
    words: Words
    made_at: datetime

    def caption(self, *more: str, verbatim: bool = True, terms: bool = True) -> tuple[str, ...]:
        """The sentences above a table; `more` come between the study and the terms, which a table may not need."""
        study = self.study.rstrip(".")
        return (
            f"{study} (a fictional study)." if self.fictional and "fictional" not in study.lower() else f"{study}.",
            *more,
            *((EDITIONS.get(self.profile, EDITIONS["2022"]),) if terms else ()),
            *((VERBATIM,) if verbatim else ()),
            f"Made on {self.made_at.day} {self.made_at:%B %Y}.",
        )

    @property
    def terms(self) -> dict[str, str]:
        """The profile's words, for json."""
        return cast(dict[str, str], dict(self.words))
