"""`obligations`."""

import argparse

from django.utils import timezone

from lifeworld.approvals.selectors.duties import obligations_of
from lifeworld.config.commands.opening import answer, opened
from lifeworld.study.selectors import access_to


def obligations(options: argparse.Namespace) -> int:
    """List what a study owes: each duty with its rule, day, source and how it stands."""
    owed = obligations_of(access_to(opened(options), options.study), timezone.localdate())
    rows = [
        {
            "rule": one.rule, "occasion": one.occasion, "duty": one.duty, "due": one.due, "status": one.status,
            "about": one.about, "because": one.because, "ask": one.ask, "source": one.source, "checked": one.checked,
            "met_on": one.met_on, "evidence": one.evidence, "set_aside": one.set_aside_reason,
        }
        for one in owed
    ]  # fmt: skip
    answer(options, rows, "\n".join(f"{one.due}\t{one.status}\t{one.duty}" for one in owed))
    return 0
