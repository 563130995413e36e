"""People with names that stand nowhere else, and every way in which a place could still hold one of them."""

import base64
import io
import zipfile
from functools import cache
from urllib.parse import quote, quote_plus

from django.test import Client
from django.utils.html import escape

# What a person could be known by; each value is of this file alone.
ZOE = {
    "name": "Zephyrine O’Quillonby", "called": "Zephie-Quill", "phone": "01603 955 0147", "message": "yes",
    "email": "zephyrine.quillonby@mail.example", "address": "14 Marcasite Loke\nHalvergate-under-Wick",
    "reach_by": "ring twice after Pointless", "asked_for": "findings", "gp": "Dr Ondine Tamariskova",
    "gp_contact": "Lazulite Surgery 01493 955 0222", "access_needs": "brings her whippet Gossamer",
}  # fmt: skip
IVO = {
    "name": "Ivo Perigeesson", "called": "Perigeeboy", "phone": "+44 7700 900 461", "message": "no",
    "email": "ivo@perigeesson.example", "address": "The Wolframite, Verdigris Drift", "reach_by": "letters, never ring",
    "asked_for": "transcript", "gp": "Amaranthine CMHT", "gp_contact": "duty@amaranthine.example",
    "access_needs": "an interpreter of Cinnabarese",
}  # fmt: skip
UNA = {"name": "Una Sassafrasworth", "phone": "07700 900 832", "email": "una@sassafrasworth.example",
       "address": "Tourmaline Cottage", "gp": "Dr Obsidianne Halcyonek"}  # fmt: skip
# What stood there before it was corrected, and what was typed and refused.
FORMER = {"name": "Ivo Perigeesson-Formerly", "phone": "01502 955 0999"}
REFUSED = {"name": "Refusela Nevershown", "email": "nevershown and not an address"}

PEOPLE = (ZOE, IVO, UNA)
_CHOSEN = frozenset({"message", "asked_for"})


def values() -> list[str]:
    """Every value that must stay inside, whole, and each line of one that has several."""
    found = [value for one in (*PEOPLE, FORMER, REFUSED) for name, value in one.items() if name not in _CHOSEN]
    return [line for value in found for line in value.split("\n")]


def found_in(content: bytes) -> list[str]:
    """Which values stand in some bytes, in any spelling."""
    folded = content.lower()
    return [
        value for value in values()
        if any(one in folded for one in _plain(value)) or any(one in content for one in _packed(value))
    ]  # fmt: skip


def texts_of(content: bytes) -> bytes:
    """A file's bytes, and where it is a packed document, what it holds."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return content + b"".join(packed.read(name) for name in packed.namelist())


def write_down(browser: Client, slug: str, serial: int, given: dict[str, str]) -> None:
    """Write somebody down through the page, as a person does."""
    browser.post(f"/studies/{slug}/names/open", {"purpose": "new"})
    kept = browser.post(f"/studies/{slug}/names/{serial}", given)
    assert kept.status_code == 302, kept.content.decode()


@cache
def _plain(value: str) -> set[bytes]:
    """Spellings that are read whatever their capitals."""
    words = {value, value.replace("’", "'"), escape(value), quote(value), quote_plus(value), ascii(value)[1:-1]}
    low = {word.lower() for word in words}
    spelt = {word.encode(coding) for word in low for coding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")}
    return spelt | {word.encode().hex().encode() for word in (value, value.lower())}


@cache
def _packed(value: str) -> set[bytes]:
    """Its core in base64 (and its form for addresses), wherever in a longer text it began."""
    found = set()
    for raw in (value.encode(), value.lower().encode(), value.encode("utf-16-le")):
        for before in range(3):
            whole = base64.b64encode(b"\0" * before + raw)
            # The first characters hold what came before, the last what comes after.
            core = whole[(0, 2, 3)[before] : -4]
            found |= {core, core.translate(bytes.maketrans(b"+/", b"-_"))}
    return found
