"""The values of an object: set from what was typed, and told in the trail as they stood before and stand now."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from lifeworld.study.selectors import Access
from lifeworld.trail.services import record


def tell(
    access: Access, at: datetime, verb: str, obj: Model, *, before: dict[str, str] | None,
    after: dict[str, str] | None, why: str = "",
) -> None:  # fmt: skip
    """Write the act into the trail, with what stood before and what stands now."""
    kind = obj._meta.model_name or ""
    record(
        by=access.person.username, at=at, verb=verb, study=access.study.slug, object_type=kind, object_id=obj.pk,
        changes=[{"type": kind, "id": obj.pk, "before": before, "after": after}], why=why,
    )  # fmt: skip


def set_values(obj: Any, names: Iterable[str], values: Mapping[str, Any]) -> None:
    """Set those of an object's fields `names` that `values` holds, words without space at their ends."""
    for name in names:
        if name in values:
            value = values[name]
            setattr(obj, name, value.strip() if isinstance(value, str) else value)


def values_of(obj: Any, names: Iterable[str]) -> dict[str, str]:
    """Those fields as the trail keeps them: as text, empty where there is nothing."""
    return {name: "" if getattr(obj, name) is None else str(getattr(obj, name)) for name in names}
