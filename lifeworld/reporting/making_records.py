"""From a kind about the study's course to its table: for those who approve the study and look after it."""

from collections.abc import Callable

from lifeworld.reporting.rules.coreq import coreq
from lifeworld.reporting.rules.methods import methods
from lifeworld.reporting.rules.participants import participants
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.selectors.records import records_of
from lifeworld.reporting.tables import Table
from lifeworld.study.selectors import Access

RecordMaker = Callable[[Access, Setting], Table]

# Each is made of the whole study, so none takes a case or options.
RECORD_MAKERS: dict[str, RecordMaker] = {
    "participants": lambda access, setting: participants(records_of(access), setting),
    "coreq": lambda access, setting: coreq(records_of(access), setting),
    "methods": lambda access, setting: methods(records_of(access), setting),
}
