"""What destroying each class comes to: which keys, which rows. Runs inside an act; `destruction` asks if it may."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from lifeworld.analysis.models import DiaryEntry, GroupTheme
from lifeworld.consent.models import Consent
from lifeworld.identities.keys import destroy_key
from lifeworld.identities.models import Identity, KeyUse
from lifeworld.interviews.models import Original
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.safekeeping.selectors.holdings import entries_with
from lifeworld.safekeeping.selectors.mentions import LEAVE
from lifeworld.safekeeping.services.forgetting import erase_all_words, forget_case
from lifeworld.study.selectors import Access

# Which keys of a person go with each class.
KEY_OF: Mapping[str, tuple[KeyUse, ...]] = {
    "reply-slips": (KeyUse.IDENTITY,),
    "contacts": (KeyUse.IDENTITY,),
    "linking-key": (KeyUse.IDENTITY,),
    "consent-forms": (KeyUse.CONSENT_FORM,),
    "safety": (KeyUse.SAFETY,),
}


def destroy(access: Access, at: datetime, klass: str, serials: Iterable[int]) -> list[dict[str, object]]:
    """Destroy a class for these people; what was destroyed, as `[{"what", "count"}, …]`."""
    if klass == "recordings":
        return _counted({"files as they came": _delete(Original.objects.filter(_of(access)))})
    if klass == "trail":
        return _counted({"acts’ words": erase_all_words(access, at)})
    if klass == "analysis":
        return _counted(_analysis(access, at))
    entries = entries_with(access, klass).filter(serial__in=list(serials))
    return _counted(_sealed(entries, klass, at))


def _of(access: Access) -> Q:
    return Q(version__interview__case__study=access.study)


def _sealed(entries: "QuerySet[ScreeningEntry]", klass: str, at: datetime) -> dict[str, int]:
    found = list(entries)
    keys = sum(destroy_key(entry, use, at) for entry in found for use in KEY_OF[klass])
    gone = {"keys": keys}
    if KeyUse.IDENTITY in KEY_OF[klass]:
        gone["names and contact details"] = _delete(Identity.objects.filter(entry__in=found))
    if klass == "consent-forms":
        forms = Consent.objects.filter(Q(scan__isnull=False) | Q(signature__isnull=False), entry__in=found)
        gone["signed forms"] = forms.update(scan=None, signature=None)
    return gone


def _analysis(access: Access, at: datetime) -> dict[str, int]:
    gone: dict[str, int] = {}
    for case in access.study.cases.order_by("number"):
        # The whole analysis goes: nothing of it is left that could speak of somebody.
        went = forget_case(access=access, at=at, case=case, on=localdate(at), decide=lambda _: LEAVE)
        for what, count in went.items():
            gone[what] = gone.get(what, 0) + count
    gone["diary entries"] = gone.get("diary entries", 0) + _delete(DiaryEntry.objects.filter(study=access.study))
    gone["group themes"] = _delete(GroupTheme.objects.filter(study=access.study))
    gone["words of acts"] = gone.get("words of acts", 0) + erase_all_words(access, at)
    return gone


def _delete(rows: "QuerySet[object]") -> int:  # type: ignore[type-var]
    count: int = rows.count()
    rows.delete()
    return count


def _counted(gone: Mapping[str, int]) -> list[dict[str, object]]:
    return [{"what": what, "count": count} for what, count in gone.items() if count]
