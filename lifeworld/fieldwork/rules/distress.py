"""What to do when an interview is hard for somebody, or something is said that cannot stay in confidence.

Sources: Draucker, Martsolf & Poole (2009), "Developing distress protocols for research on sensitive topics", Archives
of Psychiatric Nursing 23(5); governance.md, 23 (pause, stop, offer support, contact the team, debrief), 24 (limits
explained before recording; clinical risk goes through the Trust) and 25. Where the study's protocol says otherwise,
the protocol holds.
"""

from dataclasses import dataclass

NOT_A_RECORD = (
    "This is not a clinical record and not an alarm. The Trust’s own process for risk comes first, and is not replaced "
    "by anything written here."
)


@dataclass(frozen=True)
class Step:
    """One step of the protocol: its key in a record, what it is called, and what it means."""

    key: str
    name: str
    means: str


STEPS: tuple[Step, ...] = (
    Step("pause", "Pause", "Stop the questions and the recorder. Say that there is no hurry. Ask what would help."),
    Step("stop", "Stop", "Ask whether to go on, another day, or not at all. No reason is needed, and nothing is lost."),
    Step("support", "Offer support", "Give the list of people who can support them; stay until they are settled."),
    Step(
        "team", "Contact the team",
        "With their agreement, or without it where somebody may come to harm: the care team or its duty worker. "
        "In immediate danger, 999.",
    ),
    Step("debrief", "Debrief", "Go through the debrief sheet, and agree a call on the next day. Ring your supervisor."),
)  # fmt: skip
STEP_NAMES = {step.key: step.name for step in STEPS}

LIMITS = (
    "What is said stays in confidence, unless somebody may come to serious harm: then the care team has to be told, "
    "and you would be told first where that can be done."
)

# The fields of a record, in the order of the form: name and what it asks.
FIELDS: dict[str, str] = {
    "seen": "What was seen or said, in few words",
    "limits": "The limits of confidentiality had been explained before recording",
    "limits_when": "When they were explained",
    "told": "Who was told (roles)",
    "supervisor": "When the supervisor was consulted",
    "outcome": "What came of it",
    "follow_up": "The follow-up on the next day",
}
LONGEST_WORDS = 2000
MOST_ADDITIONS = 50
