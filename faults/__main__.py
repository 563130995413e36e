"""`python -m faults --kills 500`: prints what was found in one line; exit status 1 where something does not hold."""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Run the harness on a store of its own; a store that does not hold is kept, and its place is said."""
    parser = argparse.ArgumentParser("faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20260302, help="the same seed chooses the same acts and moments")
    parser.add_argument("--folder", type=Path, help="where to work (else a new folder, gone afterwards)")
    options = parser.parse_args()
    place = options.folder or Path(tempfile.mkdtemp(prefix="lifeworld-faults-"))
    place.mkdir(parents=True, exist_ok=True)
    os.environ["LIFEWORLD_DATA"] = str(place / "store")
    os.environ["DJANGO_SETTINGS_MODULE"] = "lifeworld.config.settings"
    import django

    django.setup()
    # Only now: these read tables, and the settings must know the folder first.
    from faults.run import Run

    run, began = Run(place, seed=options.seed), time.monotonic()
    holds = run.go(options.kills)
    minutes = (time.monotonic() - began) / 60
    found = ", ".join(f"{count} {name}" for name, count in sorted(run.moments.items()))
    print(f"killed {found}; {run.sent_again} acts sent again; {minutes:.1f} minutes", file=sys.stderr)
    for sentence in dict.fromkeys([*run.verdict.lost, *run.verdict.doubled, *run.verdict.wrong]):
        print(f"  {sentence}", file=sys.stderr)
    print(
        f"kills {sum(run.moments.values())}, acknowledged acts {run.acknowledged}, lost acts {len(run.verdict.lost)}, "
        f"doubled acts {len(run.verdict.doubled)}"
    )
    if not holds:
        print(f"The store is kept in {place}; seed {options.seed}.", file=sys.stderr)
    elif options.folder is None:
        shutil.rmtree(place)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
