"""The fictional study's people before they are cases: put forward, informed, consenting, met; some go no further.

What happened on one day is done on that day, whoever it is about, so that no rule about days is bent for the story.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from lifeworld.approvals.models import DocumentKind, DocumentVersion, Site
from lifeworld.approvals.selectors.sites import site_numbered
from lifeworld.approvals.services import course
from lifeworld.consent.models import ClauseReply
from lifeworld.consent.rules.clauses import ClauseGiven
from lifeworld.consent.selectors.consents import clauses_of
from lifeworld.consent.services.clauses import set_clauses
from lifeworld.consent.services.taking import ConsentGiven, record_consent
from lifeworld.fieldwork.services.guides import keep_questions
from lifeworld.identities.rules.purposes import Purpose
from lifeworld.identities.services.looking import look_at
from lifeworld.identities.services.openings import close_names, open_names
from lifeworld.identities.services.people import write_identity
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.interchange.fictional.meeting_work import hold
from lifeworld.recruitment.models import Criterion, SamplingFrame, ScreeningEntry, Stage
from lifeworld.recruitment.services import criteria, entries, frames, plans, stages
from lifeworld.safekeeping.services.withdrawals import withdraw
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access

_BEFORE_CONSENT = (Stage.ELIGIBLE, Stage.INFORMED, Stage.CONTACT)
_NAMED = ("name", "phone", "email", "address", "reach_by", "message")
BringIn = Callable[[str, Case], None]


@dataclass
class People:
    """Everybody of `recruitment.toml` (`plan`), met as `meetings.toml` (`met`) has it; `cases` by folder as they come.

    `pseudonyms` are by folder; `bring_in(folder, case)` is called once somebody was interviewed.
    """

    access: Access
    clock: Clock
    plan: dict[str, Any]
    met: dict[str, Any]
    pseudonyms: dict[str, str]
    bring_in: BringIn
    cases: dict[str, Case] = field(default_factory=dict)

    def come(self) -> dict[str, Case]:
        """Live through everything until recruitment is closed and everybody was met; answers the cases that stay."""
        self.site: Site = site_numbered(self.access, 1)
        self.criteria, self.frames = self._prepare()
        days: list[tuple[date, Callable[[], None]]] = []
        for number, one in enumerate(self.plan["entry"]):
            days += self._days_of(_Person(self, number + 1, one))
        days.append((self.plan["closed_on"], self._close))
        for day, act in sorted(days, key=lambda pair: pair[0]):
            self.clock.reach(day)
            act()
        return self.cases

    def version(self, kind: str, label: str) -> DocumentVersion:
        """A version of one of the study's documents."""
        found = DocumentVersion.objects.defer("content").select_related("document")
        return found.get(document__study=self.access.study, document__kind=kind, label=label)

    def _prepare(self) -> tuple[list[Criterion], list[SamplingFrame]]:
        access, at = self.access, self.clock.tick
        plans.keep_recruitment_here(access=access, at=at(), values=self.plan["plan"])
        asked = [
            criteria.add_criterion(
                access=access, at=at(), values=one | ({"least": Decimal(one["least"])} if "least" in one else {})
            )
            for one in self.plan["criterion"]
        ]
        spread = [
            frames.add_frame(access=access, at=at(), name=one["name"], bands=one["bands"]) for one in self.plan["frame"]
        ]
        form = self.version(DocumentKind.FORM, "1.1")
        set_clauses(access=access, at=at(), form=form, clauses=[ClauseGiven(**one) for one in self.met["clause"]])
        guide = self.version(DocumentKind.GUIDE, "1.0")
        keep_questions(access=access, at=at(), guide=guide, typed=self.met["guide"])
        return asked, spread

    def _close(self) -> None:
        course.close_recruitment(access=self.access, at=self.clock.tick(), on=self.plan["closed_on"])

    def _days_of(self, person: "_Person") -> list[tuple[date, Callable[[], None]]]:
        given = person.given
        acts = [person.reach(stage) for stage in _BEFORE_CONSENT] + [person.consent, person.meet]
        days = [(given["on"], person.put_forward), *zip(given.get("came", []), acts, strict=False)]
        if "left" in given:
            days.append((given["left"][1], person.go_no_further))
        withdrew = person.told.get("withdrew")
        # Somebody who withdrew after the analysis began does so in its own time: see `build`.
        if withdrew and person.folder == "left":
            days.append((withdrew["on"], person.withdraw))
        return days


