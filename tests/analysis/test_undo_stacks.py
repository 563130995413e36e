"""What can be taken back and done again, as an editor has it."""

from hypothesis import given
from hypothesis import strategies as st

from lifeworld.analysis.rules.undo import REDO, UNDO, stacks


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_undo_stacks_behave_like_an_editor(steps: list[str]) -> None:
    acts: list[tuple[int, str, int | None]] = []
    done: list[int] = []
    undone: list[int] = []
    for number, step in enumerate(steps, start=1):
        if step == "undo" and done:
            acts.append((number, UNDO, done[-1]))
            undone.append(done.pop())
        elif step == "redo" and undone:
            acts.append((number, REDO, undone[-1]))
            done.append(undone.pop())
        else:
            acts.append((number, "wrote note", None))
            done.append(number)
            undone.clear()
    found = stacks(acts)
    assert (list(found.done), list(found.undone)) == (done, undone)
