"""Refusals that people can meet, said in three sentences.

Anything else that goes wrong is a fault of ours: it rolls back and shows a calm page. One middleware
(`lifeworld.config.middleware`) and the API show these; nothing else needs to catch them.
"""


class DomainError(Exception):
    """A refusal the reader can understand and act on.

    Args:
        what: what happened, one sentence.
        safe: what is safe, one sentence.
        do: what to do next, one sentence.

    None of the three may hold a participant's words, a name or a file's name: they reach logs and screens.
    """

    status = 409

    def __init__(self, what: str, safe: str = "Nothing was changed.", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.do = do

    def sentences(self) -> list[str]:
        """The three sentences in order, empty ones left out."""
        return [part for part in (self.what, self.safe, self.do) if part]


class NotFoundError(DomainError):
    """What was asked for does not exist, or this person may not see it: the answer is the same."""

    status = 404

    def __init__(self, what: str = "There is nothing here that you can open.") -> None:
        super().__init__(what, "Nothing was changed.", "Go back to your studies and choose again.")


class ClashError(DomainError):
    """Somebody changed the object since this writer last saw it. `current` is the object as it is now."""

    def __init__(self, current: object) -> None:
        super().__init__(
            "This was changed in another window since you opened it.",
            "Both versions are safe: yours is on the page.",
            "Compare the two and choose which to keep.",
        )
        self.current = current


class InvalidInputError(DomainError):
    """What was typed or sent cannot be used as it is."""

    status = 422
