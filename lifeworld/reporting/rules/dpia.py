"""The data protection pack: what a data protection impact assessment asks for, from this store as it is set.

It supplies an assessment and is none: the controller judges. Source: governance requirement 7; UK GDPR, Articles 30 and
35(7), whose parts (description, necessity, risks, measures) it follows; ICO, "Data protection impact assessments".
"""

from collections.abc import Iterator, Sequence

from lifeworld.reporting.rules.dpia_said import FLOWS, RISKS, Flow
from lifeworld.reporting.rules.governed import Governed
from lifeworld.reporting.rules.inventory import OTHERWISE, Fields, words_of
from lifeworld.reporting.rules.phrases import capital, for_organisation, lines, listed, to_fill
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Column, Place, Row, Table, plain

STUDY, BASIS, ASSET, SET, MOVES, RISK, FIELDS = (
    "1 The study, and who answers for it", "2 Lawful basis and confidentiality", "3 Entry for the asset register",
    "4 How this store is set", "5 What moves from where to where", "6 Risks, what is done about them, and what remains",
    "7 Every field that is kept, and why",
)  # fmt: skip
IDENTIFYING = "identifying"
NO_ASSESSMENT = (
    "Material for an assessment, which it is not: the controller makes and signs that. It says how this store was set "
    "on the day it was made, and nothing in it says that a law or standard is met."
)


def dpia(governed: Governed, fields: Sequence[Fields], setting: Setting) -> Table:
    """The pack, part by part."""
    rows = [*_study(governed), *_basis(), *_asset(governed), *_set(governed), *_moves(governed), *_risks(governed),
            *_fields(governed, fields)]  # fmt: skip
    return Table(
        kind="dpia",
        title="Data protection pack (DPIA)",
        study=setting.study,
        caption=setting.caption(NO_ASSESSMENT, verbatim=False, terms=False),
        columns=(
            Column("part", "Part", 1.6, Place.HEADING, bold=True),
            Column("item", "What", 2.2),
            Column("described", "Described", 3.6),
            Column("protected", "How it is protected", 3.2),
            Column("remains", "What remains, or how long it is kept", 2.8),
        ),
        rows=tuple(rows),
        made_at=setting.made_at,
        words=setting.terms,
        landscape=True,
    )


def _row(part: str, item: str, described: str = "", protected: str = "", remains: str = "") -> Row:
    return (plain(part), plain(item), lines(described), lines(protected), lines(remains))


def _study(governed: Governed) -> Iterator[Row]:
    yield _row(STUDY, "Study", governed.title)
    numbers = ", ".join(filter(None, (governed.iras_id and f"IRAS {governed.iras_id}", governed.rec_reference)))
    yield _row(STUDY, "References", numbers or to_fill("IRAS and REC references"))
    yield _row(STUDY, "Sponsor", governed.sponsor or for_organisation("the sponsor"))
    yield _row(STUDY, "Controller", "Usually the sponsor.", remains=for_organisation("who the controller is"))
    who = (
        "Whoever hosts this server processes data for the controller (UK GDPR, Article 28)."
        if governed.store.server else
        "None through Lifeworld: it runs on the researcher’s own computer and opens no connection outwards."
    )  # fmt: skip
    yield _row(STUDY, "Processors", who, remains=for_organisation("processors, and their contracts"))
    people = f"Service users: {governed.screened} in the screening log, {governed.cases} as cases."
    yield _row(STUDY, "People whose data it is", people)


def _basis() -> Iterator[Row]:
    sign = for_organisation("agreement of the data protection officer: name and date")
    yield _row(BASIS, "Personal data", "Usually UK GDPR, Article 6(1)(e): a task in the public interest.", remains=sign)
    yield _row(
        BASIS, "Special categories (health)",
        "Usually Article 9(2)(j): research, with the safeguards of Article 89(1).",
        "Pseudonyms, identities apart, least access, and no decision about anybody rests on it.", sign,
    )  # fmt: skip
    yield _row(
        BASIS, "Confidentiality at common law", "Consent of each person, clause by clause. It is asked for ethical and "
        "common-law reasons and is not the basis under UK GDPR.",
        remains=for_organisation("National Data Opt-Out, and the Caldicott Guardian’s view where asked"),
    )  # fmt: skip


