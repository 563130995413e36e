"""Whether a study keeps its recruitment here, and how."""

from lifeworld.common.rows import read_row
from lifeworld.recruitment.models import RecruitmentPlan
from lifeworld.study.models import Study


def plan_of(study: Study) -> RecruitmentPlan | None:
    """How the study keeps its recruitment here; None where it keeps none here, and nothing is enforced."""
    return read_row(RecruitmentPlan, study.pk, by="study")
