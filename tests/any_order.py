"""What every machine that tries acts in any order needs: nothing it did is left for the next."""

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine


class TakenBack(RuleBasedStateMachine):
    """A machine within a transaction of its own, which is taken back at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = transaction.atomic()
        self.begun.__enter__()

    def teardown(self) -> None:
        """Take everything back."""
        transaction.set_rollback(True)
        self.begun.__exit__(None, None, None)
