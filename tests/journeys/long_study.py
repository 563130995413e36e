"""A study with a transcript so long that its table is waited for.

`python -m tests.journeys.long_study USERNAME TURNS`, with a server's environment.
"""

import sys
from datetime import UTC, datetime

import django

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def build(username: str, turns: int) -> None:
    """One open case, its transcript frozen, in a study called walking that `username` leads."""
    from lifeworld.analysis.services.cases import open_for_analysis
    from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn
    from lifeworld.interviews.services import freeze_version, receive_transcript
    from lifeworld.security.models import Person
    from lifeworld.study.selectors import access_to
    from lifeworld.study.services import add_case, create_study
    from tests.conftest import RECORD

    person = Person.objects.get(username=username)
    create_study(by=person, at=NOON, summary_text=RECORD, slug="walking")
    access = access_to(person, "walking")
    case = add_case(access=access, at=NOON, pseudonym="Maeve")
    said = tuple(
        ReadTurn("M", f"We went along the river, past bench {bench}, and nobody said where to. " * 2, None, None)
        for bench in range(turns)
    )
    version = receive_transcript(
        access=access, at=NOON, case=case, read=ReadTranscript("Plain text", said, ()), original=b"a small file",
        suffix=".txt", roles={"M": "participant"},
    )  # fmt: skip
    freeze_version(access=access, at=NOON, version=version, line_width=40)
    open_for_analysis(access=access, at=NOON, case=case)


if __name__ == "__main__":
    django.setup()
    build(sys.argv[1], int(sys.argv[2]))
