"""Every field of every model with its label, as the field inventory lists them."""

import re
from collections.abc import Iterator

from django.apps import apps

from lifeworld.common.disclosure import Disclosure
from lifeworld.reporting.rules.inventory import Fields
from lifeworld.security.sealing import SealedField

_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def inventory() -> list[Fields]:
    """One row for each model and label, what identifies first; keys of rows and relations back are left out."""
    found = [one for model in apps.get_models() if model.__module__.startswith("lifeworld.") for one in _of(model)]
    return sorted(found, key=lambda one: list(Disclosure).index(Disclosure(one.label)))


def _of(model: type) -> Iterator[Fields]:
    labels: dict[str, Disclosure] = model.disclosure  # type: ignore[attr-defined]
    meta = model._meta  # type: ignore[attr-defined]
    own = {field.name: field for field in meta.concrete_fields if not field.primary_key}
    for label in Disclosure:
        names = tuple(name for name, given in labels.items() if given is label and name in own)
        if names:
            sealed = any(isinstance(own[name], SealedField) for name in names)
            yield Fields(meta.label, _INNER_CAPITAL.sub(" ", meta.object_name).capitalize(), label.value, names, sealed)
