"""What a study owes and by when, as rules that depend on dates.

One table, `RULES`. Each rule holds from a day until a day in named nations; which applies is asked of the day on which
the duty falls due, so that a study of 2016 and a study of today get each their own. A rule whose history is not known
for certain says so in `ask`, and the page passes the question on: Lifeworld asks, it does not infer.

Sources were read on the dates given. They are guidance for England, Wales, Scotland and Northern Ireland; a sponsor or
a REC may ask for more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lifeworld.approvals.rules.dates import add_months

HORIZON_YEARS = 10


class Nation(StrEnum):
    """Where the REC that gave the opinion sits."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


ENGLAND_AND_WALES = frozenset({Nation.ENGLAND, Nation.WALES})
SCOTLAND_AND_NI = frozenset({Nation.SCOTLAND, Nation.NORTHERN_IRELAND})
EVERYWHERE = frozenset(Nation)


@dataclass(frozen=True)
class SafetyEvent:
    """Something that happened to a participant, as far as the clocks of reporting need it. `key` tells it apart."""

    key: str
    known_on: date
    related: bool = False
    unexpected: bool = False
    serious: bool = True
    urgent_measure_on: date | None = None


@dataclass(frozen=True)
class StudyFacts:
    """What the rules ask of a study. None is "not known", never "no"."""

    opinion_on: date | None
    nation: Nation | None
    proportionate: bool = False
    started_on: date | None = None
    planned_end: date | None = None
    ended_on: date | None = None
    ended_early: bool = False
    events: tuple[SafetyEvent, ...] = ()

    @property
    def days_over_two_years(self) -> int | None:
        """By how many days it was expected to last more than two years, below 0 where less; None where not known."""
        begun = self.started_on or self.opinion_on
        if begun is None or self.planned_end is None:
            return None
        return (self.planned_end - add_months(begun, 24)).days


Clock = Callable[[StudyFacts], Iterator[tuple[str, date]]]


