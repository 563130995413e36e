"""From a kind about the study's course to its table: for those who approve the study and look after it."""

from collections.abc import Callable

from lifeworld.reporting.rules.access_report import access_report
from lifeworld.reporting.rules.coreq import coreq
from lifeworld.reporting.rules.dpia import dpia
from lifeworld.reporting.rules.ig_answers import ig_answers
from lifeworld.reporting.rules.methods import methods
from lifeworld.reporting.rules.participants import participants
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.rules.site_file import site_file
from lifeworld.reporting.selectors.access_report import members_who_may, what_was_seen
from lifeworld.reporting.selectors.governed import governed
from lifeworld.reporting.selectors.inventory import inventory
from lifeworld.reporting.selectors.records import records_of
from lifeworld.reporting.selectors.site_file import filed_of
from lifeworld.reporting.tables import Table
from lifeworld.study.selectors import Access

RecordMaker = Callable[[Access, Setting], Table]

# Each is made of the whole study, so none takes a case or options.
RECORD_MAKERS: dict[str, RecordMaker] = {
    "access-report": lambda access, setting: access_report(members_who_may(access), what_was_seen(access), setting),
    "dpia": lambda access, setting: dpia(governed(access), inventory(), setting),
    "ig-answers": lambda access, setting: ig_answers(governed(access), setting),
    "site-file": lambda access, setting: site_file(filed_of(access), setting),
    "participants": lambda access, setting: participants(records_of(access), setting),
    "coreq": lambda access, setting: coreq(records_of(access), setting),
    "methods": lambda access, setting: methods(records_of(access), setting),
}
