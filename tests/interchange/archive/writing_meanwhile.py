"""A person writes while another takes the study out: `python -m tests.interchange.archive.writing_meanwhile RECORD`.

Prints, as JSON: how many seconds the writer waited, and the pseudonyms in the archive and in the store.
"""

import io
import json
import sys
import threading
import time
from pathlib import Path

import django
from django.conf import settings
from django.utils import timezone

PATIENCE_S = 14


def main(record: str) -> None:
    """Take a study out; at the first chunk that is written, someone adds a case in another thread."""
    django.setup()
    from django.db import connection

    from lifeworld.interchange.archive.writing import write_archive
    from lifeworld.interviews.models import Original
    from lifeworld.store.opening import set_up_unsealed
    from lifeworld.study.models import Case, Role
    from lifeworld.study.selectors import Access
    from lifeworld.study.services import add_case, create_study
    from tests.conftest import bring_in
    from tests.interchange.archive.moving import CHEAP, WORDS, parts_of

    alice = set_up_unsealed(settings.DATA_FOLDER, name="Alice", at=timezone.now())
    text = Path(record).read_text(encoding="utf-8")
    study = create_study(by=alice, at=timezone.now(), summary_text=text, slug="walking", fictional=True)
    access = Access(study, alice, Role.LEAD)
    bring_in(access, add_case(access=access, at=timezone.now(), pseudonym="Maeve"))
    Original.objects.update(content=bytes(3 << 20))
    waited: list[float] = []

    def add() -> None:
        begun = time.monotonic()
        add_case(access=access, at=timezone.now(), pseudonym="Tobias")
        waited.append(time.monotonic() - begun)
        connection.close()

    class Watched(io.BytesIO):
        """A file at whose first chunk the other person writes."""

        def write(self, data: object) -> int:
            if self.tell() > 1_000 and not waited:
                other = threading.Thread(target=add)
                other.start()
                other.join(PATIENCE_S)
            return super().write(data)  # type: ignore[arg-type]

    file = Watched()
    write_archive(file, study=study, passphrase=WORDS, at=timezone.now(), cost=CHEAP)
    inside = [row[3] for row in parts_of(file.getvalue())["study.Case"]]
    kept = list(Case.objects.order_by("number").values_list("pseudonym", flat=True))
    sys.stdout.write(json.dumps({"waited": waited, "archive": inside, "store": kept}))


if __name__ == "__main__":
    main(*sys.argv[1:])
