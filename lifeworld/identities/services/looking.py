"""Looking at names: nobody's is shown before the trail says who looked, at whom and for what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from lifeworld.identities.models import Opening
from lifeworld.identities.rules.purposes import Purpose
from lifeworld.identities.selectors.openings import live_opening
from lifeworld.identities.selectors.people import Known, Line, contacts_of, lines_for, open_identity
from lifeworld.identities.services.telling import tell_of
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.study.acting import one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

# Each person on a page is a row of the trail.
NAMES_A_PAGE = 20


@dataclass(frozen=True)
class Contacts:
    """One part of the list, within one opening."""

    opening: Opening
    page: Page[ScreeningEntry]
    lines: list[Line]


@one_act(Right.IDENTITIES)
def look_at(*, access: Access, at: datetime, entry: ScreeningEntry) -> Known:
    """Who somebody is. Where something is written of them, the trail says who looked and for what.

    Raises:
        NamesClosedError: this person has no live opening.
        NotOpenedError: the purpose is another, or contact has ended.
    """
    fresh = entry_of(access, entry.serial)
    known = open_identity(access, at, fresh)
    if known.written:
        tell_of(access, at, "looked at name", fresh, purpose=live_opening(access, at).purpose)
    return known


@one_act(Right.IDENTITIES)
def look_through(*, access: Access, at: datetime, part: Any) -> Contacts:
    """One part of those who agreed to be contacted, by serial; each person shown is a row of the trail.

    Opened for a new person, the list is of those of whom nothing is written yet. Raises `NamesClosedError`.
    """
    opening = live_opening(access, at)
    entries = contacts_of(access)
    if opening.purpose == Purpose.NEW:
        entries = entries.filter(identity__isnull=True)
    page = Paginator(entries, NAMES_A_PAGE).get_page(part)
    lines = lines_for(opening, page.object_list)
    for line in lines:
        if line.known is not None:
            tell_of(access, at, "looked at name", line.entry, purpose=opening.purpose)
    return Contacts(opening, page, lines)
