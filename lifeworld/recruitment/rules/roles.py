"""Who did something, as a role: lists to choose from, and words of one's own that hold nobody's name.

Source: governance requirements 10 and 11: no identifiers before consent to contact, and whoever approached somebody is
kept as a role. A program cannot know every name, so what looks like one is asked about and not refused for good.
"""

import re

PUT_FORWARD = (
    "peer support worker", "care coordinator", "community psychiatric nurse", "psychologist", "psychiatrist",
    "occupational therapist", "social worker", "team leader", "poster, own call",
)  # fmt: skip
APPROACHED = ("care coordinator", "peer support worker", "another member of the team", "the researcher")
SOURCES = (
    "the peer support worker’s diary", "the care record, looked at by the team", "the team’s own count",
    "what they said themselves",
)  # fmt: skip
CHECKERS = ("the researcher", "the care coordinator", "the team leader", "another member of the team")

LONGEST = 80
# Words with a capital that are no names, as teams write them.
_NO_NAMES = frozenset(
    {"A", "An", "The", "Another", "Own", "Team", "Trust", "Community", "Mental", "Health", "Peer", "Support", "Worker",
     "Care", "Coordinator", "Lead", "Leader", "Nurse", "Psychologist", "Psychiatrist", "Poster", "Social",
     "Occupational", "Therapist", "Researcher", "Research", "Record"}
)  # fmt: skip


def wrong_with_role(text: str) -> str:
    """Why a text cannot stand for a role, in one sentence; empty where it can, and where it is empty."""
    if len(text) > LONGEST:
        return f"A role is said in {LONGEST} characters at most."
    if "@" in text or "://" in text or "www." in text.casefold():
        return "A role holds no address."
    if any(character.isdigit() for character in text):
        return "A role holds no figures: no telephone number, no date of birth, no hospital number."
    return ""


def wrong_with_reason(text: str) -> str:
    """Why a text cannot say why an entry was changed, in one sentence; empty where it can."""
    if "@" in text or "://" in text or re.search(r"\d[\d\s-]{4,}\d", text):
        return "Why an entry is changed holds no address and no telephone or hospital number."
    return ""


def may_be_a_name(text: str) -> bool:
    """Whether a text may hold somebody's name: a word with a capital and small letters that no team's word is."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    return any(word[0].isupper() and word[1:] != word[1:].upper() and word not in _NO_NAMES for word in words)