@dataclass
class _Person:
    """One entry of the log, under way. Whoever consented has words in `meetings.toml` under their folder."""

    people: People
    serial: int
    given: dict[str, Any]

    @property
    def folder(self) -> str:
        """Their folder; `left` for the one of whom nothing stays."""
        return str(self.given.get("person", "left" if len(self.given.get("came", [])) > len(_BEFORE_CONSENT) else ""))

    @property
    def told(self) -> dict[str, Any]:
        """How they consented and were met; nothing for whoever did not come so far."""
        return dict(self.people.met["person"].get(self.folder, {}))

    @property
    def entry(self) -> ScreeningEntry:
        """Their entry as it stands."""
        return ScreeningEntry.objects.get(study=self.people.access.study, serial=self.serial)

    def put_forward(self) -> None:
        """By whom, with what is known; only whoever is put forward further is asked everything."""
        given, people = self.given, self.people
        known = "hours" in given
        far = bool(given.get("came"))
        answers = {
            one.pk: entries.AnswerGiven("no" if one.excludes else "yes", "the care record, looked at by the team", "")
            for one in people.criteria
            if far and one.least is None
        }
        bands = {
            frame.pk: band for frame, band in zip(people.frames, given.get("bands", []), strict=False)
        }  # fmt: skip
        entries.add_entry(
            access=people.access, at=people.clock.tick(),
            given=entries.EntryGiven(
                site=people.site, screened_on=given["on"], put_forward_by=given["by"],
                approached_by="care coordinator" if far else "",
                hours=Decimal(str(given["hours"])) if known else None,
                hours_source="the peer support worker’s diary" if known else "",
                hours_checked_by="the researcher" if known and far else "the team leader" if known else "",
                answers=answers, bands=bands,
            ),
        )  # fmt: skip

    def reach(self, stage: Stage) -> Callable[[], None]:
        """What is done on the day of a stage; who agreed to contact is written down, sealed."""

        def act() -> None:
            access, clock, day = self.people.access, self.people.clock, self.given["came"][_at(stage)]
            at = clock.tick()
            moment = at if stage is Stage.INFORMED else None
            stages.reach_stage(access=access, at=at, entry=self.entry, stage=stage, on=day, moment=moment)
            if stage is Stage.CONTACT and "name" in self.told:
                self._name()

        return act

    def go_no_further(self) -> None:
        """Why, as one of the reasons of the log."""
        reason, day = self.given["left"]
        stages.leave(access=self.people.access, at=self.people.clock.tick(), entry=self.entry, reason=reason, on=day)

    def consent(self) -> None:
        """Clause by clause, on paper; the first consent makes the case."""
        people, told = self.people, self.told
        form = people.version(DocumentKind.FORM, "1.1")
        sheet = people.version(DocumentKind.SHEET, "1.1" if told.get("old_sheet") else "1.2")
        answers = {
            one.number: ClauseReply.NO if one.effect in told.get("no", []) else ClauseReply.YES
            for one in clauses_of(form)
        }
        taken = people.clock.tick()
        consent = record_consent(
            access=people.access, at=people.clock.tick(), entry=self.entry,
            given=ConsentGiven(
                taken_at=taken, taken_by="the researcher", sheet=sheet, form=form, answers=answers,
                pseudonym=people.pseudonyms.get(self.folder) or told["pseudonym"], copy_given_on=taken.date(),
            ),
        )  # fmt: skip
        case = ScreeningEntry.objects.select_related("case").get(pk=consent.entry_id).case
        assert case is not None
        if "person" in self.given:
            people.cases[self.folder] = case

    def meet(self) -> None:
        """The conversation, and what follows it; the transcript comes in after."""
        people, day = self.people, self.given["came"][-1]
        guide = people.version(DocumentKind.GUIDE, "1.0")
        hold(people.access, people.clock, self.entry, guide, self.told, people.met["meeting"],
             datetime.combine(day, time(9), UTC), timedelta(minutes=self.told["minutes"]))  # fmt: skip
        if "person" in self.given:
            people.bring_in(self.folder, people.cases[self.folder])

    def withdraw(self) -> None:
        """Take back what they take back."""
        take_back(self.people.access, self.people.clock, self.entry, self.told["withdrew"])

    def _name(self) -> None:
        access, clock = self.people.access, self.people.clock
        opened = clock.tick()
        open_names(access=access, at=opened, purpose=Purpose.NEW)
        within = opened + timedelta(minutes=2)
        known = look_at(access=access, at=within, entry=self.entry)
        values = {name: str(self.told[name]) for name in _NAMED if name in self.told}
        write_identity(access=access, at=within, known=known, values=values)
        close_names(access=access, at=within + timedelta(minutes=3))


def take_back(access: Access, clock: Clock, entry: ScreeningEntry, withdrew: dict[str, Any]) -> None:
    """Somebody's withdrawal on its day."""
    clock.reach(withdrew["on"])
    withdraw(
        access=access, at=clock.tick(), entry=entry, levels=withdrew["levels"], on=withdrew["on"],
        results=withdrew["results"],
    )  # fmt: skip


def _at(stage: Stage) -> int:
    return _BEFORE_CONSENT.index(stage)
