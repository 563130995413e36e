"""The clauses of a version of the consent form: written word for word, and fixed once somebody consented on it."""

from collections.abc import Sequence
from datetime import datetime

from lifeworld.approvals.models import DocumentKind, DocumentVersion
from lifeworld.common.errors import ClashError, DomainError, InvalidInputError
from lifeworld.common.two_versions import digest
from lifeworld.consent.models import Clause, Effect
from lifeworld.consent.rules.clauses import ClauseGiven, wrong_with
from lifeworld.consent.selectors.consents import clauses_of, forms_used
from lifeworld.study.acting import one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell


class ClausesFixedError(DomainError):
    """Somebody consented on this version, so its clauses are what they agreed to."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody consented on this version of the form, so its clauses stay as they are.",
            "Nothing was changed.",
            "A changed form is a new version: keep it under Documents, and write its clauses there.",
        )


@one_act(Right.RECRUIT)
def set_clauses(
    *, access: Access, at: datetime, form: DocumentVersion, clauses: Sequence[ClauseGiven], stood: str | None = None
) -> list[Clause]:
    """Write down the clauses of a version of the consent form, in place of those that stood there.

    `stood` is `stood_of` the form as the writer saw it, None where they do not say.

    Raises:
        ClashError: the clauses were changed since.
        InvalidInputError: it is no consent form, or the clauses cannot be so.
        ClausesFixedError: somebody consented on it.
    """
    read_again(form, "document")
    wrong = wrong_with(clauses, Effect.values)
    if form.document.kind != DocumentKind.FORM:
        wrong = "Only a consent form has clauses."
    if wrong:
        raise InvalidInputError(wrong, "Nothing was changed, and your words are still here.", "Look at it again.")
    if forms_used([form]):
        raise ClausesFixedError
    before = _told(clauses_of(form))
    if stood is not None and stood != stood_of(form):
        raise ClashError(form)
    Clause.objects.filter(form=form).delete()
    made = [
        Clause(
            form=form, number=number, words=one.words.strip(), mandatory=one.mandatory, effect=one.effect, created_at=at
        )
        for number, one in enumerate(clauses, start=1)
    ]
    for clause in made:
        clause.save()
    after = _told(made)
    if before != after:
        tell(access, at, "wrote clauses", form, before=before or None, after=after)
    return made


def stood_of(form: DocumentVersion) -> str:
    """What a page carries of the clauses of a form as they stood when it was opened."""
    return digest("\n".join(_told(clauses_of(form)).values()))


def _told(clauses: Sequence[Clause]) -> dict[str, str]:
    kinds = {True: "mandatory", False: "optional"}
    return {
        f"clause {one.number}": " · ".join(filter(None, (one.words, kinds[one.mandatory], one.effect)))
        for one in clauses
    }
