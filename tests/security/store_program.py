"""Small programs that a test runs in a process of their own, against the store in STORE_FOLDER.

Each works as the product would: opens the vault where there is one, sets Django up, migrates. The tests read
what it prints and what it leaves on the disk.
"""

import os
import sys
import threading
from pathlib import Path

import django

FOLDER = Path(os.environ["STORE_FOLDER"])
PLANTED = "the bus stop was further than it used to be"


def begin() -> None:
    """Open the vault, if there is one, and bring the tables up to date."""
    from lifeworld.security import keyring
    from lifeworld.security.vault import open_vault, vault_exists

    if vault_exists(FOLDER):
        keyring.open_store(open_vault(FOLDER, os.environ["LIFEWORLD_PASSPHRASE"]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.security.store_settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def save_until_killed() -> None:
    """Save one group after another, and say each number once the save is acknowledged."""
    from django.contrib.auth.models import Group

    for number in range(100_000):
        Group.objects.create(name=f"{PLANTED} {number}")
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def count() -> None:
    """Say how many groups there are and whether the store is sound."""
    from django.contrib.auth.models import Group
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchone()[0]
    sys.stdout.write(f"{Group.objects.count()} {sound}\n")


def plant() -> None:
    """Save the planted sentence in a table and in a word search, and stay connected so that the log stays."""
    from django.contrib.auth.models import Group
    from django.db import connection

    Group.objects.create(name=PLANTED)
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE search USING fts5 (words)")
        cursor.execute("INSERT INTO search VALUES (%s)", [PLANTED])
        cursor.execute("SELECT words FROM search WHERE search MATCH 'further' ORDER BY rank")
        sys.stdout.write(cursor.fetchone()[0] + "\n")
    for path in sorted(FOLDER.iterdir()):
        content = path.read_bytes()
        sys.stdout.write(f"{path.name} {PLANTED.encode() in content} {content.startswith(b'SQLite')}\n")


def locked() -> None:
    """Lock in the middle of work, and say what each step meets."""
    from django.contrib.auth.models import Group
    from django.db import connection, transaction

    from lifeworld.security import keyring
    from lifeworld.security.errors import StoreLockedError
    from lifeworld.security.vault import open_vault

    Group.objects.create(name="kept")
    said = []
    try:
        with transaction.atomic(), transaction.atomic():
            Group.objects.create(name="lost")
            keyring.lock_store()
            Group.objects.create(name="lost as well")
    except StoreLockedError as refusal:
        said.append(f"{refusal.status} inside")
    try:
        with transaction.atomic():
            said.append("not reached")
    except StoreLockedError:
        said.append("refused after")
    keyring.open_store(open_vault(FOLDER, os.environ["LIFEWORLD_PASSPHRASE"]))
    with transaction.atomic():
        Group.objects.create(name="lost at the commit")
        try:
            with transaction.atomic():
                Group.objects.create(name="nested")
                raise LookupError
        except LookupError:
            said.append("savepoint undone")
        transaction.set_rollback(True)
    try:
        with transaction.atomic():
            Group.objects.create(name="locked before the commit")
            keyring.lock_store()
    except StoreLockedError:
        said.append("commit refused")
    keyring.open_store(open_vault(FOLDER, os.environ["LIFEWORLD_PASSPHRASE"]))
    try:
        with transaction.atomic():
            Group.objects.create(name="first half")
            keyring.lock_store()
            keyring.open_store(open_vault(FOLDER, os.environ["LIFEWORLD_PASSPHRASE"]))
            Group.objects.create(name="second half")
    except StoreLockedError:
        said.append("no half saved")
    said.append(",".join(Group.objects.values_list("name", flat=True)))
    said.append(str(connection.in_atomic_block))
    sys.stdout.write("\n".join(said) + "\n")


def crowd() -> None:
    """Eight threads read and then write in transactions of their own; none may fail or lose an update."""
    from django.contrib.auth.models import Group
    from django.db import connection, transaction

    Group.objects.create(name="0")
    failed = []

    def count_up() -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    group = Group.objects.get()
                    group.name = str(int(group.name) + 1)
                    group.save()
        except Exception as error:
            failed.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(f"{Group.objects.get().name} {failed}\n")


def pragmas() -> None:
    """Say the settings on which durability and secrecy rest."""
    from django.db import connection

    with connection.cursor() as cursor:
        for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store", "fullfsync"):
            cursor.execute(f"PRAGMA {name}")
            sys.stdout.write(f"{name} {cursor.fetchone()[0]}\n")


if __name__ == "__main__":
    programs = (save_until_killed, count, plant, locked, crowd, pragmas)
    begin()
    {program.__name__: program for program in programs}[sys.argv[1]]()