@dataclass(frozen=True)
class Rule:
    """One duty. `clock` gives each time it falls due, as `(occasion, day)`; `frees` says which studies owe none."""

    key: str
    duty: str
    because: str
    source: str
    checked: date
    clock: Clock
    nations: frozenset[Nation] = EVERYWHERE
    holds_from: date | None = None
    holds_until: date | None = None
    frees: Callable[[StudyFacts], bool] = lambda _: False
    ask: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day: from `holds_from`, and until the day before `holds_until`."""
        return (self.holds_from is None or day >= self.holds_from) and (
            self.holds_until is None or day < self.holds_until
        )


@dataclass(frozen=True)
class Due:
    """One duty on one day. `occasion` tells yearly and repeated ones apart: rule and occasion are its name."""

    rule: Rule
    occasion: str
    due: date


def anniversaries(facts: StudyFacts) -> Iterator[tuple[str, date]]:
    """Thirty days after each year since the opinion, until the study ends.

    Source: the HRA's page on progress reports (5 April 2024): 12 months after the opinion, and within 30 days of the
    end of the reporting period.
    """
    if facts.opinion_on is None:
        return
    last = facts.ended_on or facts.planned_end
    for year in range(1, HORIZON_YEARS + 1):
        day = add_months(facts.opinion_on, 12 * year)
        if last is not None and day > last:
            return
        yield str(year), day + timedelta(days=30)


def _after_end(*, months: int = 0, days: int = 0, early: bool | None = None) -> Clock:
    def clock(facts: StudyFacts) -> Iterator[tuple[str, date]]:
        end = facts.ended_on or facts.planned_end
        if end is None or (early is not None and facts.ended_early != early):
            return
        yield "", add_months(end, months) + timedelta(days=days)

    return clock


def _before_the_first_person(facts: StudyFacts) -> Iterator[tuple[str, date]]:
    if facts.started_on is not None or facts.opinion_on is not None:
        day = facts.started_on or facts.opinion_on
        assert day is not None
        yield "", day


def _safety_reports(facts: StudyFacts) -> Iterator[tuple[str, date]]:
    for event in facts.events:
        if event.serious and event.related and event.unexpected:
            yield event.key, event.known_on + timedelta(days=15)


def _urgent_measures(facts: StudyFacts) -> Iterator[tuple[str, date]]:
    for event in facts.events:
        if event.urgent_measure_on is not None:
            yield event.key, event.urgent_measure_on + timedelta(days=3)


def _two_years_or_proportionate(facts: StudyFacts) -> bool:
    over = facts.days_over_two_years
    return facts.proportionate or (over is not None and over <= 0)


def _shorter_or_proportionate(facts: StudyFacts) -> bool:
    over = facts.days_over_two_years
    return facts.proportionate or (over is not None and over < 0)


_PROGRESS = "Send the annual progress report to the REC"
# The first day on which the HRA is known to have asked short studies for no report (its page of that day).
SHORT_STUDIES_FREE_BY = date(2024, 4, 5)
_NOW = date(2026, 11, 26)

RULES: tuple[Rule, ...] = (
    Rule(
        "site-permission-2016", "Have NHS permission at every site before anyone is approached there",
        "Before HRA Approval, each Trust’s R&D office gave its own permission. The change came in steps, from "
        "11 May 2015 to 31 March 2016.",
        "HRA, HRA Approval implementation, 31 March 2016", _NOW, _before_the_first_person,
        frozenset({Nation.ENGLAND}), None, date(2016, 3, 31),
        ask="Studies whose opinion came before 31 March 2016 were often brought under HRA Approval afterwards. Which "
        "permission each site worked under is asked site by site, and not inferred.",
    ),
    Rule(
        "hra-approval", "Have HRA and HCRW Approval, and each site’s confirmation of capacity and capability",
        "One approval for the NHS in England since 31 March 2016, with Wales since 2018; each site then confirms that "
        "it can take part.",
        "HRA, HRA Approval implementation, 31 March 2016", _NOW, _before_the_first_person,
        frozenset({Nation.ENGLAND}), date(2016, 3, 31),
    ),
    Rule(
        "wales-permission", "Have permission for every Welsh site: HRA and HCRW Approval since 2018, before that NHS "
        "R&D permission",
        "Health and Care Research Wales shares its approval with the HRA since 2018.",
        "HRA, HRA and HCRW Approval", _NOW, _before_the_first_person, frozenset({Nation.WALES}),
        ask="For a study led from Wales before 2018, ask which permission its sites worked under.",
    ),
    Rule(
        "scotland-permission", "Have NHS R&D management permission from every Scottish board",
        "Boards in Scotland give permission themselves, through NHS Research Scotland; HRA Approval ends at the "
        "border.",
        "NHS Research Scotland, permissions", _NOW, _before_the_first_person, frozenset({Nation.SCOTLAND}),
    ),
    Rule(
        "ni-permission", "Have HSC R&D permission from every Trust in Northern Ireland",
        "Trusts in Northern Ireland give permission themselves; HRA Approval does not reach there.",
        "HSC R&D Division, permissions", _NOW, _before_the_first_person, frozenset({Nation.NORTHERN_IRELAND}),
    ),
    Rule(
        "progress-report", _PROGRESS,
        "A REC followed each study it had favoured by a report a year, within thirty days of the year’s end.",
        "HRA, Progress reporting (the page of 2016 and 2017)", _NOW, anniversaries, EVERYWHERE, None,
        SHORT_STUDIES_FREE_BY,
        ask="By April 2024 studies of two years or less, and those reviewed proportionately, owed none; since when is "
        "not known here. If yours is one, keep to what its opinion letter says.",
    ),
    Rule(
        "progress-report-long", _PROGRESS,
        "Asked of studies of more than two years that had a full review, until England and Wales gave it up on "
        "1 June 2024.",
        "HRA, Progress reports, 5 April 2024; HRA Now on 1 June 2024", _NOW, anniversaries, ENGLAND_AND_WALES,
        SHORT_STUDIES_FREE_BY, date(2024, 6, 1), _two_years_or_proportionate,
    ),
    Rule(
        "progress-report-scotland-ni", _PROGRESS,
        "Asked of studies of two years or more that had a full review, until Scotland and Northern Ireland gave it "
        "up on 1 August 2024.",
        "HRA, Progress reports, 1 November 2024; HRA Now on 1 August 2024", _NOW, anniversaries, SCOTLAND_AND_NI,
        SHORT_STUDIES_FREE_BY, date(2024, 8, 1), _shorter_or_proportionate,
    ),
    Rule(
        "end-declared", "Declare the end of the study to the REC",
        "Within 90 days of the end as the protocol defines it; in most studies the last visit of the last participant.",
        "HRA, Ending your project", _NOW, _after_end(days=90, early=False),
    ),
    Rule(
        "early-end-declared", "Tell the REC, and every body that approved it, that the study ended early",
        "Within 15 days. Recruiting everyone sooner than planned is not an early end.",
        "HRA, Progress reports: early termination", _NOW, _after_end(days=15, early=True),
    ),
    Rule(
        "final-report", "Send the final report to the REC",
        "Within 12 months of the end, as a summary of what was found.",
        "HRA, Notifying the end of study", _NOW, _after_end(months=12), EVERYWHERE, None, date(2021, 9, 15),
    ),
    Rule(
        "final-report-form", "Send the final report by the HRA’s form, with a lay summary of up to 5,000 characters",
        "Within 12 months of the end. The form cannot be saved part-way, and the lay summary is published beside the "
        "research summary.",
        "HRA, Final report form, since 15 September 2021", _NOW, _after_end(months=12), EVERYWHERE,
        date(2021, 9, 15),
    ),
    Rule(
        "participants-told", "Send the findings to everyone who asked for them",
        "Participants were told they could hear what was found; the final report asks how and when they did.",
        "HRA, Make it Public; Publication and dissemination of research findings", _NOW, _after_end(months=12),
    ),
    Rule(
        "safety-report", "Report a serious event that is related and unexpected to the REC",
        "Within 15 days of the chief investigator knowing of it. Related means that something the study did led to "
        "it.",
        "HRA, Safety reporting: research other than clinical trials of medicines", _NOW, _safety_reports,
    ),
    Rule(
        "urgent-measure", "Write to the REC about an urgent safety measure",
        "By telephone at once, in writing within three days.",
        "HRA, Safety reporting: urgent safety measures, 2024", _NOW, _urgent_measures,
        ask="Since 28 April 2026 trials of medicines have seven days. For other research the three days are kept here "
        "until the HRA’s word on it has been seen.",
    ),
)  # fmt: skip


def obligations_for(facts: StudyFacts) -> list[Due]:
    """Everything the study owes or owed, in order of the day.

    A nation that is not known is taken for England, where most are: the page says so and asks.
    """
    nation = facts.nation or Nation.ENGLAND
    found = [
        Due(rule, occasion, day)
        for rule in RULES
        if nation in rule.nations and not rule.frees(facts)
        for occasion, day in rule.clock(facts)
        if rule.holds_on(_judged_on(rule, facts, day))
    ]
    return sorted(found, key=lambda due: (due.due, due.rule.key, due.occasion))


def _judged_on(rule: Rule, facts: StudyFacts, day: date) -> date:
    """The day on which a rule must be in force: that of the opinion for a permission, else the day it falls due."""
    return facts.opinion_on if rule.clock is _before_the_first_person and facts.opinion_on else day


class Status(StrEnum):
    """How a duty stands on a day."""

    MET = "met"
    SET_ASIDE = "set aside"
    OVERDUE = "overdue"
    SOON = "due soon"
    LATER = "later"


SOON_DAYS = 60


def status_on(today: date, due: date, *, met: bool, set_aside: bool) -> Status:
    """How a duty stands: what was met or set aside stays so, whatever the day."""
    if met:
        return Status.MET
    if set_aside:
        return Status.SET_ASIDE
    if due < today:
        return Status.OVERDUE
    return Status.SOON if due <= today + timedelta(days=SOON_DAYS) else Status.LATER
