"""Twenty questions an information-governance lead asks, answered from settings and records.

What only the organisation can say is a blank with its name on it; nothing here says that a law or standard is met.
Source of the questions: HRA's draft guide to information governance, DTAC section C, DSPT and the Caldicott Principles,
as `ig-questions.md` gathered them; they stand here in our own words.
"""

from lifeworld.reporting.rules.governed import Governed
from lifeworld.reporting.rules.ig_said import QUESTIONS
from lifeworld.reporting.rules.phrases import for_organisation, lines
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Column, Table, plain

NO_CLAIM = (
    "Answers from this store’s settings and this study’s records on the day they were made. Whether that suffices is "
    "for the organisation to judge; its part is left blank."
)


def ig_answers(governed: Governed, setting: Setting) -> Table:
    """A row a question."""
    return Table(
        kind="ig-answers",
        title="Twenty answers for the governance lead",
        study=setting.study,
        caption=setting.caption(NO_CLAIM, verbatim=False, terms=False),
        columns=(
            Column("number", "No.", 0.5, centred=True),
            Column("question", "Question", 2.4),
            Column("answer", "Answer", 5.4),
            Column("organisation", "For the organisation", 2.6),
        ),
        rows=tuple(
            (
                plain(str(number), number), plain(one.asked, bold=True), lines(*one.answer(governed)),
                lines(*(for_organisation(what) for what in one.blanks)),
            )
            for number, one in enumerate(QUESTIONS, start=1)
        ),
        made_at=setting.made_at,
        words=setting.terms,
        landscape=True,
    )  # fmt: skip
