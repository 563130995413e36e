"""Refusals about archives. None names a file, a person or a word of a study."""

from collections.abc import Iterator
from contextlib import contextmanager

from lifeworld.common.errors import DomainError

NOTHING_CHANGED = "Nothing was changed here, and the file was only read."


class NotAnArchiveError(DomainError):
    """The file is something else, or cannot be read at all."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "This file is not a study's archive.", NOTHING_CHANGED, "Choose a file that ends in .lifeworld-study."
        )


class ArchiveTooNewError(DomainError):
    """A later version of the program wrote it."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "This archive was made by a newer version of Lifeworld.",
            NOTHING_CHANGED,
            "Install the newer version here and bring it in again.",
        )


class ArchiveDamagedError(DomainError):
    """The file is cut short or altered, or holds what no archive of ours holds."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "This archive is damaged: a part of it is missing or was altered.",
            NOTHING_CHANGED,
            "Copy it again from where it was kept, or take the study out again.",
        )


class WrongArchivePassphraseError(DomainError):
    """The passphrase is not the archive's."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "This passphrase does not open the archive.",
            NOTHING_CHANGED,
            "Type the passphrase that was chosen when the study was taken out.",
        )


class TrailBrokenError(DomainError):
    """The trail in the archive does not hold."""

    status = 422

    def __init__(self, number: int) -> None:
        super().__init__(
            f"The trail in this archive does not hold: row {number} was altered, or is missing.",
            NOTHING_CHANGED,
            "Check the trail where the study came from, and take the study out again there.",
        )


class KeysTakenError(DomainError):
    """An id of the archive belongs to another study here."""

    def __init__(self) -> None:
        super().__init__(
            "This archive and another study here use the same numbers, so the two cannot lie in one store.",
            NOTHING_CHANGED,
            "Bring it in to a store of its own, in a new folder.",
        )


class DoesNotFitError(DomainError):
    """The database refuses a row, for instance for a character that it cannot hold."""

    def __init__(self) -> None:
        super().__init__(
            "Something in this archive cannot be kept in this store.",
            NOTHING_CHANGED,
            "Bring it in to a store of its own, in a new folder.",
        )


class HereAlreadyError(DomainError):
    """The study is here, and the archive goes further; replacing it was not asked for."""

    def __init__(self, here: int, there: int) -> None:
        self.here, self.there = here, there
        super().__init__(
            f"This study is here already, and the archive goes on from here: {_acts(there - here)} more.",
            NOTHING_CHANGED,
            "Say that it may be replaced; nothing that was done here is lost by it.",
        )


class NothingNewError(DomainError):
    """The archive holds nothing that is not here."""

    def __init__(self, more_here: int) -> None:
        what = (
            f"The study here is further than the archive: {_acts(more_here)} more."
            if more_here
            else "There is nothing new in this archive: the study here is the same."
        )
        super().__init__(what, NOTHING_CHANGED, "Go on working here, or take the study out from here.")


class DivergedError(DomainError):
    """Both went on after their last common act. `common` is that act's number, 0 where there is none."""

    def __init__(self, common: int) -> None:
        self.common = common
        what = (
            f"The study was changed both here and there: the last act they share is row {common} of the trail."
            if common
            else "Another study of the same short name is here: the two share no act."
        )
        super().__init__(
            what, NOTHING_CHANGED, "Bring it in to a store of its own, in a new folder, and compare the two by hand."
        )


class NotYoursError(DomainError):
    """The study is here, and this person does not lead it."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "A study of this short name is here already, and you do not lead it.",
            NOTHING_CHANGED,
            "Ask the lead researcher to bring the archive in.",
        )


class NotWrittenError(DomainError):
    """The archive could not be written, for instance because the disk is full."""

    def __init__(self) -> None:
        super().__init__(
            "The archive could not be written there.",
            "The study is as it was, and no unfinished archive was left behind.",
            "Check that the folder exists, may be written to and has room, then try again.",
        )


class TooLargeError(DomainError):
    """One row is larger than an archive may hold."""

    def __init__(self) -> None:
        super().__init__(
            "A transcript or file in this study is larger than an archive can hold.",
            "The study is as it was, and no archive was made.",
            "Make a backup of the whole store instead.",
        )


def _acts(count: int) -> str:
    return "1 act" if count == 1 else f"{count:,} acts"


@contextmanager
def plain_refusals() -> Iterator[None]:
    """Say a disk's refusal in plain words; the system's own message names files."""
    try:
        yield
    except OSError:
        raise NotWrittenError from None
