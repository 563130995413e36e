"""How the store is set, as plain values, and the sentences that follow: the same in the DPIA pack and the answers."""

from dataclasses import dataclass
from datetime import date

from lifeworld.reporting.rules.phrases import capital, counted, day


@dataclass(frozen=True)
class StoreFacts:
    """The store as it stands. Costs are of argon2id: passes, memory in KiB, lanes.

    `keys_apart`: the secret that wraps people's own keys is not readable beside what they seal. `synced` is the name of
    the service that seems to copy the folder, empty where none does.
    """

    server: bool
    sealed: bool
    postgresql: bool
    version: str
    auto_lock_minutes: int
    idle_minutes: int
    hours_in_all: int
    passes: int
    memory_kib: int
    lanes: int
    recovery_key: bool
    keys_apart: bool
    synced: str
    backups: int
    last_backup: date | None
    backups_overdue: int
    last_restore: date | None

    @property
    def where(self) -> str:
        """On what it runs, and in what database."""
        on = "On a server, for several people" if self.server else "On one computer, for one person"
        database = "PostgreSQL" if self.postgresql else "SQLite in one file"
        return f"{on}; the database is {database}."

    @property
    def at_rest(self) -> str:
        """How it is encrypted where it lies."""
        if not self.sealed:
            return "Not encrypted: this store has no passphrase, and may hold a fictional study alone."
        if self.server:
            return (
                "Files as they came, and tables that wait, are sealed with AES-256-GCM under the server’s key file. "
                "Transcripts, notes and the screening log lie in the database, readable to its administrator."
            )
        return "The whole database is encrypted by SQLCipher (AES-256, with HMAC-SHA512 on each page)."

    @property
    def people_keys(self) -> str:
        """How names, signed forms and safety records are sealed within it."""
        sealed = "Names, signed forms and safety records are sealed with AES-256-GCM, each under a key of that person."
        if not self.sealed:
            return f"{sealed} The secret that wraps those keys lies in the same store, which is not encrypted."
        if self.keys_apart:
            return f"{sealed} Those keys are sealed once more under the server’s key file." if self.server else sealed
        return (
            f"{sealed} The secret that wraps those keys lies in the same database: whoever has all of it can open them."
        )

    @property
    def passphrase(self) -> str:
        """How a passphrase becomes a key, or is checked."""
        memory = f"{self.memory_kib // 1024} MiB" if self.memory_kib >= 1024 else f"{self.memory_kib} KiB"
        cost = f"argon2id with {counted(self.passes, 'pass', 'passes')}, {memory} and "
        cost += counted(self.lanes, "lane", "lanes")
        if self.server:
            return f"Passphrases are kept as {cost}; a code of an authenticator app is asked for beside them."
        if not self.sealed:
            return f"There is no passphrase here; a store of one’s own has one, stretched by {cost}."
        return f"The key is wrapped by a passphrase of twelve characters at least, stretched by {cost}."

    @property
    def sessions(self) -> str:
        """When somebody is signed out."""
        if self.server:
            return f"A session ends after {self.idle_minutes} idle minutes, and after {self.hours_in_all} hours in all."
        if not self.sealed:
            return "A store without a passphrase does not lock."
        minutes = counted(self.auto_lock_minutes, "minute", "minutes")
        return f"The store locks itself after {minutes} without anybody at it, and whenever it is closed."

    @property
    def copied(self) -> str:
        """Whether its folder seems to be copied elsewhere."""
        if self.postgresql:
            return "The database lies where its address says; whether that is copied is the host’s to say."
        if self.synced:
            return f"Its folder looks like one that {self.synced} copies elsewhere: move it out of there."
        return "Its folder looks like none that a known service copies elsewhere, by its name."

    @property
    def backed_up(self) -> str:
        """Its backups, as far as it knows them."""
        if self.postgresql:
            return "Backups of the database are the host’s; Lifeworld makes none of it."
        if not self.last_backup:
            return "No backup is on record."
        late = (
            f" {capital(counted(self.backups_overdue, 'is', 'are'))} kept beyond its day."
            if self.backups_overdue
            else ""
        )
        known = (
            f" {capital(counted(self.backups, 'is', 'are'))} listed, with a day by which it goes."
            if self.backups
            else ""
        )
        return f"The last backup was made on {day(self.last_backup)}.{known}{late}"

    @property
    def restored(self) -> str:
        """Whether a restore is on record."""
        if not self.last_restore:
            return "No restore is on record in this store."
        return f"This store was restored from a backup on {day(self.last_restore)}."
