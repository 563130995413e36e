"""The fictional study's group level: group themes, contributions with their stance, what was left aside."""

from typing import Any

from lifeworld.analysis.services import group_themes
from lifeworld.analysis.services.diary import write_entry
from lifeworld.interchange.fictional.case_work import CaseWork
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.study.selectors import Access


def build_group(access: Access, clock: Clock, group: dict[str, Any], works: dict[str, CaseWork]) -> None:
    """Make the group themes of `group.toml` through the services."""
    for row in group["group_theme"]:
        _theme(access, clock, row, None, works)
    for row in group.get("set_aside", []):
        theme = works[row["person"]].themes[row["theme"]]
        group_themes.set_personal_theme_aside(access=access, at=clock.tick(), theme=theme, reason=row["reason"])
    for row in group.get("diary", []):
        clock.reach(row["written_on"])
        write_entry(access=access, at=clock.tick(), text=row["text"], step=row["step"], written_on=row["written_on"])


def _theme(access: Access, clock: Clock, row: dict[str, Any], parent: int | None, works: dict[str, CaseWork]) -> None:
    theme = group_themes.make_group_theme(
        access=access, at=clock.tick(), name=row["name"], parent=parent, description=row.get("description", "").strip()
    )
    for joined in row.get("contribution", []):
        work = works[joined["person"]]
        statement = joined.get("statement")
        group_themes.join_theme(
            access=access, at=clock.tick(), theme=theme, stance=joined["stance"], comment=joined["comment"],
            personal_theme=None if statement else work.themes[joined["theme"]].pk,
            statement=work.statements[statement].pk if statement else None,
        )  # fmt: skip
    if row.get("absence"):
        group_themes.change_group_theme(
            access=access, at=clock.tick(), theme=theme, values={"absence": row["absence"].strip()}
        )
    for sub in row.get("subtheme", []):
        _theme(access, clock, sub, theme.pk, works)
