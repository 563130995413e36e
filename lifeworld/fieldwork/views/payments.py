"""What was promised for a meeting, and that it was paid."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lifeworld.approvals.forms import day_from
from lifeworld.common.errors import NotFoundError
from lifeworld.fieldwork import forms
from lifeworld.fieldwork.models import Meeting, Payment
from lifeworld.fieldwork.rules.money import pence_from
from lifeworld.fieldwork.services import payments as services
from lifeworld.fieldwork.views.day import perform
from lifeworld.study.selectors import Access


@require_POST
def agree(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """What the protocol promises for this meeting."""

    def act(*, access: Access, at: datetime, meeting: Meeting) -> object:
        pence = pence_from(request.POST.get("sum", ""))
        return services.agree_payment(
            access=access, at=at, meeting=meeting, what=request.POST.get("what", ""), pence=pence
        )

    typed = {"agreed": forms.as_typed(request.POST, ("what", "sum"))}
    return perform(request, slug, meeting, act, "payments", typed=typed)


@require_POST
def paid(request: HttpRequest, slug: str, meeting: int, payment: int) -> HttpResponse:
    """It was paid."""

    def act(*, access: Access, at: datetime, meeting: Meeting) -> object:
        found, day = _payment(meeting, payment), day_from(request.POST.get("on", ""))
        return services.make_payment(
            access=access, at=at, payment=found, paid_on=day, way=request.POST.get("way", ""),
            receipt=request.POST.get("receipt", ""),
        )  # fmt: skip

    typed = {"paying": payment, "paid": forms.as_typed(request.POST, ("on", "way", "receipt"))}
    return perform(request, slug, meeting, act, "payments", typed=typed)


@require_POST
def take_out(request: HttpRequest, slug: str, meeting: int, payment: int) -> HttpResponse:
    """It was written down by mistake, and not paid."""

    def act(*, access: Access, at: datetime, meeting: Meeting) -> object:
        return services.take_out_payment(access=access, at=at, payment=_payment(meeting, payment))

    return perform(request, slug, meeting, act, "payments")


def _payment(meeting: Meeting, number: int) -> Payment:
    found = meeting.payments.filter(number=number).first()
    if found is None:
        raise NotFoundError
    return found