def _asset(governed: Governed) -> Iterator[Row]:
    store = governed.store
    yield _row(ASSET, "Name", f"Lifeworld {store.version}: the store of this study.")
    yield _row(ASSET, "Owner", remains=for_organisation("information asset owner, and administrator"))
    yield _row(ASSET, "What it holds", "Screening log, consents, sealed identities, transcripts, analysis, trail.")
    yield _row(ASSET, "Where", store.where, store.at_rest, for_organisation("computer or server, and its encryption"))
    roles = listed([f"{name} ({count})" for name, count in governed.roles.items()])
    yield _row(
        ASSET, "Who can see it", f"By role: {roles or 'nobody'}.", "One table of roles and rights; an access report."
    )
    yield _row(ASSET, "Classification", remains=for_organisation("classification, criticality, date of review"))


def _set(governed: Governed) -> Iterator[Row]:
    store = governed.store
    for item, said in (
        ("Encryption at rest", store.at_rest), ("Identities", store.people_keys), ("Passphrase", store.passphrase),
        ("Locking and sessions", store.sessions), ("Folder", store.copied), ("Backups", store.backed_up),
        ("Restore", store.restored),
    ):  # fmt: skip
        yield _row(SET, item, said)
    if not store.server and store.sealed:
        said = "A recovery key was made with the store." if store.recovery_key else "There is no recovery key."
        yield _row(SET, "Recovery", said, remains=for_organisation("who keeps the recovery sheet"))
    if not store.last_restore:
        yield _row(
            SET, "Rehearsal of a restore", remains=for_organisation("day of the last rehearsal, and its outcome")
        )


def _moves(governed: Governed) -> Iterator[Row]:
    for flow in FLOWS:
        if (governed.store.server and flow.where == Flow.LAPTOP) or (
            not governed.store.server and flow.where == Flow.SERVER
        ):
            continue
        leaves = "It leaves the store." if flow.leaves else "It stays in the store."
        blank = for_organisation(flow.blank) if flow.blank else ""
        yield (plain(MOVES), plain(flow.way), lines(flow.what), lines(flow.protected), lines(leaves, blank))


def _risks(governed: Governed) -> Iterator[Row]:
    for risk in RISKS:
        here = risk.here(governed)
        yield (
            plain(RISK), plain(risk.risk), lines(risk.matters), lines(*risk.done, here),
            lines(f"Remains: {risk.remains}", for_organisation("likelihood and severity, accepted by")),
        )  # fmt: skip


def _fields(governed: Governed, fields: Sequence[Fields]) -> Iterator[Row]:
    lengths = OTHERWISE | {one.key: f"{one.name}: {one.told}" for one in governed.schedule}
    for one in fields:
        why = one.why
        named = ", ".join(map(words_of, one.fields))
        if why and why.inside and one.label == IDENTIFYING:
            named += f" ({why.inside})"
        kept = f"{lengths[why.kept]}." if why else ""
        yield (
            plain(FIELDS), plain(one.name),
            lines(f"{why.purpose}." if why else to_fill("why this is kept"), f"Fields: {named}."),
            lines(f"{capital(one.label)}.", _store_of(one, governed)),
            plain(kept),
        )  # fmt: skip


def _store_of(fields: Fields, governed: Governed) -> str:
    why, store = fields.why, governed.store
    if why and why.own_key and fields.label == IDENTIFYING:
        return "Sealed under the person’s own key."
    if fields.sealed and store.server:
        return "Sealed under the server’s key file."
    if not store.sealed:
        return "In a store without a passphrase."
    return "In the database, readable to its administrator." if store.server else "Inside the encrypted store."
