"""The screening log as its page shows it, a part at a time."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator

from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.rules.reasons import REASONS
from lifeworld.recruitment.selectors.entries import entries_of, has_left, stage_of
from lifeworld.study.selectors import Access

ENTRIES_A_PAGE = 7


@dataclass(frozen=True)
class LogRow:
    """One entry as the log shows it: by serial, with roles, hours, and what it came to."""

    serial: int
    screened_on: date
    site: str
    put_forward_by: str
    hours: str
    hours_checked: str
    came_to: str


def log_of(access: Access, part: str | None) -> tuple[Page[ScreeningEntry], list[LogRow]]:
    """A part of the log, the latest entries first, and its rows. `NotAllowedError` for whoever may not see it."""
    page = Paginator(entries_of(access), ENTRIES_A_PAGE).get_page(part)
    return page, [_row(one) for one in page.object_list]


def one_year(access: Access) -> bool:
    """Whether the whole log is of one year, so that its days need not name it."""
    return len(entries_of(access).order_by().dates("screened_on", "year")) < 2


def came_to(entry: ScreeningEntry) -> str:
    """How far somebody came, in a few words: "interviewed", or why they went no further."""
    if has_left(entry):
        return REASONS[entry.leaving.reason].words
    stage = stage_of(entry)
    return "screened, not decided yet" if stage == Stage.SCREENED else str(stage.label).lower()


def hours_in_words(hours: Decimal | None) -> str:
    """Hours without idle noughts: "6", "3.5"; a dash where they are not known."""
    return "–" if hours is None else f"{hours.normalize():f}"


def _row(entry: ScreeningEntry) -> LogRow:
    site = entry.site.place or entry.site.organisation
    checked = ", ".join(
        filter(
            None,
            (
                entry.hours_checked_by and f"by {entry.hours_checked_by}",
                entry.hours_source and f"from {entry.hours_source}",
            ),
        )
    )
    return LogRow(
        entry.serial, entry.screened_on, site, entry.put_forward_by, hours_in_words(entry.hours), checked,
        came_to(entry),
    )  # fmt: skip
