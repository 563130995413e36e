"""Which act undo reverses next, and which one redo does again, read from the trail itself.

An act that reverses another carries its number: undo and redo are acts too, and stay in the trail.
"""

from collections.abc import Iterable
from dataclasses import dataclass

UNDO, REDO = "undid", "redid"


@dataclass(frozen=True)
class Stacks:
    """Numbers of acts that can be undone and redone; the last of each is next."""

    done: tuple[int, ...]
    undone: tuple[int, ...]


def stacks(acts: Iterable[tuple[int, str, int | None]]) -> Stacks:
    """From acts `(number, verb, reverses)` in order, oldest first.

    A new act empties what could be redone, as in every editor people know.
    """
    done: list[int] = []
    undone: list[int] = []
    for number, verb, reverses in acts:
        if verb == UNDO and reverses is not None:
            if reverses in done:
                done.remove(reverses)
            undone.append(reverses)
        elif verb == REDO and reverses is not None:
            if reverses in undone:
                undone.remove(reverses)
            done.append(reverses)
        else:
            done.append(number)
            undone.clear()
    return Stacks(tuple(done), tuple(undone))
