"""The answers themselves, question by question."""

from collections.abc import Callable
from dataclasses import dataclass

from lifeworld.reporting.rules.consistency import beside_what_was_told
from lifeworld.reporting.rules.governed import Governed, opened
from lifeworld.reporting.rules.phrases import capital, counted, day, listed


@dataclass(frozen=True)
class Question:
    """One question, the sentences that answer it, and what is left for the organisation."""

    asked: str
    answer: Callable[[Governed], list[str]]
    blanks: tuple[str, ...] = ()


def _controller(one: Governed) -> list[str]:
    sponsor = f"The sponsor on record is {one.sponsor}; a sponsor is usually the controller." if one.sponsor else (
        "No sponsor is on record; a sponsor is usually the controller.")  # fmt: skip
    host = "Whoever hosts this server processes data for the controller, under a contract (UK GDPR, Article 28)."
    own = "It runs on the researcher’s own computer: those who make Lifeworld receive no data, and are neither."
    return [sponsor, host if one.store.server else own]


def _data(one: Governed) -> list[str]:
    fields = f"{sum(one.fields.values())} fields are kept: " + ", ".join(
        f"{n} {label}" for label, n in one.fields.items()
    )
    here = "Screening log, consents and sealed names are kept here." if one.keeps_recruitment else (
        "This study keeps no screening log and no consents here, so that no names are.")  # fmt: skip
    return [f"{fields}. Why each, and until when, stands in the data protection pack, part 7.", here]


def _basis(one: Governed) -> list[str]:
    return [
        "Usual for research by public bodies: UK GDPR, Article 6(1)(e), and for health Article 9(2)(j) with the "
        "safeguards of Article 89(1).",
        "Confidentiality at common law rests on each person’s consent, which is not the basis under UK GDPR.",
    ]


def _assessment(one: Governed) -> list[str]:
    return ["The data protection pack, taken out beside this, supplies one: flows, fields, risks and what remains."]


def _where(one: Governed) -> list[str]:
    return [
        one.store.where,
        one.store.copied,
        "Lifeworld opens no connection outwards; its tests run without a network.",
    ]


def _who(one: Governed) -> list[str]:
    roles = listed([f"{name.lower()} ({count})" for name, count in one.roles.items()])
    who = listed([name.lower() for name in one.may_open_names]) or "nobody"
    last = f", last on {day(one.last_opening)}" if one.last_opening else ""
    return [
        f"In this study: {roles}.",
        f"Names can be opened by: {who}. {opened(one.openings)}{last}.",
        "Who opened names and took what out stands in the access report.",
    ]


def _signing_in(one: Governed) -> list[str]:
    own = "Each person has an account of their own." if one.store.server else "One person works in this store."
    return [one.store.passphrase, one.store.sessions, f"Wrong tries are slowed. {own}"]


def _encrypted(one: Governed) -> list[str]:
    travels = "Between browser and server TLS is the proxy’s."
    stays = "Nothing travels: the pages answer on this computer alone."
    return [
        one.store.at_rest, one.store.people_keys, travels if one.store.server else stays,
        "Not encrypted: files taken out, printed pages, and what the operating system may write of memory to disk.",
    ]  # fmt: skip


def _lost(one: Governed) -> list[str]:
    names = counted(one.names_kept, "sealed name", "sealed names")
    locked = "A locked store cannot be read without passphrase or recovery key."
    plain = "This store is not encrypted: it may hold a fictional study alone."
    return [
        locked if one.store.sealed else plain,
        f"On it: {one.cases} cases, {one.screened} in the screening log, {names}.",
        one.store.backed_up,
        "Whom to tell, and in what order, stands in SECURITY.md.",
    ]


def _forgotten(one: Governed) -> list[str]:
    if one.store.server:
        return ["An administrator lets somebody choose anew how to sign in; the study stays with its team."]
    key = "A recovery key was made with the store." if one.store.recovery_key else "This store has no recovery key."
    return [key, "There is no way in for its makers. A study moves to another store as one sealed file."]


def _backed_up(one: Governed) -> list[str]:
    sealed = [] if one.store.postgresql else ["A backup is sealed, and checked as it is written."]
    return [one.store.backed_up, one.store.restored, *sealed]


def _trail(one: Governed) -> list[str]:
    return [
        f"{one.acts:,} acts of this study are on record, each bound to the one before by a hash, and read through by "
        "“lifeworld trail verify”. Openings of names and everything taken out are among them.",
        "Its limit: whoever owns the store can delete or rewrite all of it. A dated copy with somebody else shows "
        "that.",
    ]


def _kept(one: Governed) -> list[str]:
    rows = [f"{kept.name}: {kept.told} ({kept.standing})." for kept in one.schedule]
    done = capital(counted(one.destroyed, "destruction", "destructions"))
    said = f"{done} on record, each with its certificate." if one.destroyed else "Nothing has been destroyed yet."
    return [*rows, said, "Keys are destroyed first; disks and backups may keep sealed remains until their day."]


