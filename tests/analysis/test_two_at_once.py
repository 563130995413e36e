"""Two hands in the same moment, on two connections of a real store: one of two is told, and nothing is lost."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.places import environment

ROOT = Path(__file__).resolve().parents[2]
# What may become of the two acts of each race, in alphabetical order where they are alike.
EXPECTED: dict[str, set[tuple[str, str]]] = {
    "two_change_one_note": {("ClashError", "done")},
    "one_renames_one_takes_out": {("ClashError", "done"), ("NotFoundError", "done")},
    "one_key_is_sent_twice": {("done", "done")},
    "a_note_meets_a_sign_off": {("done", "done"), ("DomainError", "done")},
    "two_add_a_person": {("done", "done")},
    "two_add_one_person": {("DomainError", "done")},
    "two_come_to_a_table_first": {("done", "done")},
    "two_put_a_layout_to_use": {("done", "done")},
    "two_bring_in_a_transcript": {("done", "done")},
    "two_write_about_a_case": {("ClashError", "done")},
    "two_change_one_frame": {("ClashError", "done")},
    "two_put_somebody_forward": {("done", "done")},
    "two_write_down_one_consent": {("ConsentedMeanwhileError", "done")},
    "two_write_down_one_withdrawal": {("done", "done")},
    "two_plan_a_meeting": {("done", "done")},
    "two_confirm_one_destruction": {("DomainError", "done")},
    "two_found_a_study_of_one_name": {("InvalidInputError", "done")},
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("at-once") / "store"
    env = environment(folder) | {"LIFEWORLD_DATA": str(folder)}
    program = [sys.executable, "-m", "tests.analysis.at_once"]
    done = subprocess.run(program, env=env, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("race", EXPECTED)
def test_of_two_hands_each_is_answered_and_nothing_is_lost(race: str, told: dict[str, Any]) -> None:
    for one, other, stands in told[race]:
        assert (one, other) in EXPECTED[race]
        assert stands, race


def test_no_race_is_left_out_and_the_trail_holds(told: dict[str, Any]) -> None:
    assert set(told) == {*EXPECTED, "trail"}
    assert told["trail"] == ""
