"""`export`, `check` and `trail`."""

import argparse

from lifeworld.config.commands.opening import answer, opened
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to
from lifeworld.trail.selectors import chains, verify


def trail(options: argparse.Namespace) -> int:
    """Check one chain or all; exit status 1 where one does not hold."""
    person = opened(options)
    slugs = [access_to(person, options.study, Right.READ_TRAIL).study.slug] if options.study else chains()
    verdicts = [verify(slug) for slug in slugs]
    lines = [
        f"{verdict.study or 'the store'}: "
        + (verdict.finding.sentence if verdict.finding else f"the chain of {verdict.acts} acts holds.")
        for verdict in verdicts
    ]
    answer(options, verdicts, "\n".join(lines))
    return 1 if any(verdict.finding for verdict in verdicts) else 0
