"""What each column of the store may give away: the label that exports and the architecture test read.

*Identifying*: could name a living person by itself. *Pseudonymous*: a participant's or researcher's words, or what
describes one person under a pseudonym. *Plain*: neither.
"""

from enum import StrEnum


class Disclosure(StrEnum):
    """One label for every model field; a field without one fails `tests/architecture`."""

    IDENTIFYING = "identifying"
    PSEUDONYMOUS = "pseudonymous"
    PLAIN = "plain"


def labelled(*, identifying: str = "", pseudonymous: str = "", plain: str = "") -> dict[str, Disclosure]:
    """Field name to label, from space-separated names."""
    groups = {
        Disclosure.IDENTIFYING: identifying,
        Disclosure.PSEUDONYMOUS: pseudonymous,
        Disclosure.PLAIN: plain,
    }
    return {name: label for label, names in groups.items() for name in names.split()}
