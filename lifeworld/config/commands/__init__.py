"""What each command does, through the same services as pages and API."""

import argparse
from collections.abc import Callable

from lifeworld.config.commands import (
    archives,
    backups,
    passphrases,
    people,
    server,
    serving,
    studies,
    taking_out,
    tokens,
)

Runner = Callable[[argparse.Namespace], int]

RUNNERS: dict[str, Runner] = {
    "run": serving.run,
    "demo": serving.demo,
    "study": studies.study,
    "case": studies.case,
    "transcript": studies.transcript,
    "export": taking_out.export,
    "check": taking_out.check,
    "trail": taking_out.trail,
    "backup": backups.backup,
    "restore": backups.restore,
    "archive": archives.archive,
    "bring-in": archives.bring_in,
    "passphrase": passphrases.change,
    "token": tokens.token,
    "serve": server.serve,
    "worker": server.worker,
    "person": people.person,
    "secrets": people.make_secrets,
}
