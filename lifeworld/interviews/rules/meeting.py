"""What a person types about an interview: which one it was, when it was held, how long it took."""

from datetime import date

from lifeworld.common.errors import InvalidInputError

LONGEST_MINUTES = 1440
MOST_INTERVIEWS = 99


class MeetingError(InvalidInputError):
    """A number or date of an interview cannot be."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what, "Nothing was changed.", do)


def read_held_on(typed: str, today: date) -> date | None:
    """The day as `2026-03-02`, None where nothing was typed. Raises `MeetingError` for no day, or one to come."""
    if not typed.strip():
        return None
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        raise MeetingError("That is no day of the calendar.", "Type it as 2026-03-02, or leave it empty.") from None
    check_held_on(day, today)
    return day


def check_held_on(day: date | None, today: date) -> None:
    """Raise `MeetingError` for a day that is still to come; none is none."""
    if day is not None and day > today:
        raise MeetingError("That day is still to come.", "Check the year, or leave the date empty.")


def read_minutes(typed: str) -> int | None:
    """Whole minutes, None where nothing was typed. Raises `MeetingError`."""
    return _whole(typed, LONGEST_MINUTES, "The length of an interview is a whole number of minutes, at most a day.")


def read_interview_number(typed: str) -> int | None:
    """Which interview of the case, from 1; None where nothing was typed. Raises `MeetingError`."""
    return _whole(typed, MOST_INTERVIEWS, f"An interview’s number is a whole number from 1 to {MOST_INTERVIEWS}.")


def _whole(typed: str, largest: int, what: str) -> int | None:
    digits = typed.strip()
    if not digits:
        return None
    # isascii first: other scripts' digits and superscripts count as digits too.
    if not (digits.isascii() and digits.isdigit() and len(digits) < 9 and 1 <= int(digits) <= largest):
        raise MeetingError(what, "Type it in figures, or leave it empty.")
    return int(digits)
