"""Clocks that go back: by an hour in autumn, by a day when somebody puts them right, and while a laptop sleeps."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lifeworld.analysis.models import Note
from lifeworld.analysis.services import history
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.notes import change_note, write_note
from lifeworld.common.errors import ClashError
from lifeworld.security.attempts import LONGEST_WAIT_S
from lifeworld.security.errors import TooSoonError, WrongPassphraseError
from lifeworld.security.vault import create_vault, open_vault
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.trail.selectors import acts_of, verify
from tests.conftest import CHEAP, NOON

PASSPHRASE = "river lantern seventeen"
WRONG = "not the right words"
# Nothing, a tick of the clock's own correction, the hour that comes twice in autumn, a day, and a flat battery's year.
STEPS_BACK = [timedelta(0), timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=400)]
CENTURY_S = 100 * 365 * 86_400.0


@pytest.fixture
def note(access: Access, maeve: Case) -> Note:
    version = maeve.interviews.get().versions.get().pk
    return write_note(
        access=access, at=NOON, case=maeve, kind="descriptive", body="first", spans=[Span(version, 4, 40)]
    )


@pytest.mark.parametrize("back", STEPS_BACK)
def test_an_update_by_a_clock_that_went_back_is_not_written_over(access: Access, note: Note, back: timedelta) -> None:
    seen = note.changed_at
    change_note(access=access, at=NOON - back, note=Note.objects.get(pk=note.pk), body="theirs", seen=seen)
    with pytest.raises(ClashError):
        change_note(access=access, at=NOON + timedelta(minutes=1), note=note, body="mine", seen=seen)
    assert Note.objects.get(pk=note.pk).body == "theirs"


@pytest.mark.parametrize("back", STEPS_BACK)
def test_one_hand_alone_never_clashes_with_itself(access: Access, note: Note, back: timedelta) -> None:
    at = NOON
    for number in range(4):
        at -= back
        note = change_note(access=access, at=at, note=note, body=f"draft {number}", seen=note.changed_at)
    assert Note.objects.get(pk=note.pk).body == "draft 3"


@pytest.mark.parametrize("back", STEPS_BACK)
def test_the_trail_and_undo_follow_the_order_of_acts_and_not_the_clock(
    access: Access, note: Note, back: timedelta
) -> None:
    change_note(access=access, at=NOON - back, note=note, body="second")
    change_note(access=access, at=NOON - 2 * back, note=note, body="third")
    assert [act.verb for act in acts_of("walking")[:3]] == ["changed note", "changed note", "wrote note"]
    assert verify("walking").finding is None
    history.undo(access=access, at=NOON - 3 * back, area="reader", case=note.case)
    assert Note.objects.get(pk=note.pk).body == "second"


def test_both_halves_of_the_hour_that_comes_twice_are_told_apart(access: Access, note: Note) -> None:
    """On 25 October 2026 half past one comes twice in London: summer time first."""
    summer, winter = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    first = change_note(access=access, at=summer, note=note, body="in summer time", seen=note.changed_at)
    seen = first.changed_at
    change_note(access=access, at=winter, note=Note.objects.get(pk=note.pk), body="an hour later", seen=seen)
    with pytest.raises(ClashError):
        change_note(access=access, at=winter, note=first, body="late", seen=seen)


@pytest.mark.parametrize("jump", [3_600.0, 86_400.0, CENTURY_S])
def test_a_clock_that_was_ahead_keeps_nobody_out_for_longer_than_the_longest_wait(tmp_path: Path, jump: float) -> None:
    create_vault(tmp_path, PASSPHRASE, cost=CHEAP)
    moment = 1_000_000.0 + jump
    for _ in range(12):
        with pytest.raises(WrongPassphraseError):
            open_vault(tmp_path, WRONG, now=moment)
        moment += LONGEST_WAIT_S
    # The clock is put right, and the waiting begins anew from there, once.
    right = 1_000_000.0
    with pytest.raises(TooSoonError) as told:
        open_vault(tmp_path, PASSPHRASE, now=right)
    assert told.value.seconds <= LONGEST_WAIT_S
    with pytest.raises(TooSoonError):
        open_vault(tmp_path, PASSPHRASE, now=right + LONGEST_WAIT_S - 2)
    assert open_vault(tmp_path, PASSPHRASE, now=right + LONGEST_WAIT_S)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's own clocks")
def test_the_clock_of_the_automatic_lock_counts_sleep() -> None:
    """In a namespace where the computer has slept for a day, the time since its start is a day more, no other is."""
    program = (
        "import time; from lifeworld.security.clock import steady_seconds; print(steady_seconds() - time.monotonic())"
    )
    words = ["unshare", "--time", "--boottime", "86400", sys.executable, "-c", program]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("this machine makes no namespace with another time")
    here = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert float(done.stdout) - float(here.stdout) == pytest.approx(86_400, abs=1)
