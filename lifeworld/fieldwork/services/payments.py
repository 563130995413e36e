"""What was promised to somebody for coming, and that it was paid: also to whoever withdrew, or found nobody there."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.fieldwork.models import Meeting, Payment, PaymentFor, PaymentWay
from lifeworld.fieldwork.rules.money import LARGEST_PENCE
from lifeworld.study.acting import now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

_TOLD = ("number", "what", "pence", "paid_on", "way")


@one_act(Right.RECRUIT)
def agree_payment(*, access: Access, at: datetime, meeting: Meeting, what: str, pence: int) -> Payment:
    """Write down what the protocol promises for a meeting. `InvalidInputError` for what is no such payment."""
    read_again(meeting)
    if what not in PaymentFor.values or not 0 < pence <= LARGEST_PENCE:
        raise InvalidInputError(
            "Say what is paid for, and how much.", "Nothing was kept, and what you typed is still here.",
            "As the protocol promises it.",
        )  # fmt: skip
    last = meeting.payments.aggregate(last=Max("number"))["last"] or 0
    payment = Payment.objects.create(
        meeting=meeting, number=last + 1, what=what, pence=pence, created_at=at, changed_at=at
    )
    tell(access, at, "agreed payment", payment, before=None, after=values_of(payment, _TOLD))
    return payment


@one_act(Right.RECRUIT)
def make_payment(
    *, access: Access, at: datetime, payment: Payment, paid_on: date, way: str, receipt: str = ""
) -> Payment:
    """It was paid: on a day, in a way, with its receipt.

    Raises `InvalidInputError` for a day to come, or no such way, and `DomainError` where it was paid already: what was
    paid stays written down.
    """
    read_again(payment)
    if paid_on > localdate(at) or way not in PaymentWay.values:
        raise InvalidInputError(
            "A payment is made on a day that has come, in one of the ways.",
            "Nothing was changed, and what you typed is still here.",
            "Give the day and the way.",
        )
    if payment.paid_on is not None:
        if (payment.paid_on, payment.way, payment.receipt) == (paid_on, way, receipt.strip()):
            return payment
        raise DomainError(
            "This was paid already.", "It is as it was written down first.", "Look at the day and the way that stand."
        )
    before = values_of(payment, _TOLD)
    payment.paid_on, payment.way, payment.receipt = paid_on, way, receipt.strip()
    check_lengths(payment)
    now_changed(payment, at)
    payment.save()
    tell(access, at, "made payment", payment, before=before, after=values_of(payment, _TOLD))
    return payment


@one_act(Right.RECRUIT)
def take_out_payment(*, access: Access, at: datetime, payment: Payment) -> None:
    """Take out a payment written down by mistake. `DomainError` where it was made: what was paid stays."""
    read_again(payment)
    if payment.paid_on is not None:
        raise DomainError("What was paid stays written down.", "It is as it was.", "Tell the sponsor of a mistake.")
    tell(access, at, "took out payment", payment, before=values_of(payment, _TOLD), after=None)
    payment.delete()
