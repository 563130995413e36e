"""What the checks found is made anew once a case is forgotten: findings on the order of cases name each of them."""

from lifeworld.quality.models import QualityLook
from lifeworld.safekeeping.hooks import when_forgotten
from lifeworld.study.models import Case


def register() -> None:
    """Called when the program starts."""
    when_forgotten("looks of the checks", _forget)


def _forget(case: Case) -> int:
    # Findings on the case itself go with its row.
    return QualityLook.objects.filter(study=case.study_id).delete()[0]
