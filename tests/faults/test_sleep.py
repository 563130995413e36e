"""A laptop that sleeps in mid-save: the browser gives up, sends again, and there is one note."""

from contextlib import closing

import pytest

from faults.acts import Note
from faults.browser import UnansweredError
from faults.setting_up import PASSPHRASE
from lifeworld.security.vault import open_vault
from tests.faults.conftest import Site, a_note
from tests.security.stores import connect


def gives_up(site: Site, note: Note) -> None:
    """Send a note from a tab that does not wait long, and hear nothing."""
    with pytest.raises(UnansweredError):
        note.send(site.tab(patience_s=1), site.desk)


def test_a_save_that_fell_asleep_in_the_middle_is_one_note_after_waking(site: Site) -> None:
    tab = site.open()
    note = a_note("written as the lid closed")
    with closing(connect(site.folder, open_vault(site.folder, PASSPHRASE))) as other:
        # The save has begun and waits for its turn to write.
        other.execute("BEGIN IMMEDIATE")
        gives_up(site, note)
        site.server.sleep()
        other.execute("ROLLBACK")
    gives_up(site, note)
    gives_up(site, note)
    site.server.wake()
    note.send(tab, site.desk)
    assert site.bodies(tab) == [note.body]
    told = [row for row in tab.get("/api/studies/walking/trail").json()["rows"] if row["sentence"] == "wrote a note"]
    assert len(told) == 1
