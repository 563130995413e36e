"""Who is not in a group theme, as a sentence: absence is said, never drawn (`ipa.md` (a): contribution)."""

from collections.abc import Sequence


def not_found_in(names: Sequence[str]) -> str:
    """`Not found in Gwen or Desmond.`; empty where everybody is present."""
    if not names:
        return ""
    *others, last = names
    return f"Not found in {', '.join(others)} or {last}." if others else f"Not found in {last}."
