"""The one next step of a study, and what else waits: computed from where its cases stand, never a duty.

Source: the order of work in Smith, Flowers & Larkin (2009, 2022): one case read, noted, gathered and left on its own
terms before the next is opened, and only then the cases side by side. A case under analysis therefore comes first; then
the group level, once the researcher has opened it; then the next case.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lifeworld.analysis.rules.saying import counted
from lifeworld.analysis.rules.standing import Standing
from lifeworld.study.rules.labels import Words


@dataclass(frozen=True)
class Step:
    """One step: what to do, why, and where.

    `place` names the page (`people`, `recruitment`, `import`, `transcript`, `case`, `reader`, `board`, `group`,
    `findings`, or `` where nothing is to be done); `case` is the number of the case it is about, `version` a
    transcript's key.
    """

    place: str
    what: str
    why: str = ""
    button: str = ""
    case: int | None = None
    version: int | None = None
    for_lead: bool = False


@dataclass(frozen=True)
class Ground:
    """What the steps are computed from.

    `cases` are those whose steps may show, in order; `people` is how many are in the study, where that is more.
    `recruits_here`: the study keeps its screening log here, so people become cases by consenting.
    `group_themes` (there are some) and `unused` (a personal theme is in none of them) count once `across_open`.
    """

    cases: Sequence[Standing]
    words: Words
    across_open: bool = False
    group_themes: bool = False
    unused: bool = False
    people: int = 0
    recruits_here: bool = False


def steps(ground: Ground, *, leads: bool = True) -> list[Step]:
    """Every step that could be taken now, the next one first. Steps of the lead are left out for others."""
    at_hand = [step for case in ground.cases if case.state == "open" for step in _at_hand(case, ground.words)]
    coming = [_coming(case) for case in ground.cases if case.state == "prepared"]
    # Only the next person in order is offered for opening; what the others need first may be done any day.
    ready = [step for step in coming if step.place == "case"][:1]
    needing = sorted((step for step in coming if step.place != "case"), key=lambda step: step.place == "import")
    found = [*at_hand, *_across(ground), *ready, *needing, *_first(ground)]
    return [step for step in found if leads or not step.for_lead]


def step_for_reader(ground: Ground) -> Step:
    """The next step of one who reads along: group themes once they are open, else the case at hand."""
    if ground.across_open and ground.group_themes:
        return _to_group(ground)
    for case in ground.cases:
        if case.state == "open":
            return Step(
                "case", f"{case.pseudonym} is under analysis.",
                "What you read stays as the analysts left it; nothing of yours changes it.",
                f"Open {_of(case)} case", case.number,
            )  # fmt: skip
    return Step("", "Nothing waits for you here.", "When a case is under analysis, it shows here.")


def step_for_adviser(ground: Ground) -> Step:
    """The next step of one who sees findings only."""
    if ground.across_open and ground.group_themes:
        return _to_group(ground)
    name = ground.words["group_themes"]
    return Step("", "There is nothing for you to read yet.", f"The {name} show here once the cases are read together.")


def _first(ground: Ground) -> list[Step]:
    if ground.cases or ground.people:
        return []
    if ground.recruits_here:
        return [
            Step(
                "recruitment", "Write the first person who is put forward into the screening log.",
                "By a number, without a name. They become a case of this study when they consent.",
                "Go to recruitment", for_lead=True,
            )
        ]  # fmt: skip
    return [
        Step(
            "people", "Add the first person, under a pseudonym.",
            "Each person is a case of their own from the first day. Nothing here ever needs their name.",
            "Add the first case", for_lead=True,
        ),
        Step(
            "recruitment", "Keep recruitment and consent here too.",
            "Nobody is then recruited before the approvals allow it, and what each person agreed to is held to.",
            for_lead=True,
        ),
    ]  # fmt: skip


def _coming(case: Standing) -> Step:
    if case.transcript == "none":
        return Step(
            "import", f"Bring in {_of(case)} interview.",
            "You see what was recognised and what would be left out before anything is saved.",
            "Bring in the transcript", case.number, for_lead=True,
        )  # fmt: skip
    if case.transcript == "draft":
        return Step(
            "transcript", f"Check {_of(case)} transcript and freeze its line numbers.",
            "Until its lines are frozen, nothing can be noted on it.",
            "Open the draft", case.number, case.version, for_lead=True,
        )  # fmt: skip
    return Step(
        "case", f"Open {_of(case)} case for analysis.",
        "It opens blank. What you bring from elsewhere can be written down first, so that it stays beside the reading.",
        f"Go to {_of(case)} case", case.number,
    )  # fmt: skip


def _at_hand(case: Standing, words: Words) -> list[Step]:
    statements, themes = words["statements"], words["personal_themes"]
    reader, table = f"Open {_of(case)} transcript", f"Open {_of(case)} table"
    if case.transcript != "frozen":
        return [_coming(case)]
    if not (case.notes or case.statements):
        why = "Read it whole first. Notes can begin wherever something strikes you."
        return [Step("reader", f"Read {_of(case)} transcript.", why, reader, case.number)]
    if not case.statements:
        why = f"When the {words['notes']} seem to gather around something, write it as one of the {statements}."
        return [Step("reader", f"Go on noting {_of(case)} transcript.", why, reader, case.number)]
    if not case.themes:
        why = f"Lay together what belongs together; a pile with a name is one of the {themes}."
        return [
            Step("board", f"Lay {_of(case)} {statements} on the table.", why, table, case.number),
            _more_notes(case, reader),
        ]
    return _towards_sign_off(case, table)


def _towards_sign_off(case: Standing, table: str) -> list[Step]:
    loose = Step(
        "board",
        f"Go back to {_of(case)} table, where {counted(case.loose, 'statement', 'statements')} "
        f"still {'lies on its' if case.loose == 1 else 'lie on their'} own.",
        "A statement may stay alone; the table only asks that you have looked.", table, case.number,
    )  # fmt: skip
    summary = Step(
        "case", f"Write {_of(case)} case summary.",
        "The person’s account as you understand it now, tensions kept, before the next is opened.",
        f"Go to {_of(case)} case", case.number,
    )  # fmt: skip
    sign_off = Step(
        "case", f"Sign {case.pseudonym} off, if you are done for now.",
        "Signing off closes the case so that the next can be met on its own terms. It can be opened again at any time.",
        f"Go to {_of(case)} case", case.number,
    )  # fmt: skip
    lying = [loose] if case.loose else []
    return [sign_off, *lying] if case.summary else [*lying, summary]


def _more_notes(case: Standing, button: str) -> Step:
    return Step(
        "reader", f"Go back to {_of(case)} transcript.",
        "Notes and statements can be added at any time; the table takes up what is new.", button, case.number,
    )  # fmt: skip


def _across(ground: Ground) -> list[Step]:
    if not ground.across_open:
        return []
    if not ground.group_themes:
        name = ground.words["group_themes"]
        what = f"Look across the cases for {name}."
        why = "A new interpretation of what people share and where they part, made from their own themes."
        return [Step("group", what, why, "Open the group themes")]
    unused = Step(
        "group", f"Look at the {ground.words['personal_themes']} that are in none of them yet.",
        "They may join one, begin one, or be set aside with a reason.", "Open the group themes",
    )  # fmt: skip
    tables = Step(
        "findings", "Take the tables out for the write-up.", "Every cell can be followed back to the spoken words."
    )
    return [_to_group(ground), *([unused] if ground.unused else []), tables]


def _to_group(ground: Ground) -> Step:
    done = all(case.state == "signed_off" for case in ground.cases)
    what = "Every case is signed off; read them side by side." if done else "Read the cases side by side."
    why = f"The {ground.words['group_themes']} hold what people share and where they part. Each leads back to a voice."
    return Step("group", what, why, "Open the group themes")


def _of(case: Standing) -> str:
    return f"{case.pseudonym}’s"
