"""Whether a thread runs from one study's rows into another's: there must never be one."""

from collections.abc import Iterator

from django.db.models import F, Q

from lifeworld.analysis.models import (
    Contribution,
    DiaryEntry,
    GroupTheme,
    Note,
    NoteAnchor,
    PersonalTheme,
    Placement,
    Statement,
    StatementAnchor,
)

_OF_ANOTHER_CASE = [
    (NoteAnchor, "note__case", "version__interview__case"),
    (StatementAnchor, "statement__case", "version__interview__case"),
    (Placement, "layout__case", "statement__case"),
    (Placement, "layout", "theme__layout"),
    (PersonalTheme, "layout", "parent__layout"),
    (GroupTheme, "study", "parent__study"),
    (Contribution, "group_theme__study", "personal_theme__layout__case__study"),
    (Contribution, "group_theme__study", "statement__case__study"),
    (DiaryEntry, "study", "case__study"),
    (Statement, "case", "notes__case"),
]
_ABOUT = {
    "note": (Note, "case__study_id"),
    "statement": (Statement, "case__study_id"),
    "personal theme": (PersonalTheme, "layout__case__study_id"),
    "group theme": (GroupTheme, "study_id"),
}


def threads() -> Iterator[str]:
    """Every place where a row belongs to one case, layout or study and points into another."""
    for model, here, there in _OF_ANOTHER_CASE:
        if model._default_manager.filter(~Q(**{here: F(there)}), **{f"{there}__isnull": False}).exists():
            yield f"{model.__name__}: {here} is not {there}"
    for entry in DiaryEntry.objects.all():
        for one in entry.about:
            if one["type"] in _ABOUT:
                about, study = _ABOUT[one["type"]]
                owner = about._default_manager.filter(pk=one["id"]).values_list(study, flat=True).first()
                if owner != entry.study_id:
                    yield f"DiaryEntry: about a {one['type']} of another study"
