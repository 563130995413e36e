"""What fuzzing found and what it starts from, tried again without atheris: every seed, and every input in fuzz/kept."""

import time

import pytest

from fuzz.invariants import BrokenPromiseError, hold
from fuzz.seeds import ROOT, seeds
from fuzz.targets import TARGETS

KEPT = ROOT / "fuzz" / "kept"
SECONDS = 1.0  # of processor time, for inputs of 16 KiB at most; a reader that is not linear needs far more
SEEDS = [(name, number, data) for name, made in seeds().items() for number, data in enumerate(made)]
INPUTS = sorted(file.relative_to(KEPT) for file in KEPT.rglob("*") if file.is_file())


def try_input(target: str, data: bytes) -> None:
    began = time.process_time()
    TARGETS[target].check(data)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(("target", "number", "data"), SEEDS, ids=[f"{name}-{number}" for name, number, _ in SEEDS])
def test_every_seed_is_read_or_refused(target: str, number: int, data: bytes) -> None:
    try_input(target, data)


@pytest.mark.parametrize("path", INPUTS, ids=str)
def test_every_kept_input_is_read_or_refused(path: object) -> None:
    file = KEPT / str(path)
    try_input(file.parent.name, file.read_bytes())


def test_every_target_has_seeds_and_kept_inputs_belong_to_one() -> None:
    assert {name for name, made in seeds().items() if made} == set(TARGETS)
    assert {path.parent.name for path in INPUTS} <= set(TARGETS)
    assert all((KEPT / path).stat().st_size <= TARGETS[path.parent.name].longest for path in INPUTS)


def test_a_broken_promise_would_be_told() -> None:
    with pytest.raises(BrokenPromiseError):
        hold(False, "a promise")
