"""A new study with a case at work in it, made through the product in peace."""

from random import Random
from uuid import UUID

from faults.acts import Act, Desk, Freeze, Import
from faults.browser import Tab
from faults.clients import transcript

RECORD = """A study of faults

  • Research type

    Research Study

  • Full title

    A study of faults: nothing in it is anybody's words

  • IRAS ID

    999999
"""


def new_desk(tab: Tab, slug: str, rng: Random) -> tuple[Desk, list[Act]]:
    """The desk, and the acts on transcripts by which it came about."""
    desk = Desk(slug)
    tab.call("POST", "/studies", {"summary": RECORD, "slug": slug})
    desk.case = tab.call("POST", f"/studies/{slug}/cases", {"pseudonym": "Maeve"}).json()["id"]
    tab.call("POST", f"/studies/{slug}/cases", {"pseudonym": "Ruth"})
    first = Import(UUID(int=rng.getrandbits(128), version=4), 1, transcript(rng, 1_500))
    acts: list[Act] = [first, Freeze(first)]
    for act in acts:
        act.send(tab, desk)
    tab.form(f"/studies/{slug}/cases/1/open", {})
    desk.version, desk.length = first.pk, len(tab.get(f"/api/transcripts/{first.pk}").json()["text"])
    desk.layout = tab.get(f"/api/cases/{desk.case}/board").json()["layout"]
    desk.importing, desk.importing_number = "Ruth", 2
    return desk, acts
