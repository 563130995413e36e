"""One act on a study: a transaction in which nobody else changes that study, and in which all is read anew.

On PostgreSQL the study's row is locked first, so that acts on one study take turns while readers never wait; on SQLite
`BEGIN IMMEDIATE` does the same for the whole store. Every act locks in the same order (the study, later the head of its
chain), so two acts cannot wait for each other. See docs/decisions/0032.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max, Model, QuerySet

from lifeworld.common.errors import ClashError, DomainError, NotFoundError
from lifeworld.common.rows import read_row_again
from lifeworld.security.storage import StoreBusyError
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, role_in

P = ParamSpec("P")
T = TypeVar("T")

# Serialization failure, deadlock, lock not available (PostgreSQL, appendix A): the act did not happen, and may be tried
# again. They come only from hands that lock otherwise than this module, such as an administrator's.
_TRY_AGAIN = {"40001", "40P01", "55P03"}


class TakenMeanwhileError(DomainError):
    """What this act would have made was made by somebody else in the same moment."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else made the same thing in this very moment.",
            "Nothing was changed, and what you typed is still on the page.",
            "Look at the page again, then choose.",
        )


def one_act(right: Right) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a service one act: `access` is read anew under the study's lock and must hold `right`.

    The whole service runs in one transaction. What it was handed may be older than the lock, so it reads its objects
    anew (`read_again`) before it looks at them. Raises `NotFoundError` where the person is no longer in the study.
    """

    def around(service: Callable[P, T]) -> Callable[P, T]:
        @wraps(service)
        def act(*args: P.args, **given: P.kwargs) -> T:
            def once() -> T:
                with transaction.atomic():
                    fresh = cast(dict[str, Any], given) | {"access": _locked(cast(Access, given["access"]), right)}
                    return cast(Callable[..., T], service)(*args, **fresh)

            return _tried(once)

        return act

    return around


def read_again(obj: Model, *relations: str) -> None:
    """Read an object anew in place, with its `relations`; `NotFoundError` where it is gone."""
    if not relations:
        if not read_row_again(obj):
            raise NotFoundError
        return
    try:
        obj.refresh_from_db(from_queryset=type(obj)._default_manager.select_related(*relations))
    except type(obj).DoesNotExist:  # type: ignore[attr-defined]
        raise NotFoundError from None


def read_kept(obj: Any, *relations: str) -> None:
    """Read an object anew as `read_again` does; `NotFoundError` also where somebody took it out (`removed_at`)."""
    read_again(obj, *relations)
    if obj.removed_at is not None:
        raise NotFoundError


def check_as_seen(obj: Any, seen: datetime | None, wanted: Mapping[str, Any] | None = None) -> None:
    """Raise `ClashError` where `obj` was changed since `seen`, its `changed_at` then, unless it is as `wanted` already.

    None for `seen` asks nothing. Times are compared for being the same and not for their order, because clocks go back.
    """
    if seen is None or obj.changed_at == seen:
        return
    if not wanted or any(getattr(obj, name) != value for name, value in wanted.items()):
        raise ClashError(obj)


def now_changed(obj: Any, at: datetime) -> None:
    """Mark an object as changed: at `at`, or as little later as keeps every change of one object apart."""
    obj.changed_at = max(at, obj.changed_at + timedelta(microseconds=1))


def next_number(rows: QuerySet[Any], field: str = "number") -> int:
    """The number after the largest that one of these rows has; the study's lock keeps it free."""
    last: int | None = rows.aggregate(last=Max(field))["last"]
    return (last or 0) + 1


def _locked(access: Access, right: Right) -> Access:
    """The access as it is now, its study locked until the transaction ends."""
    if not read_row_again(access.study, lock=True):
        raise NotFoundError
    role = role_in(access.study.pk, access.person.pk)
    if role is None:
        raise NotFoundError
    return replace(access, role=role).require(right)


def _tried(once: Callable[[], T]) -> T:
    # A part of somebody else's transaction cannot be tried again: that transaction is over.
    again = not connection.in_atomic_block
    while True:
        try:
            return once()
        except IntegrityError:
            raise TakenMeanwhileError from None
        except OperationalError as error:
            if _state(error) not in _TRY_AGAIN:
                raise
            if not again:
                raise StoreBusyError from None
        again = False


def _state(error: OperationalError) -> str:
    return str(getattr(error.__cause__, "sqlstate", ""))
