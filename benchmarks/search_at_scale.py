"""How long the first page of a search takes over a thousand hour-long interviews, on a sealed store.

The interviews come in through the same services that a person's work goes through, so that index, line numbers and
roles are what they are at work. Words are drawn by Zipf's law, as in speech, so that some stand in nearly every turn.
"""

import argparse
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
RECORD = "Full title\n\nA made-up study for measuring\n\nIRAS ID\n\n999999\n\nREC reference\n\n16/EM/9999\n"
# Words of syllables, so that beginnings are shared about as they are in a language.
SYLLABLES = ("ba", "co", "de", "fin", "gar", "hol", "in", "jo", "kel", "la", "mor", "ne", "o", "pen", "qui", "ro")
VOCABULARY = ["".join(word) for n in (1, 2, 3, 4) for word in itertools.product(SYLLABLES, repeat=n)][:20_000]
WEIGHTS = list(itertools.accumulate(1 / (n + 1) for n in range(len(VOCABULARY))))
TURNS, WORDS_A_TURN = 300, 30
QUERIES = ("ba", "pen", "baco", "morrope", "pen*", "morr*", '"ba co"', "pen hol", "móR", "nowhere")


def build(interviews: int) -> int:
    """Bring in that many interviews of 9,000 words; answers the study's key."""
    from lifeworld.config import store
    from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn
    from lifeworld.interviews.services import freeze_version, receive_transcript
    from lifeworld.study.models import Role
    from lifeworld.study.selectors import Access
    from lifeworld.study.services import add_case, create_study

    person = store.the_person()
    assert person is not None
    study = create_study(by=person, at=AT, summary_text=RECORD, slug="measured")
    access = Access(study, person, Role.LEAD)
    study.cross_case_opened_at = AT
    study.save()
    for number in range(interviews):
        words = random.choices(VOCABULARY, cum_weights=WEIGHTS, k=TURNS * WORDS_A_TURN)
        turns = tuple(
            ReadTurn("A" if n % 2 else "B", " ".join(words[n * WORDS_A_TURN : (n + 1) * WORDS_A_TURN]))
            for n in range(TURNS)
        )
        case = add_case(access=access, at=AT, pseudonym=f"Person {number}")
        version = receive_transcript(
            access=access, at=AT, case=case, read=ReadTranscript("Plain text", turns, ()), original=b"made up",
            suffix=".txt", roles={"B": "interviewer"},
        )  # fmt: skip
        freeze_version(access=access, at=AT, version=version)
    return study.pk


def measure(runs: int) -> list[dict[str, float | str]]:
    """First page of each query over the whole study: median and worst, in milliseconds."""
    from lifeworld.analysis.selectors.search import search_study
    from lifeworld.config import store

    person = store.the_person()
    assert person is not None
    rows: list[dict[str, float | str]] = []
    for query in QUERIES:
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            page = search_study(person, "measured", query)
            times.append(1000 * (time.perf_counter() - start))
        rows.append(
            {"query": query, "hits": len(page.hits), "median_ms": statistics.median(times), "worst_ms": max(times)}
        )
    return rows


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LIFEWORLD_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "lifeworld.config.settings"
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from lifeworld.config import store

        store.set_up(Path(folder), name="Measurer", passphrase="three plain words", at=AT)
        build(options.interviews)
        rows = measure(options.runs)
    if options.json:
        print(json.dumps({"interviews": options.interviews, "load": os.getloadavg()[0], "rows": rows}, indent=2))
        return
    print(f"{options.interviews} interviews of {TURNS * WORDS_A_TURN:,} words; load {os.getloadavg()[0]:.1f}")
    for row in rows:
        print(f"{row['query']:>16}  {row['hits']:>3} hits  {row['median_ms']:7.1f} ms  worst {row['worst_ms']:7.1f} ms")


if __name__ == "__main__":
    main()
