"""The method's words in two editions: one schema, two label profiles, switchable at any time.

Source: Smith, Flowers & Larkin (2009), 1st ed.; (2022), 2nd ed. The authors hold the process to be unchanged and
only the names to differ, so a project under way may keep the older words.
"""

from typing_extensions import TypedDict  # pydantic needs this one on Python 3.11


class Words(TypedDict):
    """What people see for each thing, lower case, singular and plural."""

    note: str
    notes: str
    statement: str
    statements: str
    personal_theme: str
    personal_themes: str
    personal_theme_short: str
    group_theme: str
    group_themes: str
    group_theme_short: str


PROFILES: dict[str, Words] = {
    "2022": Words(
        note="exploratory note",
        notes="exploratory notes",
        statement="experiential statement",
        statements="experiential statements",
        personal_theme="personal experiential theme",
        personal_themes="personal experiential themes",
        personal_theme_short="PET",
        group_theme="group experiential theme",
        group_themes="group experiential themes",
        group_theme_short="GET",
    ),
    "2009": Words(
        note="exploratory comment",
        notes="exploratory comments",
        statement="emergent theme",
        statements="emergent themes",
        personal_theme="super-ordinate theme",
        personal_themes="super-ordinate themes",
        personal_theme_short="super-ordinate theme",
        group_theme="master theme",
        group_themes="master themes",
        group_theme_short="master theme",
    ),
}


def words_for(profile: str) -> Words:
    """The words of a profile; an unknown profile gets the 2nd edition's."""
    return PROFILES.get(profile, PROFILES["2022"])
