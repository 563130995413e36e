"""Runs one target under atheris until libFuzzer's own limits end it. `python -m fuzz.one TARGET [libFuzzer's words]`.

Only the code that reads strangers' bytes is instrumented: what it calls in the standard library is not ours to mend.
"""

import sys
import time

import atheris

with atheris.instrument_imports(include=["lifeworld"], enable_loader_override=False):
    from fuzz.targets import TARGETS, BrokenPromiseError

SECONDS_PER_INPUT = 10.0  # of processor time, instrumented; the replay holds the plain code to far less


def main(arguments: list[str]) -> None:
    """Fuzz the target that the first argument names."""
    target = TARGETS[arguments[1]]

    def once(data: bytes) -> None:
        if len(data) > target.longest:
            return
        began = time.process_time()
        target.check(data)
        if time.process_time() - began > SECONDS_PER_INPUT:
            raise BrokenPromiseError("one input took too long")

    atheris.Setup([arguments[0], *arguments[2:]], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
