"""The other version, where two people changed the same thing: what stands now, and whose hand it was."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.db.models import Model

from lifeworld.analysis.models import Contribution, DiaryEntry, GroupTheme, Layout, Note, PersonalTheme, Statement
from lifeworld.analysis.selectors.board import layout_view, theme_view
from lifeworld.analysis.selectors.diary import entry_view
from lifeworld.analysis.selectors.views_of import note_view, statement_view
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Study
from lifeworld.trail.models import Act

Seen = dict[str, Any]

# Each kind of thing that two people can change: its word in the trail, and how it is seen.
_KINDS: dict[type[Model], tuple[str, Callable[[Any], Seen]]] = {
    Note: ("note", lambda note: asdict(note_view(note))),
    Statement: ("statement", lambda statement: asdict(statement_view(statement))),
    Layout: ("layout", lambda layout: asdict(layout_view(layout))),
    PersonalTheme: ("personal theme", lambda theme: asdict(theme_view(theme))),
    GroupTheme: ("group theme", lambda theme: _fields(theme, "name", "description", "absence")),
    Contribution: ("contribution", lambda one: _fields(one, "stance", "comment")),
    DiaryEntry: ("diary entry", lambda entry: asdict(entry_view(entry))),
    Case: ("case", lambda case: _fields(case, "first_impressions", "summary")),
    Study: ("study", lambda study: _fields(study)),
}


def current_of(obj: object) -> Seen:
    """What stands now, as the API writes it."""
    assert isinstance(obj, Model)
    return _KINDS[type(obj)][1](obj)


def last_hand(study: str, obj: object) -> str:
    """The name of who acted on an object last, as the trail of `study` (a slug) knows; empty where it does not."""
    assert isinstance(obj, Model)
    acts = Act.objects.filter(study=study, object_type=_KINDS[type(obj)][0], object_id=obj.pk)
    actor = acts.order_by("-number").values_list("actor", flat=True).first()
    if actor is None:
        return ""
    return Person.objects.filter(username=actor).values_list("name", flat=True).first() or actor


def study_of(obj: object) -> str:
    """The slug of the study an object belongs to."""
    match obj:
        case Study():
            return obj.slug
        case PersonalTheme():
            return obj.layout.case.study.slug
        case Contribution():
            return obj.group_theme.study.slug
        case Note() | Statement() | Layout():
            return obj.case.study.slug
        case Case() | GroupTheme() | DiaryEntry():
            return obj.study.slug
    raise LookupError(f"{type(obj).__name__} is nothing that two people can change")


def _fields(obj: Any, *names: str) -> Seen:
    return {"id": obj.pk, **{name: getattr(obj, name) for name in names}, "changed_at": obj.changed_at}
