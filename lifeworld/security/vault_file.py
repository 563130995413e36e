"""Where a vault lies: one file beside the database, whose presence means that the store is encrypted."""

from pathlib import Path

VAULT_NAME = "vault.json"


def vault_exists(folder: Path) -> bool:
    """Whether the store in `folder` has a vault, and so needs a key."""
    return (folder / VAULT_NAME).exists()
