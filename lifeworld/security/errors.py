"""Refusals about keys, locks and backups that a person can meet."""

from lifeworld.common.errors import DomainError, InvalidInputError

FILES_LEFT = "The files were left as they are."


class StoreLockedError(DomainError):
    """The store has a vault and nobody has opened it, or it was locked during the work."""

    status = 423

    def __init__(self) -> None:
        super().__init__(
            "Your studies are locked.",
            "Everything saved before is safe; nothing was changed.",
            "Enter your passphrase to open them again.",
        )


class SignedOutError(DomainError):
    """On a server: nobody is signed in here, or the session has ended."""

    status = 401

    def __init__(self) -> None:
        super().__init__(
            "You are signed out.",
            "Everything saved before is safe; nothing was changed.",
            "Sign in again to go on.",
        )


class SecondFactorMissingError(DomainError):
    """On a server: signed in with a passphrase alone, before an authenticator app was set up."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Your authenticator app is not set up yet.",
            "Nothing was changed.",
            "Sign in with a browser and set it up first.",
        )


class StoreUnreadableError(DomainError):
    """The key and the database do not belong together, or the database is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "The store could not be opened with this key.",
            FILES_LEFT,
            "Check that this folder belongs to this store, or restore your last backup into an empty one.",
        )


class VaultExistsError(DomainError):
    """Setting up was asked for where a store lies already."""

    def __init__(self) -> None:
        super().__init__(
            "There is a store in this folder already.",
            FILES_LEFT,
            "Open it with its passphrase, or choose an empty folder.",
        )


class VaultDamagedError(DomainError):
    """The vault file is missing, cannot be read, or was altered."""

    def __init__(self) -> None:
        super().__init__(
            "The vault file of this store is missing or damaged.",
            FILES_LEFT,
            "Restore your last backup into an empty folder; each backup carries its own copy of the vault.",
        )


class WrongPassphraseError(DomainError):
    """The passphrase does not open this."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "This passphrase does not open the store.",
            "Nothing was changed.",
            "Check the keyboard's language and capitals and try again, or use your recovery key.",
        )


class WrongRecoveryKeyError(DomainError):
    """The recovery key is well formed and belongs to another store, or was replaced by a newer one."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "This recovery key belongs to another store, or was replaced by a newer one.",
            "Nothing was changed.",
            "Look for the sheet that was printed last for this store.",
        )


class RecoveryKeyTypingError(InvalidInputError):
    """What was typed is not a recovery key: a character is wrong, missing or too many."""

    def __init__(self) -> None:
        super().__init__(
            "This does not read as a recovery key: a character is wrong, missing or too many.",
            "Nothing was changed.",
            "Compare it with the printed sheet, group by group.",
        )


class TooSoonError(DomainError):
    """Several attempts were wrong; `seconds` tells how long until the next one is heard."""

    status = 429

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"Several passphrases did not fit, so the next one is heard in {_duration(seconds)}.",
            "Your studies stay closed and safe meanwhile.",
            "Wait, then try again, or use your recovery key.",
        )


class TooOftenError(DomainError):
    """On a server: more attempts to sign in from one place, or on one account, than a person makes."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            "There were more attempts than a person makes.",
            "Nothing was changed.",
            "Wait five minutes, then try again.",
        )


class PassphraseRefusedError(InvalidInputError):
    """A new passphrase is too short, too long or too well known."""

    def __init__(self, what: str) -> None:
        super().__init__(
            what,
            "Nothing was changed.",
            "Three or four words that do not belong together make a good one; any characters are allowed.",
        )


def _duration(seconds: int) -> str:
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
