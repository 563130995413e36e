"""What measuring needs: times, memory, the machine, how busy it was, and a second person who waits meanwhile."""

import os
import platform
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def timed(step: Callable[[], T]) -> tuple[float, T]:
    """Do a step; milliseconds by the clock, and its answer."""
    start = time.perf_counter()
    answer = step()
    return 1000 * (time.perf_counter() - start), answer


def summary(times: Sequence[float]) -> dict[str, Any]:
    """Median, 95th percentile and extremes of times in milliseconds."""
    ordered = sorted(times)
    return {
        "n": len(ordered),
        "median_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 2),
        "least_ms": round(ordered[0], 2),
        "most_ms": round(ordered[-1], 2),
    }


def repeated(step: Callable[[], object], times: int) -> dict[str, Any]:
    """Summary of a step done that many times."""
    return summary([timed(step)[0] for _ in range(times)])


def resident_mb(pid: int) -> dict[str, float]:
    """Resident memory of a process now and at its highest, in MB."""
    fields = {}
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(("VmRSS:", "VmHWM:")):
            name, kilobytes = line.split(":")
            fields[name] = round(int(kilobytes.split()[0]) / 1024, 1)
    return {"now_mb": fields["VmRSS"], "most_mb": fields["VmHWM"]}


def busy(seconds: float = 1.0) -> dict[str, float]:
    """The share of all cores that others kept busy while this waited, and the load average."""

    def snap() -> tuple[int, int]:
        fields = [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
        return sum(fields), fields[3] + fields[4]

    before = snap()
    time.sleep(seconds)
    after = snap()
    share = 1 - (after[1] - before[1]) / max(1, after[0] - before[0])
    return {"busy": round(share, 3), "load": round(os.getloadavg()[0], 2)}


def machine() -> dict[str, Any]:
    """What it ran on."""
    processor = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024 / 1024
    return {
        "processor": processor,
        "cores": os.cpu_count(),
        "memory_gb": round(memory, 1),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d %H:%M"),
    }


@contextmanager
def second_person(ask: Callable[[], object], pause: float = 0.02) -> Iterator[list[float]]:
    """Somebody else who asks again and again meanwhile; the list fills with how long each answer took, in ms."""
    waits: list[float] = []
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            waits.append(timed(ask)[0])
            done.wait(pause)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield waits
    finally:
        done.set()
        thread.join()
