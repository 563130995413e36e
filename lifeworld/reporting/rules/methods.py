"""Recruitment, consent and interviews in sentences for the methods chapter, with the numbers of the flow figure.

Dates are months and small reasons are joined: a day, or a reason that one person had, could name somebody. What only
the researcher knows stands in brackets.
"""

from lifeworld.recruitment.rules.stages import CONSENTED, CONTACT, ELIGIBLE, INFORMED, INTERVIEWED
from lifeworld.reporting.rules.leavers import by_hand_in_words, stayed_in_words
from lifeworld.reporting.rules.lengths import lengths_in_words
from lifeworld.reporting.rules.phrases import (
    articled,
    capital,
    counted,
    in_months,
    is_blank,
    listed,
    people,
    to_fill,
    were,
)
from lifeworld.reporting.rules.recruited import Records, Recruited, told
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Column, Paragraph, Place, Run, Table, plain, styled
from lifeworld.study.rules.target_range import in_words

EDIT = "Sentences to be edited, not printed as they are. What stands in brackets is yours to say."


def methods(records: Records, setting: Setting) -> Table:
    """A row a paragraph. Raises `NumbersDoNotAddUpError` where the records contradict themselves."""
    told(records)
    paragraphs = (
        ("Setting", _setting(records.recruited)), ("Recruitment", _recruitment(records)),
        ("Consent", _consent(records)), ("Interviews", _interviews(records)), ("Analysis", _analysis(records)),
    )  # fmt: skip
    return Table(
        kind="methods",
        title="Methods: recruitment, consent and interviews",
        study=setting.study,
        caption=setting.caption(EDIT, verbatim=False, terms=False),
        columns=(
            Column("about", "About", 1.2, Place.HEADING, bold=True),
            Column("paragraph", "Paragraph", 8.0),
        ),
        rows=tuple(
            (plain(about), styled([Paragraph(_runs(sentences))], " ".join(sentences)))
            for about, sentences in paragraphs
        ),
        made_at=setting.made_at,
        words=setting.terms,
    )


def _runs(sentences: list[str]) -> tuple[Run, ...]:
    last = len(sentences) - 1
    return tuple(
        Run(one if n == last else f"{one} ", italic=is_blank(one)) for n, one in enumerate(sentences)
    )  # fmt: skip


def _setting(found: Recruited) -> list[str]:
    said = [f"People were recruited at {counted(found.sites, 'site', 'sites')}."] if found.sites else []
    return [*said, to_fill("the service and the places, said so that no team can be known"),
            *([f"To take part, somebody had to meet each of these: {listed(found.criteria)}."] if found.criteria
              else [to_fill("whom the study is for")])]  # fmt: skip


def _recruitment(records: Records) -> list[str]:
    found = records.recruited
    if found.flow is None:
        return [to_fill("how people were found and approached, how many, and how many took part")]
    at = found.flow.at
    when = f" {in_months(*found.screened)}" if found.screened else ""
    roles = f", put forward by {listed(articled(found.put_forward_by))}" if found.put_forward_by else ""
    eligible, informed, contact = at(ELIGIBLE).reached, at(INFORMED).reached, at(CONTACT).reached
    said = [
        f"{capital(people(found.flow.screened))} {were(found.flow.screened)} screened{when}{roles}.",
        f"{capital(people(eligible))} {were(eligible)} eligible; {in_words(informed)} {were(informed)} given "
        f"information about the study, and {in_words(contact)} agreed to be contacted.",
    ]
    said += found.leavers
    if found.flow.under_way:
        said.append(f"{capital(people(found.flow.under_way))} {were(found.flow.under_way)} still under way.")
    if found.approached_by:
        said.append(f"They were approached by {listed(articled(found.approached_by))}.")
    return said


def _consent(records: Records) -> list[str]:
    found = records.recruited
    if found.flow is None:
        return [to_fill("how consent was taken, by whom, and how long people had to consider")]
    consented = found.flow.at(CONSENTED).reached
    how = f" {listed(found.modes, 'or')}" if found.modes else ""
    when = f", {in_months(*found.consented)}" if found.consented else ""
    said = [f"{capital(people(consented))} gave written consent{how}{when}."]
    if found.hours_to_consider:
        said.append(
            f"At least {found.hours_to_consider} hours to consider were planned between the information and consent."
        )
    if found.sooner:
        said.append(f"{capital(people(found.sooner))} consented sooner, and the reason was written down.")
    return [*said, to_fill("who took consent, and what was done where there was a doubt about capacity")]


def _interviews(records: Records) -> list[str]:
    met, flow = records.interviewed, records.recruited.flow
    said = []
    reached = flow.at(INTERVIEWED).reached if flow is not None else met.people
    if reached or flow is not None:
        said.append(f"{capital(people(reached))} {were(reached)} interviewed.")
    if met.held:
        said.append(f"Interviews took place {in_months(*met.held)}.")
    said.append(lengths_in_words(met.minutes, met.interviews) or to_fill("how long interviews lasted"))
    said.append(f"They were held {listed(met.places)}." if met.places else to_fill("where interviews were held"))
    if met.recorded:
        said.append(f"They were recorded as {listed(met.recorded, 'or')}.")
    if met.more_than_once:
        said.append(f"{capital(people(met.more_than_once))} {were(met.more_than_once)} interviewed more than once.")
    return [*said, to_fill("how transcripts were made and checked")]


def _analysis(records: Records) -> list[str]:
    if not records.in_analysis:
        return [to_fill("how many accounts were analysed, and how")]
    return [
        f"{capital(people(records.in_analysis))} {were(records.in_analysis)} included in the analysis, which followed "
        "Interpretative Phenomenological Analysis (Smith, Flowers and Larkin), one case at a time before cases were "
        "read together.",
        *stayed_in_words(records.recruited.stayed),
        *by_hand_in_words(records.recruited.by_hand),
    ]
