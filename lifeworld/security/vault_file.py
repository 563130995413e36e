"""Where the store's files lie, and how a small file is replaced whole or not at all."""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from lifeworld.security.errors import VaultDamagedError
from lifeworld.security.storage import plain_storage

VAULT_NAME = "vault.json"
STORE_NAME = "store.sqlite3"


def vault_exists(folder: Path) -> bool:
    """Whether the store in `folder` has a vault, and so is encrypted and needs a key."""
    return (folder / VAULT_NAME).exists()


def read_vault(folder: Path) -> dict[str, Any]:
    """The vault's document.

    Raises:
        VaultDamagedError: the file is missing or is not a JSON object.
    """
    try:
        document = json.loads((folder / VAULT_NAME).read_bytes())
    except (OSError, ValueError, RecursionError):
        raise VaultDamagedError from None
    if not isinstance(document, dict):
        raise VaultDamagedError
    return document


def write_vault(folder: Path, document: dict[str, Any]) -> None:
    """Put `document` in the place of the vault."""
    replace_file(folder / VAULT_NAME, json.dumps(document, indent=1).encode())


def replace_file(path: Path, content: bytes) -> None:
    """Write `content`, readable by its owner alone; a power cut leaves the old or the new file, whole.

    Raises:
        StorageError: the disk refused; the old file is as it was.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with plain_storage():
        try:
            with open_private(temporary) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        sync_folder(path.parent)


def open_private(path: Path) -> Any:
    """A new binary file with mode 0600, open for writing.

    Raises:
        FileExistsError: something lies there already.
    """
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), "wb")


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; Windows has no such call and writes them with the files."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
