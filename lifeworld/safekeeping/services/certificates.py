"""Taking a proof out, which is an act of its own."""

from datetime import datetime

from lifeworld.common.errors import NotFoundError
from lifeworld.safekeeping.certificate import as_docx, proof_of_destruction, proof_of_withdrawal
from lifeworld.safekeeping.models import Destruction, Withdrawal
from lifeworld.study.acting import one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell


@one_act(Right.READ_RECRUITMENT)
def take_out_withdrawal(*, access: Access, at: datetime, withdrawal: Withdrawal) -> bytes:
    """The certificate of a withdrawal, as a Word file."""
    read_again(withdrawal, "entry")
    tell(access, at, "took out certificate", withdrawal, before=None, after={})
    return as_docx(proof_of_withdrawal(withdrawal, access.study))


@one_act(Right.READ_RECRUITMENT)
def take_out_destruction(*, access: Access, at: datetime, destruction: Destruction) -> bytes:
    """The certificate of a destruction. `NotFoundError` where it is not done."""
    read_again(destruction)
    if destruction.done_at is None:
        raise NotFoundError
    tell(access, at, "took out certificate", destruction, before=None, after={})
    return as_docx(proof_of_destruction(destruction, access.study))
