"""Which nation's rules a study begins under, from the REC that gave its opinion."""

from lifeworld.approvals.rules.obligations import Nation

# The centre codes of REC references, as in 18/WA/0026. Source: the HRA's list of RECs and their references.
_CODES = {
    "WA": Nation.WALES, "WS": Nation.SCOTLAND, "SS": Nation.SCOTLAND, "ES": Nation.SCOTLAND, "NS": Nation.SCOTLAND,
    "NI": Nation.NORTHERN_IRELAND,
}  # fmt: skip
_ENGLISH = frozenset({"EE", "EM", "LO", "NE", "NW", "SC", "SW", "WM", "YH"})


def nation_of(rec_reference: str, rec_name: str) -> Nation | None:
    """The nation that a REC's reference, or else its name, tells; None where neither does."""
    parts = rec_reference.strip().upper().split("/")
    if len(parts) == 3 and parts[1] in _CODES:
        return _CODES[parts[1]]
    if len(parts) == 3 and parts[1] in _ENGLISH:
        return Nation.ENGLAND
    name = rec_name.casefold()
    for word, nation in (("wales", Nation.WALES), ("scotland", Nation.SCOTLAND), ("hsc rec", Nation.NORTHERN_IRELAND)):
        if word in name:
            return nation
    return Nation.ENGLAND if " - " in rec_name else None
