"""How a page of names says how long it is open, and how it closes itself: without a script, by the browser."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime

from lifeworld.identities.models import Opening
from lifeworld.identities.rules.purposes import PURPOSES, left_in_words
from lifeworld.identities.selectors.openings import seconds_left


def opened(opening: Opening, at: datetime) -> dict[str, Any]:
    """What the templates say of an opening: its purpose, until when, and how long that is."""
    return {
        "purpose": opening.purpose, "purpose_words": PURPOSES[opening.purpose], "until": localtime(opening.until),
        "left": left_in_words(seconds_left(opening, at)),
    }  # fmt: skip


def closes(response: HttpResponse, opening: Opening, at: datetime) -> HttpResponse:
    """The page, told to lead to the closed one when the opening is over. Nothing may keep a copy of it."""
    over = reverse("identities", args=[opening.study.slug])
    response["Refresh"] = f"{seconds_left(opening, at)}; url={over}?over=1"
    response["Cache-Control"] = "no-store"
    return response
