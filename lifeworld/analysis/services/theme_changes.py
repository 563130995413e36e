"""Looking at a group theme that rests on less than before."""

from datetime import datetime

from lifeworld.analysis.models import GroupTheme, ThemeChanged
from lifeworld.analysis.services.group_themes import AREA, take_group_theme
from lifeworld.study.acting import one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record


@one_act(Right.ANALYSE)
def look_at_changed_theme(*, access: Access, at: datetime, theme: GroupTheme) -> int:
    """Say that a theme was looked at since it lost a contribution; answers how many changes that settles."""
    take_group_theme(access, theme)
    count = ThemeChanged.objects.filter(theme=theme, looked_at__isnull=True).update(looked_at=at)
    if count:
        record(
            by=access.person.username, at=at, verb="looked at changed theme", study=access.study.slug, area=AREA,
            object_type="group theme", object_id=theme.pk,
        )  # fmt: skip
    return count
