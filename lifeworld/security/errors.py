"""Refusals about keys, locks and backups that a person can meet."""

from lifeworld.common.errors import DomainError


class StoreLockedError(DomainError):
    """The store has a vault and nobody has opened it, or it was locked during the work."""

    status = 423

    def __init__(self) -> None:
        super().__init__(
            "Your studies are locked.",
            "Everything saved before is safe; nothing was changed.",
            "Enter your passphrase to open them again.",
        )


class StoreUnreadableError(DomainError):
    """The key and the database do not belong together, or the database is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "The store could not be opened with this key.",
            "The files were left as they are.",
            "Check that this folder belongs to this store, or restore your last backup into an empty one.",
        )
