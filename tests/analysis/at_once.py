"""A program that lets two hands act in the same moment on a real store, many times, and says what became of it.

Run in a process of its own, so that each thread has its own connection to the embedded store's file or to PostgreSQL.
It prints one JSON object: for each race a list of rounds, each the two outcomes ("done", or the refusal's class) and
what stands afterwards.
"""

import json
import os
import sys
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ROUNDS = int(os.environ.get("ROUNDS", "12"))
# A round of these leads somebody through all of recruitment first.
SLOW, SLOW_ROUNDS = ("forward", "consent", "withdrawal", "meeting", "destruction"), max(1, ROUNDS // 4)
Act = Callable[[], Any]
Round = tuple[Any, ...]


def both(one: Act, other: Act) -> tuple[list[str], list[Any]]:
    """Let two acts begin at once; their outcomes, and what they answered."""
    from django.db import connection

    from lifeworld.common.errors import DomainError

    outcomes, answers = ["", ""], [None, None]
    start = threading.Barrier(2)

    def run(place: int, act: Act) -> None:
        start.wait()
        try:
            answers[place] = act()
            outcomes[place] = "done"
        except DomainError as refused:
            outcomes[place] = type(refused).__name__
        except Exception as fault:
            outcomes[place] = f"FAULT {type(fault).__name__}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((one, other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes, answers


class Races:
    """The study that all races run in, and the races, each by the name of its method."""

    def __init__(self) -> None:
        from lifeworld.analysis.services.cases import open_for_analysis
        from lifeworld.store import opening
        from lifeworld.study.models import Role
        from lifeworld.study.selectors import Access
        from lifeworld.study.services import add_case, create_study
        from tests.conftest import RECORD, bring_in

        self.person = opening.set_up_unsealed(Path(os.environ["LIFEWORLD_DATA"]), name="Alice", at=NOON)
        self.study = create_study(by=self.person, at=NOON, summary_text=RECORD, slug="walking", fictional=True)
        self.role = Role.LEAD
        access: Access = self.access()
        self.case = add_case(access=access, at=NOON, pseudonym="Maeve")
        self.version = bring_in(access, self.case)
        open_for_analysis(access=access, at=NOON, case=self.case)

    def access(self) -> Any:
        """A way into the study that no other thread holds."""
        from lifeworld.study.selectors import access_to

        return access_to(self.person, "walking")

    def fresh(self, obj: Any) -> Any:
        """The same object as another request would read it."""
        return type(obj)._default_manager.get(pk=obj.pk)

    def note(self, body: str = "first", key: uuid.UUID | None = None) -> Any:
        from lifeworld.analysis.services.anchoring import Span
        from lifeworld.analysis.services.notes import write_note

        return write_note(
            access=self.access(), at=NOON, case=self.fresh(self.case), kind="untyped", body=body,
            spans=[Span(self.version.pk, 0, 12)], client_key=key,
        )  # fmt: skip

    def two_change_one_note(self, n: int) -> Round:
        from lifeworld.analysis.services.notes import change_note

        note = self.note()

        def change(body: str) -> Any:
            # The clock stands still for both, and has gone back since the note was written.
            at = NOON - timedelta(hours=n)
            return change_note(access=self.access(), at=at, note=self.fresh(note), body=body, seen=note.changed_at)

        outcomes, _ = both(lambda: change("mine"), lambda: change("yours"))
        won = "mine" if outcomes[0] == "done" else "yours"
        return (*sorted(outcomes), self.fresh(note).body == won)

    def one_renames_one_takes_out(self, n: int) -> Round:
        from lifeworld.analysis.services.layouts import ready_table
        from lifeworld.analysis.services.personal_themes import change_theme, gather_theme, take_out_theme

        layout = ready_table(access=self.access(), at=NOON, case=self.fresh(self.case))
        pile = gather_theme(access=self.access(), at=NOON, layout=layout, name=f"Pile {n}")
        seen = pile.changed_at
        outcomes, _ = both(
            lambda: change_theme(
                access=self.access(), at=NOON, theme=self.fresh(pile), values={"name": "Another"}, seen=seen
            ),
            lambda: take_out_theme(access=self.access(), at=NOON, theme=self.fresh(pile), seen=seen),
        )
        return (*sorted(outcomes), sorted(outcomes)[1] == "done")

    def one_key_is_sent_twice(self, n: int) -> Round:
        key = uuid.uuid4()
        outcomes, answers = both(lambda: self.note("twice", key), lambda: self.note("twice", key))
        return (*outcomes, answers[0] is not None and answers[0] == answers[1])

    def a_note_meets_a_sign_off(self, n: int) -> Round:
        from lifeworld.analysis.services.cases import reopen, sign_off
        from lifeworld.trail.models import Act as TrailAct

        last = TrailAct.objects.filter(study="walking").order_by("-number").first()
        assert last is not None
        outcomes, _ = both(
            lambda: self.note("late"), lambda: sign_off(access=self.access(), at=NOON, case=self.fresh(self.case))
        )
        acts = TrailAct.objects.filter(study="walking", number__gt=last.number).order_by("number")
        verbs = [verb for verb in acts.values_list("verb", flat=True) if "cross-case" not in verb]
        reopen(access=self.access(), at=NOON, case=self.fresh(self.case))
        return (*outcomes, verbs[-1] == "signed off case")

    def two_add_a_person(self, n: int) -> Round:
        from lifeworld.study.services import add_case

        outcomes, answers = both(
            lambda: add_case(access=self.access(), at=NOON, pseudonym=f"Left {n}"),
            lambda: add_case(access=self.access(), at=NOON, pseudonym=f"Right {n}"),
        )
        return (*outcomes, len({case.number for case in answers if case}) == 2)

    def two_add_one_person(self, n: int) -> Round:
        from lifeworld.study.services import add_case

        outcomes, _ = both(*[lambda: add_case(access=self.access(), at=NOON, pseudonym=f"Same {n}")] * 2)
        return (*sorted(outcomes), self.study.cases.filter(pseudonym=f"Same {n}").count() == 1)

    def two_come_to_a_table_first(self, n: int) -> Round:
        from lifeworld.analysis.services.cases import open_for_analysis
        from lifeworld.analysis.services.layouts import ready_table
        from lifeworld.study.services import add_case

        case = add_case(access=self.access(), at=NOON, pseudonym=f"Table {n}")
        open_for_analysis(access=self.access(), at=NOON, case=case)
        outcomes, answers = both(*[lambda: ready_table(access=self.access(), at=NOON, case=self.fresh(case))] * 2)
        return (*outcomes, answers[0] == answers[1])

    def two_put_a_layout_to_use(self, n: int) -> Round:
        from lifeworld.analysis.services.layouts import make_layout, ready_table, use_layout

        ready_table(access=self.access(), at=NOON, case=self.fresh(self.case))
        made = [
            make_layout(access=self.access(), at=NOON, case=self.fresh(self.case), name=f"{side} {n}")
            for side in ("Left", "Right")
        ]
        outcomes, _ = both(
            lambda: use_layout(access=self.access(), at=NOON, layout=self.fresh(made[0])),
            lambda: use_layout(access=self.access(), at=NOON, layout=self.fresh(made[1])),
        )
        return (*outcomes, self.case.layouts.filter(in_use=True).count() == 1)

    def two_bring_in_a_transcript(self, n: int) -> Round:
        from lifeworld.interviews.rules.reading import ReadTranscript
        from lifeworld.interviews.services import receive_transcript
        from lifeworld.study.services import add_case
        from tests.conftest import TURNS

        case = add_case(access=self.access(), at=NOON, pseudonym=f"Voice {n}")
        roles = {"Interviewer": "interviewer", "M": "participant"}
        outcomes, answers = both(
            *[
                lambda: receive_transcript(
                    access=self.access(), at=NOON, case=self.fresh(case), read=ReadTranscript("Plain text", TURNS, ()),
                    original=b"a small file", suffix=".txt", roles=roles,
                )
            ]
            * 2
        )  # fmt: skip
        return (*outcomes, sorted(version.number for version in answers if version) == [1, 2])

    def two_write_about_a_case(self, n: int) -> Round:
        from lifeworld.analysis.services.cases import write_about_case

        seen = self.fresh(self.case).changed_at
        outcomes, _ = both(
            *[
                lambda text=text: write_about_case(
                    access=self.access(), at=NOON, case=self.fresh(self.case), summary=text, seen=seen
                )
                for text in (f"mine {n}", f"yours {n}")
            ]
        )
        won = f"mine {n}" if outcomes[0] == "done" else f"yours {n}"
        return (*sorted(outcomes), self.fresh(self.case).summary == won)

    def two_change_one_frame(self, n: int) -> Round:
        from lifeworld.recruitment.services.frames import add_frame, change_frame

        frame = add_frame(access=self.access(), at=NOON, name=f"Frame {n}", bands=["near", "far"])
        outcomes, _ = both(
            *[
                lambda name=name: change_frame(
                    access=self.access(), at=NOON, frame=self.fresh(frame), values={"name": name}, seen=frame.changed_at
                )
                for name in (f"Mine {n}", f"Yours {n}")
            ]
        )
        won = f"Mine {n}" if outcomes[0] == "done" else f"Yours {n}"
        return (*sorted(outcomes), self.fresh(frame).name == won)

    def somebody(self) -> Any:
        """Somebody who agreed to be contacted, at a site where people may consent."""
        from lifeworld.approvals.models import Site
        from tests.consent.consented import at_contact, consenting_site

        site = Site.objects.filter(study=self.study).first() or consenting_site(self.access())
        return at_contact(self.access(), site)

    def two_put_somebody_forward(self, n: int) -> Round:
        from tests.recruitment.recruited import put_forward

        site = self.somebody().site
        outcomes, answers = both(*[lambda: put_forward(self.access(), site)] * 2)
        return (*outcomes, len({entry.serial for entry in answers if entry}) == 2)

    def two_write_down_one_consent(self, n: int) -> Round:
        from lifeworld.consent.models import Consent
        from lifeworld.consent.services.taking import record_consent
        from tests.consent.consented import given

        entry = self.somebody()
        told = given(self.access(), pseudonym=f"Consented {n}")
        outcomes, _ = both(
            *[lambda: record_consent(access=self.access(), at=NOON, entry=entry, given=told, follows=0)] * 2
        )
        cases = self.study.cases.filter(pseudonym=f"Consented {n}").count()
        return (*sorted(outcomes), (Consent.objects.filter(entry=entry).count(), cases) == (1, 1))

    def two_write_down_one_withdrawal(self, n: int) -> Round:
        from lifeworld.safekeeping.models import Withdrawal
        from lifeworld.safekeeping.services.withdrawals import withdraw

        entry = self.somebody()
        outcomes, _ = both(
            *[lambda: withdraw(access=self.access(), at=NOON, entry=entry, levels=["contact"], on=NOON.date())] * 2
        )
        numbers = list(Withdrawal.objects.filter(entry=entry).order_by("number").values_list("number", flat=True))
        return (*sorted(outcomes), numbers == [1])

    def two_plan_a_meeting(self, n: int) -> Round:
        from tests.fieldwork.met import planned

        entry = self.somebody()
        outcomes, answers = both(*[lambda: planned(self.access(), self.fresh(entry))] * 2)
        return (*outcomes, len({meeting.number for meeting in answers if meeting}) == 2)

    def two_confirm_one_destruction(self, n: int) -> Round:
        from lifeworld.identities.keys import KeyStands, seal_for, stand_of
        from lifeworld.identities.models import KeyUse
        from lifeworld.safekeeping.rules.retention import class_named
        from lifeworld.safekeeping.services import destruction, retention
        from lifeworld.trail.models import Act as TrailAct

        entry, klass = self.somebody(), class_named("reply-slips")
        assert klass is not None
        seal_for(entry, KeyUse.IDENTITY, b"a name", NOON)
        values = {"months": 0, "trigger_on": NOON.date() - timedelta(days=30)}
        retention.set_retention(access=self.access(), at=NOON, klass=klass.key, values=values)
        made = destruction.propose(access=self.access(), at=NOON, today=NOON.date(), klass=klass.key)
        outcomes, _ = both(
            *[
                lambda: destruction.confirm(
                    access=self.access(), at=NOON, today=NOON.date(), destruction=self.fresh(made), typed=klass.name
                )
            ]
            * 2
        )
        acts = TrailAct.objects.filter(study="walking", verb="destroyed records", object_id=made.pk)
        gone = stand_of(entry, KeyUse.IDENTITY) is KeyStands.DESTROYED
        return (*sorted(outcomes), gone and acts.count() == 1)

    def two_found_a_study_of_one_name(self, n: int) -> Round:
        from lifeworld.study.services import create_study
        from tests.conftest import RECORD

        outcomes, _ = both(
            *[lambda: create_study(by=self.person, at=NOON, summary_text=RECORD, slug=f"twin-{n}", fictional=True)] * 2
        )
        return (*sorted(outcomes), True)


def main() -> None:
    """Run every race and say how each round ended, and whether the study's trail holds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lifeworld.config.settings"
    django.setup()
    from lifeworld.trail.selectors import verify

    races = Races()
    names = [name for name in vars(Races) if name.startswith(("two_", "one_", "a_"))]
    rounds = {name: SLOW_ROUNDS if name.endswith(SLOW) else ROUNDS for name in names}
    told: dict[str, Any] = {name: [getattr(races, name)(n) for n in range(rounds[name])] for name in names}
    finding = verify("walking").finding
    told["trail"] = finding.sentence if finding else ""
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
