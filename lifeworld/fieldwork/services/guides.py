"""Changes to the topic guide: its questions, kept as text."""

from datetime import datetime

from lifeworld.approvals.models import DocumentVersion
from lifeworld.common.errors import ClashError, DomainError
from lifeworld.fieldwork.models import GuideQuestion
from lifeworld.fieldwork.rules.guides import read_guide
from lifeworld.fieldwork.selectors.guides import guide_of, is_frozen, questions_of, stood_of
from lifeworld.study.acting import one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell


class GuideInUseError(DomainError):
    """A meeting used this version of the guide, so its questions are part of the record."""

    def __init__(self) -> None:
        super().__init__(
            "A meeting has used this version of the guide, so its questions stay as they are.",
            "They are as they were.",
            "Keep a new version under Documents, and write its questions there.",
        )


@one_act(Right.RECRUIT)
def keep_questions(
    *, access: Access, at: datetime, guide: DocumentVersion, typed: str, stood: str | None = None
) -> list[GuideQuestion]:
    """Keep the questions of a version as text, in place of those that were there.

    `stood` is `stood_of` the version as the writer saw it, None where they do not say.

    Raises:
        ClashError: the questions were changed since.
        InvalidInputError: the text is no guide (`rules.guides.read_guide`).
        GuideInUseError: a meeting that began used this version.
    """
    guide = guide_of(access, guide.pk)
    if is_frozen(guide):
        raise GuideInUseError
    questions, before = read_guide(typed), questions_of(guide)
    if questions == before:
        return list(guide.questions.all())
    if stood is not None and stood != stood_of(guide):
        raise ClashError(guide)
    guide.questions.all().delete()
    made = GuideQuestion.objects.bulk_create(
        GuideQuestion(version=guide, number=number, words=one.words, prompts=list(one.prompts))
        for number, one in enumerate(questions, start=1)
    )
    tell(
        access, at, "kept guide questions", guide, before={"questions": str(len(before))},
        after={"questions": str(len(questions))},
    )  # fmt: skip
    return made
