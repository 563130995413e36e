"""The search called in this process, without a page around it: as the published figure of QualCoder was taken."""

import json
import os
import sys
from pathlib import Path

from benchmarks.filling import PASSPHRASE, SLUG
from benchmarks.sidebyside.measure import repeated


def main() -> None:
    """Print the summary as JSON: the folder and the word come as arguments."""
    folder, word = Path(sys.argv[1]), sys.argv[2]
    os.environ["LIFEWORLD_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
    import django

    django.setup()
    from lifeworld.analysis.selectors.search import search_study
    from lifeworld.store import opening

    opening.unlock(folder, passphrase=PASSPHRASE)
    person = opening.the_person()
    assert person is not None
    assert search_study(person, SLUG, word).hits
    print(json.dumps(repeated(lambda: search_study(person, SLUG, word), 30)))


if __name__ == "__main__":
    main()