def _rights(one: Governed) -> list[str]:
    cut_off = f"Everything can go until {one.cut_off}." if one.cut_off else "No cut-off is written down here."
    return [
        f"People can take back what they agreed to, at levels, without a reason. {cut_off}",
        f"Withdrawals on record: {one.withdrawals}. Each says what went and what stays, and never why.",
        "One page, reached by a person’s serial, shows where everything about them lies; a request to see it is "
        "answered from there. Which exemptions for research apply is for the data protection officer.",
    ]


def _before(one: Governed) -> list[str]:
    if not one.keeps_recruitment:
        return ["Recruitment is not kept here."]
    by = f" Put forward by: {listed(one.put_forward_by)}." if one.put_forward_by else ""
    people = capital(counted(one.screened, "person", "people"))
    return [
        f"{people} put forward, by serial, site and role alone. A name can be written down only once somebody agreed "
        f"to be contacted.{by}",
    ]


def _recognised(one: Governed) -> list[str]:
    withheld = "Nobody is held back from quoting by their consent."
    if one.quotes_withheld:
        withheld = f"Quotes of {counted(one.quotes_withheld, 'case', 'cases')} are held back by their consent."
    return [
        "Pseudonyms; bands instead of values; in tables of who took part, fewer than three people are joined, and "
        "more with them where one could be worked out.",
        withheld,
        "No program knows what somebody’s team would recognise: a second reader does.",
    ]


def _harm(one: Governed) -> list[str]:
    return [
        f"Incidents (distress, disclosures, concerns), each sealed: {one.incidents}. Safety reports: {one.events}.",
        "It is not an alarm and not a clinical record: the service’s own channels come first.",
    ]


def _makers(one: Governed) -> list[str]:
    return [
        f"Lifeworld {one.store.version}, under the Apache License 2.0, with every dependency pinned by hash. Each "
        "item of OWASP ASVS 5.0.0, levels 1 and 2, is answered with its evidence; nobody outside has tested it.",
        "Weaknesses are reported in private, as SECURITY.md says.",
    ]


def _standards(one: Governed) -> list[str]:
    return [
        "DSPT and Cyber Essentials are held by organisations, and none is claimed for a program.",
        "It is for research and not for care, so that DCB0129 and the rules on medical devices are not expected to "
        "apply; that is for the organisation to agree.",
    ]


QUESTIONS: tuple[Question, ...] = (
    Question("Who decides about the data, and who works on them for somebody else?", _controller,
             ("names of controller and processors",)),
    Question("Which personal and health data are held, and what is each for?", _data),
    Question("On what basis in law, and what makes it lawful in confidence?", _basis,
             ("agreement of the data protection officer",)),
    Question("Has the impact on privacy been assessed?", _assessment,
             ("the approved assessment of this study, and its date",)),
    Question("Where do the data lie, and do any leave the device or the country?", _where,
             ("computer or host, and its country", "where files taken out may lie")),
    Question("Who can see them?", _who, ("review of who has access, and its date",)),
    Question("How does the program know who somebody is?", _signing_in, ("rules on accounts and devices",)),
    Question("Are they encrypted, at rest and on the way?", _encrypted, ("encryption of the whole disk",)),
    Question("What if the computer is lost or stolen?", _lost, ("whom to tell, by name and number",)),
    Question("What if the researcher forgets the passphrase, or leaves?", _forgotten,
             ("who keeps the recovery sheet",)),
    Question("Are there backups, and was one ever restored?", _backed_up,
             ("where backups lie", "day of the last rehearsal of a restore")),
    Question("Is there a record of what was done, and could it be altered?", _trail, ("who keeps dated copies of it",)),
    Question("How long is each thing kept, and can its end be shown?", _kept, ("the sponsor’s own periods",)),
    Question("Can people use their rights, and withdraw?", _rights, ("how requests are answered, and by whom",)),
    Question("How are people found before they agree to be contacted?", _before,
             ("National Data Opt-Out, and the Caldicott Guardian’s view",)),
    Question("What keeps people from being recognised in quotes and small numbers?", _recognised,
             ("who reads second",)),
    Question("What happens at a disclosure of harm, or a breach?", _harm, ("safeguarding and breach contacts",)),
    Question("Who made it, and how is it looked after?", _makers, ("who installs updates here",)),
    Question("Which standards does it answer to?", _standards,
             ("DSPT and Cyber Essentials of the organisation", "view on DCB0129, DTAC and medical devices")),
    Question("Does it match what was approved and what people were told?", beside_what_was_told,
             ("whether each difference needs a modification or a change of setting",)),
)  # fmt: skip
