"""Group themes that lost a contribution because a person withdrew, until somebody has looked at them."""

from collections import defaultdict

from lifeworld.analysis.models import GroupTheme, ThemeChanged
from lifeworld.study.models import Study


def changes_of(study: Study) -> dict[int, list[str]]:
    """By group theme, a sentence for each change that nobody has looked at yet."""
    found: dict[int, list[str]] = defaultdict(list)
    for change in ThemeChanged.objects.filter(theme__study=study, looked_at__isnull=True):
        found[change.theme_id].append(str(change))
    return found


def changes_in(theme: GroupTheme) -> list[str]:
    """The same for one group theme."""
    return [str(change) for change in ThemeChanged.objects.filter(theme=theme, looked_at__isnull=True)]
