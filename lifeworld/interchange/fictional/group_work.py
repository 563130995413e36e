"""The fictional study's group level: group themes, contributions with their stance, what was left aside."""

from typing import Any

from lifeworld.analysis.models import GroupTheme
from lifeworld.analysis.services import contributions, group_themes
from lifeworld.analysis.services.diary import write_entry
from lifeworld.interchange.fictional.case_work import CaseWork
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.study.selectors import Access


def build_group(access: Access, clock: Clock, group: dict[str, Any], works: dict[str, CaseWork]) -> None:
    """Make the group themes of `group.toml` through the services."""
    for row in group["group_theme"]:
        _theme(access, clock, row, None, works)
    _leave_aside_and_write(access, clock, group, works)


def look_again(access: Access, clock: Clock, again: dict[str, Any], works: dict[str, CaseWork]) -> None:
    """What `group-again.toml` changes in the group themes there are, joins to them, and makes beside them."""
    clock.reach(again["looked_at_on"])
    for row in again["change"]:
        values = {name: row[name].strip() for name in ("description", "absence") if name in row}
        theme = _named(access, row["theme"])
        group_themes.change_group_theme(access=access, at=clock.tick(), theme=theme, values=values)
    for row in again["contribution"]:
        _join(access, clock, _named(access, row["to"]), row, works)
    for row in again["group_theme"]:
        parent = _named(access, row["parent"]).pk if "parent" in row else None
        _theme(access, clock, row, parent, works)
    _leave_aside_and_write(access, clock, again, works)


def _named(access: Access, name: str) -> GroupTheme:
    return access.study.group_themes.get(name=name, removed_at__isnull=True)


def _leave_aside_and_write(access: Access, clock: Clock, group: dict[str, Any], works: dict[str, CaseWork]) -> None:
    for row in group.get("set_aside", []):
        theme = works[row["person"]].themes[row["theme"]]
        contributions.set_personal_theme_aside(access=access, at=clock.tick(), theme=theme, reason=row["reason"])
    for row in group.get("diary", []):
        clock.reach(row["written_on"])
        write_entry(access=access, at=clock.tick(), text=row["text"], step=row["step"], written_on=row["written_on"])


def _theme(access: Access, clock: Clock, row: dict[str, Any], parent: int | None, works: dict[str, CaseWork]) -> None:
    theme = group_themes.make_group_theme(
        access=access, at=clock.tick(), name=row["name"], parent=parent, description=row.get("description", "").strip()
    )
    for joined in row.get("contribution", []):
        _join(access, clock, theme, joined, works)
    if row.get("absence"):
        group_themes.change_group_theme(
            access=access, at=clock.tick(), theme=theme, values={"absence": row["absence"].strip()}
        )
    for sub in row.get("subtheme", []):
        _theme(access, clock, sub, theme.pk, works)


def _join(access: Access, clock: Clock, theme: GroupTheme, row: dict[str, Any], works: dict[str, CaseWork]) -> None:
    work, statement = works[row["person"]], row.get("statement")
    contributions.join_theme(
        access=access, at=clock.tick(), theme=theme, stance=row["stance"], comment=row["comment"],
        personal_theme=None if statement else work.themes[row["theme"]].pk,
        statement=work.statements[statement].pk if statement else None,
    )  # fmt: skip
