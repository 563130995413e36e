"""The data flows and risks of an interview study as this program handles it. Each risk says what remains.

Sources: governance sections 2 E and 5; SECURITY.md, "What is not protected"; ICO's list of what an assessment weighs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from lifeworld.reporting.rules.governed import Governed, opened
from lifeworld.reporting.rules.phrases import capital, counted


class Flow(StrEnum):
    """Where a flow exists."""

    EVERYWHERE = "everywhere"
    LAPTOP = "laptop"
    SERVER = "server"


@dataclass(frozen=True)
class DataFlow:
    """One way that data takes: from and to, what, how it is protected, and whether it leaves the store by it."""

    way: str
    what: str
    protected: str
    leaves: bool = False
    blank: str = ""
    where: Flow = Flow.EVERYWHERE


FLOWS: tuple[DataFlow, ...] = (
    DataFlow(
        "From the care team to the researcher", "That somebody may be eligible, as a serial, a role and a site. No "
        "name.",
        "Nothing that identifies is asked for until somebody agreed to be contacted; the form takes none.",
        blank="how the team tells the researcher",
    ),
    DataFlow(
        "From somebody’s reply to the sealed identities", "Name, contacts and GP of whoever agreed to be contacted.",
        "Sealed under that person’s own key; opened for a stated purpose, for ten minutes, and every look is recorded.",
        blank="how a reply slip reaches the researcher, and when it is destroyed",
    ),
    DataFlow(
        "From the consent form to the store", "Answers to each clause, and the scan or strokes of the signature.",
        "The scan is sealed under the person’s own key for forms; the answers carry a serial alone.",
        blank="where the paper lies",
    ),
    DataFlow(
        "From the recorder to the transcript", "The interview in the participant’s own words.",
        "No service outside is called: a transcript is brought in as a file. The file as it came is kept without its "
        "name.",
        blank="device, its encryption, when it is wiped, and who transcribes under what agreement",
    ),
    DataFlow(
        "From the transcript to the analysis", "Words, notes, statements and themes under pseudonyms.",
        "One case at a time; no outside service and no generative program reads them.",
    ),
    DataFlow(
        "From the store to a file", "Tables, figures and documents that somebody takes out.",
        "What is labelled identifying is in none of them; each taking out is recorded.", leaves=True,
        blank="where such files may lie",
    ),
    DataFlow(
        "From the store to a backup", "All of it, in one file.", "Sealed by AES-256-GCM under a key of its own.",
        leaves=True, blank="where backups lie, apart from the computer", where=Flow.LAPTOP,
    ),
    DataFlow(
        "From the browser to the server", "Everything that is read and written.",
        "TLS by the proxy in front; signing in with a second factor; sessions that end.",
        blank="host, country, certificate, backups of the database", where=Flow.SERVER,
    ),
    DataFlow(
        "From one store to another",
        "The whole study as an archive. Names, addresses and records of distress stay behind.",
        "One sealed file, as safe as its passphrase.", leaves=True,
    ),
    DataFlow(
        "From the findings to readers", "Quotes and themes in a thesis, a summary, a training.",
        "Only of those who agreed to be quoted; small numbers are joined.", leaves=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Risk:
    """One risk: why it matters, what is done, how this study stands to it, and what remains."""

    risk: str
    matters: str
    done: tuple[str, ...]
    remains: str
    here: Callable[[Governed], str] = lambda _: ""


RISKS: tuple[Risk, ...] = (
    Risk(
        "The computer is lost or stolen", "Whoever finds it could read what people told in confidence.",
        ("Encrypted at rest; locks itself; wrong passphrases are slowed.",),
        "a computer taken while it is unlocked, and files taken out before.",
        lambda one: f"{one.store.at_rest} {one.store.sessions}",
    ),
    Risk(
        "Somebody is recognised in a quote or a table", "With a handful of people, few details name one.",
        ("Pseudonyms; bands instead of values; fewer than three people joined in tables of who took part.",
         "The quote clause is enforced."),
        "no check knows what a colleague would recognise; somebody has to read.",
        lambda one: f"{capital(counted(one.quotes_withheld, 'case is', 'cases are'))} held back from quoting.",
    ),
    Risk(
        "Names and research data come together", "Pseudonyms protect only while the two stay apart.",
        ("Names lie in a room of their own, sealed, and no table, search or log holds them.",),
        "whoever leads a study can open names; the trail tells of it.",
        lambda one: f"{opened(one.openings)}. {one.store.people_keys}",
    ),
    Risk(
        "More is done than somebody agreed to", "Trust, and the lawfulness under confidentiality, rest on it.",
        ("Consent is kept clause by clause, on the versions in use that day; a “no” holds back.",),
        "what was taken out before a clause was taken back.",
        lambda one: f"Deviations on record: {one.deviations}; still open: {one.deviations_open}.",
    ),
    Risk(
        "Data are kept longer than promised", "What is not there cannot be lost.",
        ("A schedule by class, a list of what is due, destruction in two steps with a certificate.",),
        "copies elsewhere, paper, and backups until their day.",
        lambda one: " ".join(kept.mismatch for kept in one.schedule if kept.mismatch)
        or "No length departs from a promise that is written down.",
    ),
    Risk(
        "Data are lost", "What people gave time for would be gone.",
        ("Saves are on the disk before they are said to be; sealed backups with a checksum.",),
        "what came after the last backup.",
        lambda one: f"{one.store.backed_up} {one.store.restored}",
    ),
    Risk(
        "A copy goes to a service outside", "It would be a new flow, processor and probably a modification.",
        ("No connection is opened outwards; the folder’s name is checked against known services.",),
        "services that copy a folder unnoticed, and what an operating system writes to disk.",
        lambda one: one.store.copied,
    ),
    Risk(
        "Somebody does or alters what they should not", "Without a record nobody could tell.",
        ("Roles and rights in one table; an append-only trail chained by hashes.",),
        "the owner of the store can delete or rewrite all of it: keep a dated copy with somebody else.",
        lambda one: f"{one.acts:,} acts are on record.",
    ),
    Risk(
        "Distress, or a disclosure of harm", "Somebody may need help the same day.",
        ("A protocol, the limits said before recording, and sealed records apart from transcripts.",),
        "it is not a clinical record and not an alarm: the service’s own channels come first.",
        lambda one: f"Incidents on record: {one.incidents}; safety reports: {one.events}.",
    ),
)  # fmt: skip
