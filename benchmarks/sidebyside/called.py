"""The search and bringing files in, called in this process with no page around them: QualCoder was measured so."""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.filling import PASSPHRASE, SLUG
from benchmarks.sidebyside import corpus
from benchmarks.sidebyside.measure import repeated, summary, timed

Figures = dict[str, Any]


def search(person: Any, word: str) -> Figures:
    """A word looked for over every document."""
    from lifeworld.analysis.selectors.search import search_study

    assert search_study(person, SLUG, word).hits
    return repeated(lambda: search_study(person, SLUG, word), 30)


def bring_in(person: Any, fmt: str, count: str, *studies: str) -> Figures:
    """So many files into the people of each study, by the service that the call uses; the first study warms up."""
    from lifeworld.interchange.services import bring_in_file
    from lifeworld.interviews.services.transcripts import Numbering
    from lifeworld.study.models import Case
    from lifeworld.study.rules.roles import Right
    from lifeworld.study.selectors import access_to

    files = [corpus.as_file(corpus.interview(n), fmt) for n in range(int(count))]

    def all_of(study: str) -> None:
        access = access_to(person, study, Right.READ_WORDS)
        for case, content in zip(Case.objects.filter(study=access.study).order_by("number"), files, strict=True):
            bring_in_file(
                access=access, at=datetime.now(UTC), case=case, content=content, suffix=f".{fmt}", freeze=Numbering()
            )

    all_of(studies[0])
    return summary([timed(lambda study=study: all_of(study))[0] for study in studies[1:]])


TASKS: dict[str, Callable[..., Figures]] = {"search": search, "bring-in": bring_in}


def main() -> None:
    """Print the summary as JSON: the store's folder, the task and what it takes come as arguments."""
    folder, task = Path(sys.argv[1]), TASKS[sys.argv[2]]
    os.environ["LIFEWORLD_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
    import django

    django.setup()
    from lifeworld.store import opening

    opening.unlock(folder, passphrase=PASSPHRASE)
    person = opening.the_person()
    assert person is not None
    print(json.dumps(task(person, *sys.argv[3:])))


if __name__ == "__main__":
    main()
