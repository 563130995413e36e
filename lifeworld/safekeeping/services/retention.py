"""Changes to how long classes are kept, and to what is known of backups."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.common.lengths import check_lengths
from lifeworld.safekeeping.models import BackupMade, RetentionRule
from lifeworld.safekeeping.rules.retention import class_named
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

RETENTION_FIELDS = ("months", "trigger_on", "promised_months", "promise", "sheet_id", "elsewhere")
_HELD = ("held_because", "held_since")
MOST_MONTHS = 1200


def rule_of(access: Access, klass: str, at: datetime) -> RetentionRule:
    """The rule of a class as it was set; until it was, unsaved, as the default has it."""
    found = RetentionRule.objects.filter(study=access.study, klass=klass).select_related("sheet").first()
    if found is not None:
        return found
    default = class_named(klass)
    if default is None:
        raise NotFoundError
    return RetentionRule(study=access.study, klass=klass, months=default.months, created_at=at, changed_at=at)


@one_act(Right.RECRUIT)
def set_retention(
    *, access: Access, at: datetime, klass: str, values: Mapping[str, Any], seen: datetime | None = None
) -> RetentionRule:
    """Set how long a class is kept, and what the information sheet promises of it.

    Raises:
        NotFoundError: there is no such class.
        InvalidInputError: a length is none, or a promise names no sheet that it stands in.
        ClashError: somebody changed it since `seen`.
    """
    rule = rule_of(access, klass, at)
    if rule.pk:
        read_again(rule)
        check_as_seen(rule, seen, values)
    before = values_of(rule, RETENTION_FIELDS) if rule.pk else None
    for name in RETENTION_FIELDS:
        if name in values:
            setattr(rule, name, values[name])
    _check(rule)
    if before == values_of(rule, RETENTION_FIELDS):
        return rule
    return _keep(access, at, "set retention", rule, before, RETENTION_FIELDS)


@one_act(Right.RECRUIT)
def set_destruction_aside(*, access: Access, at: datetime, klass: str, because: str, on: date) -> RetentionRule:
    """Set the destruction of a class aside (a legal hold, a complaint). `InvalidInputError` without a reason."""
    if not because.strip():
        raise InvalidInputError(
            "Destruction is set aside for a reason, and none is given.",
            "It stands as it was.",
            "Write who asked for it, and until when.",
        )
    rule = rule_of(access, klass, at)
    before = values_of(rule, _HELD) if rule.pk else None
    rule.held_because, rule.held_since = because.strip(), on
    return _keep(access, at, "set destruction aside", rule, before, _HELD)


@one_act(Right.RECRUIT)
def take_up_destruction(*, access: Access, at: datetime, klass: str) -> RetentionRule:
    """Let a class fall due again."""
    rule = rule_of(access, klass, at)
    before = values_of(rule, _HELD) if rule.pk else None
    rule.held_because, rule.held_since = "", None
    return _keep(access, at, "took up destruction", rule, before, _HELD)


@one_act(Right.RECRUIT)
def delete_backup(*, access: Access, at: datetime, backup: BackupMade, on: date) -> BackupMade:
    """Write down that a backup's file was deleted. `InvalidInputError` for a day to come, or one before it was made."""
    read_again(backup)
    if not localdate(backup.made_at) <= on <= localdate(at):
        raise InvalidInputError(
            "A backup is deleted on a day that has come, and after it was made.",
            "Nothing was changed.",
            "Look at the day again.",
        )
    backup.deleted_on = on
    backup.save(update_fields=["deleted_on"])
    tell(access, at, "deleted backup", backup, before=None, after={"deleted_on": str(on)})
    return backup


def _keep(
    access: Access, at: datetime, verb: str, rule: RetentionRule, before: dict[str, str] | None,
    names: tuple[str, ...],
) -> RetentionRule:  # fmt: skip
    check_lengths(rule)
    if rule.pk:
        now_changed(rule, at)
    rule.save()
    tell(access, at, verb, rule, before=before, after=values_of(rule, names))
    return rule


def _check(rule: RetentionRule) -> None:
    for months in (rule.months, rule.promised_months):
        if months is not None and not 0 <= months <= MOST_MONTHS:
            raise InvalidInputError(
                "That length is too long to be meant.", "Nothing was changed.", "Give it in months, at most 1,200."
            )
    if rule.promised_months is not None and (not rule.promise.strip() or rule.sheet_id is None):
        raise InvalidInputError(
            "A promise needs its own words, and the version of the information sheet they stand in.",
            "Nothing was changed, and what you typed is still here.",
            "Copy the sentence from the sheet, and choose the version.",
        )
