"""`retention`."""

import argparse

from django.utils import timezone

from lifeworld.config.commands.opening import answer, opened
from lifeworld.safekeeping.selectors.schedule import due_serials, schedule_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to


def retention(options: argparse.Namespace) -> int:
    """List each class of records: how long it is kept, from when that counts, when it is due, and how it stands."""
    today = timezone.localdate()
    rows = schedule_of(access_to(opened(options), options.study, Right.READ_RECRUITMENT), today)
    told = [
        {
            "class": row.klass.key, "name": row.klass.name, "kept": row.kept, "months": row.months,
            "counts_from": row.klass.trigger, "trigger_on": row.trigger, "due": row.due, "status": row.standing,
            "due_serials": due_serials(row, today), "promised_months": row.rule.promised_months if row.rule else None,
            "promise": row.rule.promise if row.rule else "", "mismatch": row.mismatch,
            "set_aside": row.rule.held_because if row.rule else "", "source": row.klass.source,
            "checked": row.klass.checked, "ask": row.klass.ask,
        }
        for row in rows
    ]  # fmt: skip
    answer(options, told, "\n".join(f"{row.due or '-'}\t{row.standing}\t{row.klass.name}" for row in rows))
    return 0
