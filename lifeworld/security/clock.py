"""A clock for how long nobody has done anything: it never goes back, and it goes on while the computer sleeps."""

import sys
import time


def steady_seconds() -> float:
    """Seconds of a clock that counts sleep, from an arbitrary beginning.

    Python's `time.monotonic` stands still while a Linux or a Mac sleeps, so a laptop opened the next morning would
    still be unlocked. Linux counts sleep in CLOCK_BOOTTIME (clock_gettime(2)), macOS in its CLOCK_MONOTONIC (Python
    reads mach_absolute_time instead); on Windows `time.monotonic` counts it.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()
