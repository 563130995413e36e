"""Whether a folder looks as if a service copies it elsewhere, judged by the names of the folders it lies in.

A sync service copies files one by one while they are written, so a database there can be damaged; and its copies leave
the computer. The names are those that the services give their folders on Windows, macOS and Linux.
"""

import re
from pathlib import Path

SERVICES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("OneDrive", r"onedrive\b.*"),
        ("Dropbox", r"dropbox\b.*"),
        ("iCloud", r"icloud ?drive\b.*|com~apple~clouddocs|mobile documents"),
        ("Google Drive", r"google ?drive\b.*|my drive"),
        ("Nextcloud", r"nextcloud\b.*"),
        ("ownCloud", r"owncloud\b.*"),
        ("a cloud service", r"cloudstorage"),
    )
)


def sync_service(folder: Path) -> str:
    """The name of the service that seems to copy `folder`, or the empty text. Links are followed."""
    for part in reversed([*folder.absolute().parts, *folder.resolve().parts]):
        for name, pattern in SERVICES:
            if pattern.fullmatch(part):
                return name
    return ""
