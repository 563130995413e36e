"""Every page there is, from the URL table itself, so that a new page is walked or said to be none."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from lifeworld.help.documents import INDEX, address_of, sources
from lifeworld.reporting.kinds import KINDS

# Addresses that no page opens at: they act and lead on, hand over a file, or answer a script.
ACTS = {
    "lock", "import-preview", "freeze", "speakers", "open-case", "write-about", "sign-off", "reopen", "open-across",
    "close-across", "take-out-entry", "take-out", "group-open", "group-undo", "group-redo", "group-theme-order",
    "personal-theme-aside", "personal-theme-back", "waiting-cancel",
    "store-back-up", "store-passphrase", "store-recovery-key", "store-tokens", "store-token-revoke",
    "member-role", "member-end", "duty-met", "duty-aside", "duty-again", "recruiting", "condition-close",
    "condition-again", "site-take-out", "version-approved", "version-live", "version-file",
    "withdrawal-certificate", "destruction-certificate",
    "withdrawals-clear", "retention-aside", "retention-again", "backup-deleted", "destruction-propose",
    "destruction-take-back", "group-theme-looked",
    "meeting-ready", "meeting-limits", "meeting-check-in", "meeting-begin", "meeting-pause", "meeting-go-on",
    "meeting-end", "meeting-call-off", "meeting-debrief", "meeting-letter", "meeting-note", "meeting-diary",
    "payment-new", "payment-paid", "payment-take-out", "incident-add", "incident-close", "incident-again",
    "change-outcome", "safety-sent", "safety-take-out",
    "names-open", "names-close",
    "criteria-begin", "criterion-up",
    "criterion-retire", "frame-take-out", "reach-stage", "went-no-further", "take-back-stage",
    "clause-taken-back", "answer-corrected", "copy-given", "signed-form", "deviation-act",
    "consent-copy", "signed-form-file",
}  # fmt: skip
FILES = {
    "record-text",
    "record-json",
    "original",
    "map-file",
    "waiting-file",
    "waiting-state",
    "help-picture",
    "help-example",
    "obligations-calendar",
    "calendar-file",
    "meetings-calendar",
    "flow-picture",
}
# Pages of another store than the fictional one, or of one moment: each has a walk of its own.
ELSEWHERE = {"set-up", "unlock", "waiting", "meeting-place"}

# How each part of an address is filled in the fictional study.
PARTS: dict[str, list[Any]] = {
    "slug": ["alongside"],
    "number": [1],
    "meeting": [1],
    "incident": [1],
    "guide": [5],
    "version": [1],
    "entry_id": [1],
    "kind": list(KINDS),
    "theme": [1],
    "contribution": [1],
    "statement": [1],
    "token": [1],
    "member": [1],
    "condition": [1],
    "payment": [1],
    "backup": [1],
    "serial": [1],
    "criterion": [1],
    "frame": [1],
    "klass": ["contacts"],
    "clause": [1],
    "deviation": [1],
    "form_version": [7],
    "document": [address_of(source, "").removeprefix("/help/") for source in sources() if source != INDEX],
    "name": ["none"],
}
# A page that only one person of the fictional study has.
ONE = {"incident": "/studies/alongside/recruitment/9/incidents/1"}
# The same page in another state worth seeing.
MORE = {
    "case": ["/studies/alongside/cases/6"],
    "case-search": ["/studies/alongside/cases/1/search?q=kitchen"],
    "diary": ["/studies/alongside/diary?case=2"],
    "search": ["/studies/alongside/search?q=kitchen"],
    "trail": ["/studies/alongside/trail?check=1"],
    "group": ["/studies/alongside/group?contribution=3"],
    "group-theme-new": ["/studies/alongside/group/themes/new?parent=1"],
    "group-theme-join": ["/studies/alongside/group/themes/1/join?case=1"],
    "new-entry": ["/studies/alongside/diary/new?case=1&about=statement:1"],
    "import": ["/studies/alongside/interviews/import?case=6"],
    # An entry that was not eligible, one still under way, and ones that withdrew after the cut-off and before it.
    "screening-entry": [f"/studies/alongside/recruitment/{serial}" for serial in (2, 13, 25)],
    "consent": [f"/studies/alongside/recruitment/{serial}/consent" for serial in (13, 25)],
    "clauses": ["/studies/alongside/consent/forms/7?change=1"],
    "everything": ["/studies/alongside/recruitment/25/everything"],
}


def routes() -> list[tuple[str, str]]:
    """Every named address outside the API, with its parts as `{name}`."""
    return list(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace is None:
                yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name), "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def filled(route: str) -> list[str]:
    """A route with its parts filled; one that is not known stays as it is written, and is then not found."""
    names = re.findall(r"{(\w+)}", route)
    values = itertools.product(*(PARTS.get(name, [f"{{{name}}}"]) for name in names))
    return [route.format(**dict(zip(names, chosen, strict=True))) for chosen in values]


def pages() -> list[str]:
    """The address of every page of the fictional study."""
    found: list[str] = []
    for name, route in routes():
        if name not in ACTS | FILES | ELSEWHERE:
            found += [*([ONE[name]] if name in ONE else filled(route)), *MORE.get(name, [])]
    return found
