"""How the trail is chained: each row's hash covers its own fields and the hash before it.

A keyless hash chain shows alteration, removal and reordering to anyone who runs the check (the construction of
Haber & Stornetta 1991, "How to time-stamp a digital document"). What it cannot show is in SECURITY.md.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST_HASH = "0" * 64


@dataclass(frozen=True)
class Link:
    """The fields of one act that the hash covers. `at` is aware; times are hashed in UTC to the microsecond."""

    study: str
    number: int
    at: datetime
    actor: str
    verb: str
    area: str
    case_number: int | None
    object_type: str
    object_id: int | None
    reverses: int | None
    detail_digest: str
    previous_hash: str


def canonical(value: Any) -> bytes:
    """One spelling for one JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link_hash(link: Link) -> str:
    """SHA-256 (hex) over every field of the link."""
    fields = dict(vars(link))
    fields["at"] = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical(fields)).hexdigest()


def detail_digest(salt: str, changes: list[Any], why: str) -> str:
    """SHA-256 (hex) of an act's words, salted so that short words cannot be guessed from it."""
    return hashlib.sha256(salt.encode() + canonical([changes, why])).hexdigest()
