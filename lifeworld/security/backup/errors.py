"""Refusals about backups that a person can meet. None names a file: a path can hold a name."""

from collections.abc import Iterator
from contextlib import contextmanager

from lifeworld.common.errors import DomainError
from lifeworld.security.errors import FILES_LEFT
from lifeworld.security.storage import StorageError


class NothingToBackUpError(DomainError):
    """There is no database in the folder."""

    def __init__(self) -> None:
        super().__init__("There is no store in this folder.", FILES_LEFT, "Name the folder that holds your studies.")


class BackupExistsError(DomainError):
    """Something lies where the backup should go."""

    def __init__(self) -> None:
        super().__init__(
            "A file with this name exists already.",
            "It was left as it is.",
            "Choose another name, or say that the file may be replaced.",
        )


class BackupNotWrittenError(DomainError):
    """The backup could not be written to its place, for instance because the disk is full."""

    def __init__(self) -> None:
        super().__init__(
            "The backup could not be written there.",
            "Your studies are safe, and no unfinished backup was left behind.",
            "Check that the folder exists, may be written to and has room, then try again.",
        )


class StoreDamagedError(DomainError):
    """The database does not pass its own check, so a backup of it would be worth little."""

    def __init__(self) -> None:
        super().__init__(
            "The store does not pass its own check, so no backup was made of it.",
            FILES_LEFT,
            "Keep the folder and your earlier backups, and restore the last good one into an empty folder.",
        )


class BackupPassphraseNeededError(DomainError):
    """A store without a vault has no key of its own for the backup."""

    def __init__(self) -> None:
        super().__init__(
            "This store has no passphrase of its own, so its backup needs one.",
            "Nothing was written.",
            "Choose a passphrase for the backup.",
        )


class NotABackupError(DomainError):
    """The file is something else, or cannot be read at all."""

    def __init__(self) -> None:
        super().__init__("This file is not a backup of a store.", FILES_LEFT, "Choose the file that a backup made.")


class BackupTooNewError(DomainError):
    """A later version of the program wrote the file."""

    def __init__(self) -> None:
        super().__init__(
            "This backup was made by a newer version of Lifeworld.",
            "The backup was only read.",
            "Install the newer version and restore it there.",
        )


class BackupDamagedError(DomainError):
    """The file is cut short or altered."""

    def __init__(self) -> None:
        super().__init__(
            "This backup is damaged: a part of it is missing or was altered.",
            "Nothing was restored, and the file was only read.",
            "Copy it again from where it was kept, or use another backup.",
        )


class WrongBackupPassphraseError(DomainError):
    """The passphrase is not the one of the day the backup was made."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "This passphrase does not open the backup.",
            "Nothing was restored.",
            "Use the passphrase of the day the backup was made, or the recovery key.",
        )


class NoRecoveryKeyError(DomainError):
    """The backup comes from a store that has no recovery key."""

    def __init__(self) -> None:
        super().__init__(
            "This backup has no recovery key.",
            "Nothing was restored.",
            "Use the passphrase it was made with.",
        )


class FolderNotEmptyError(DomainError):
    """Restoring goes only where nothing lies yet."""

    def __init__(self) -> None:
        super().__init__(
            "The folder to restore into is not empty.",
            FILES_LEFT,
            "Choose a new or an empty folder.",
        )


class NotRestoredError(DomainError):
    """The restored files could not be written, for instance because the disk is full."""

    def __init__(self) -> None:
        super().__init__(
            "The store could not be written there.",
            "The backup was only read, and nothing unfinished was left behind.",
            "Check that the place may be written to and has room, then try again.",
        )


@contextmanager
def plain_refusals(refusal: type[BackupNotWrittenError | NotRestoredError]) -> Iterator[None]:
    """Say a disk's refusal (full, not writable, gone) in plain words; the system's own message names files."""
    try:
        yield
    except (OSError, StorageError):
        raise refusal from None
