"""What both ways of making a long table share: what is asked for, where it stands, and what its page sees."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from lifeworld.common.errors import DomainError
from lifeworld.reporting.kinds import Kind
from lifeworld.reporting.rules.options import Options
from lifeworld.reporting.services import Document
from lifeworld.study.models import Case
from lifeworld.study.rules.labels import words_for
from lifeworld.study.selectors import Access

KEPT_S = 10 * 60
AT_ONCE = 3


class JobState(StrEnum):
    """Where a job stands."""

    WORKING = "working"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


class CancelledError(Exception):
    """The person waiting asked to stop."""


class BusyError(DomainError):
    """Enough is being made already."""

    status = 429

    def __init__(self) -> None:
        super().__init__("Three tables are being made already.", "They go on.", "Wait for one of them, or cancel it.")


@dataclass(frozen=True)
class Order:
    """One long table: who asks, when, and for what. `fmt` is a key of `FORMATS`; without a case it is about all."""

    access: Access
    at: datetime
    kind: Kind
    fmt: str
    case: Case | None
    options: Options

    @property
    def about(self) -> str:
        """What is being made, in the study's words."""
        return self.kind.name_in(words_for(self.access.study.label_profile))


class Job(Protocol):
    """One table in the making, as its page sees it. `error` is the refusal where it was refused."""

    key: str
    about: str
    state: JobState
    done: int
    total: int

    @property
    def error(self) -> DomainError | None:
        """The refusal, where it was refused."""

    @property
    def document(self) -> Document | None:
        """The file, while it waits."""

    def cancel(self) -> None:
        """Stop at the next row, and let go of what was made."""
