"""COREQ, items 6 to 23, filled from the records; where they are silent there is a blank and never a guess.

Source of the numbers and topics: Tong, Sainsbury & Craig (2007), "Consolidated criteria for reporting qualitative
research", domains 1 (6 to 8) and 2 (9 to 23). The topics stand here in our own words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lifeworld.recruitment.rules.stages import INTERVIEWED
from lifeworld.reporting.rules.leavers import by_hand_in_words, stayed_in_words
from lifeworld.reporting.rules.lengths import lengths_in_words
from lifeworld.reporting.rules.participants import in_one_line
from lifeworld.reporting.rules.phrases import (
    articled,
    capital,
    counted,
    day,
    is_blank,
    lines,
    listed,
    people,
    to_fill,
    were,
)
from lifeworld.reporting.rules.recruited import InUse, Records, told
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Column, Place, Table, plain
from lifeworld.study.rules.target_range import in_words

ABOUT_YOU, DESIGN, WHERE, HOW = "You and those who took part", "Design", "Setting and sample", "The interviews"
METHOD = "Interpretative Phenomenological Analysis, case by case and then across cases (Smith, Flowers and Larkin)."
NO_SATURATION = (
    "Not claimed. IPA attends to each account in depth and takes few people on purpose; whether another would bring "
    "something new is not what decides its size."
)


@dataclass(frozen=True)
class Item:
    """One item of the checklist and what the records say to it, blanks included."""

    number: int
    part: str
    topic: str
    said: Callable[[Records], list[str]]


def coreq(records: Records, setting: Setting) -> Table:
    """A row an item. Raises `NumbersDoNotAddUpError` where the records contradict themselves."""
    told(records)
    rows = []
    for item in ITEMS:
        said = item.said(records)
        known, open_ = [one for one in said if not is_blank(one)], [one for one in said if is_blank(one)]
        rows.append(
            (plain(item.part), plain(str(item.number), item.number), plain(item.topic), lines(*known), lines(*open_))
        )
    return Table(
        kind="coreq",
        title="COREQ, items 6 to 23",
        study=setting.study,
        caption=setting.caption(
            "Filled from the study’s records. What they do not tell is left blank, in brackets; items 1 to 5 (who you "
            "are) and 24 to 32 (analysis and findings) are yours to write.",
            verbatim=False,
        ),
        columns=(
            Column("part", "Part", 1.4, Place.HEADING, bold=True),
            Column("item", "Item", 0.6, centred=True),
            Column("topic", "What a reader is owed", 2.2),
            Column("records", "From the records", 4.2),
            Column("open", "Still to say", 2.6),
        ),
        rows=tuple(rows),
        made_at=setting.made_at,
        words=setting.terms,
        notes=("Tong, A., Sainsbury, P. and Craig, J. (2007). Topics are in Lifeworld’s own words.",),
        landscape=True,
    )


def _acquaintance(records: Records) -> list[str]:
    roles = records.recruited.put_forward_by
    said = [f"People were put forward by {listed(articled(roles))}."] if roles else []
    return [*said, to_fill("whether you knew anyone who took part beforehand, and how")]


def _told(records: Records) -> list[str]:
    said = [_in_use("participant information sheet", records.sheets)] if records.sheets else []
    return [*said, to_fill("what they were told of you and of your reasons for the study")]


def _standpoint(records: Records) -> list[str]:
    kept = f"A reflexive diary was kept, with {counted(records.diary, 'dated entry', 'dated entries')}."
    return [*([kept] if records.diary else []), to_fill("what of your own history and assumptions bears on the study")]


def _method(records: Records) -> list[str]:
    return [METHOD, f"Its terms here are those of the {records.edition}."]


def _sampling(records: Records) -> list[str]:
    found = records.recruited
    said = [f"People were sought who met each of these: {listed(found.criteria)}."] if found.criteria else []
    if found.characteristics:
        said.append(f"A spread was sought in: {listed(found.characteristics)}.")
    return [*said, to_fill("why these people, and how they were chosen among those who could be asked")]


def _approach(records: Records) -> list[str]:
    found = records.recruited
    if not found.approached_by:
        return [to_fill("who approached people, and whether face to face, by letter or by telephone")]
    hours = found.hours_to_consider
    time = [f"At least {hours} hours between the information and consent were planned."] if hours else []
    return [f"People were approached by {listed(articled(found.approached_by))}.", *time,
            to_fill("whether face to face, by letter or by telephone")]  # fmt: skip


def _size(records: Records) -> list[str]:
    flow, analysed = records.recruited.flow, records.in_analysis
    reached = flow.at(INTERVIEWED).reached if flow else records.interviewed.people
    said = [
        f"{capital(people(reached))} {were(reached)} interviewed, and {in_words(analysed)} "
        f"{'is' if analysed == 1 else 'are'} in the analysis.",
        *stayed_in_words(records.recruited.stayed),
        *by_hand_in_words(records.recruited.by_hand),
    ]
    return [*said, f"Hoped for beforehand: {records.hoped}." if records.hoped else to_fill("how many were hoped for")]


def _not_taking_part(records: Records) -> list[str]:
    if records.recruited.flow is None:
        return [to_fill("how many were approached and did not take part, and why")]
    flow = records.recruited.flow
    return [
        f"{capital(people(flow.screened))} {were(flow.screened)} screened, and {in_words(flow.gone)} went no further.",
        *records.recruited.leavers,
        "Nobody is asked why they say no.",
    ]


def _setting(records: Records) -> list[str]:
    places = records.interviewed.places
    return [f"Interviews were held: {listed(places)}."] if places else [to_fill("where interviews were held")]


def _others(records: Records) -> list[str]:
    met = records.interviewed
    if met.field_notes is None:
        return [to_fill("whether anybody else was there")]
    said = f"At some interviews somebody else was there: {listed(met.others_there)}."
    return [said if met.others_there else "Nobody but the participant and the interviewer was there."]


def _sample(records: Records) -> list[str]:
    said = [f"{one}." for spread in records.recruited.spreads if (one := in_one_line(spread))]
    return [*said, *([] if said else [to_fill("the sample in bands, with nobody to be picked out")])]


def _guide(records: Records) -> list[str]:
    said = [_in_use("topic guide", records.guides)] if records.guides else []
    return [*said, to_fill("whether it was tried out, and whether people saw the questions beforehand")]


def _repeated(records: Records) -> list[str]:
    again = records.interviewed.more_than_once
    if not records.interviewed.interviews:
        return [to_fill("whether anyone was interviewed again")]
    return [f"{capital(people(again))} {were(again)} interviewed more than once." if again else
            "Nobody was interviewed more than once."]  # fmt: skip


def _recording(records: Records) -> list[str]:
    ways = records.interviewed.recorded
    return [f"As {listed(ways, 'or')}."] if ways else [to_fill("how interviews were recorded")]


def _field_notes(records: Records) -> list[str]:
    kept = records.interviewed.field_notes
    if kept is None:
        return [to_fill("whether field notes were written, and when")]
    return [f"{capital(counted(kept, 'field note', 'field notes'))} {were(kept)} written, each by the interviewer."]


def _length(records: Records) -> list[str]:
    said = lengths_in_words(records.interviewed.minutes, records.interviewed.interviews)
    return [said or to_fill("how long interviews lasted")]


def _saturation(records: Records) -> list[str]:
    return [NO_SATURATION]


def _returned(records: Records) -> list[str]:
    asked = "The consent form asks whether somebody wishes to look at their own transcript or themes."
    return [*([asked] if records.asked_to_check else []), to_fill("whether transcripts were returned, and what came")]


def _in_use(what: str, versions: tuple[InUse, ...]) -> str:
    named = [f"version {one.label} of {day(one.dated)}" for one in versions]
    return f"In use of the {what}: {listed(named)}."


ITEMS: tuple[Item, ...] = (
    Item(6, ABOUT_YOU, "Whether you knew each other before the study", _acquaintance),
    Item(7, ABOUT_YOU, "What those who took part knew of you", _told),
    Item(8, ABOUT_YOU, "What you brought with you: reasons, interests, assumptions", _standpoint),
    Item(9, DESIGN, "The methodology that carries the study", _method),
    Item(10, WHERE, "How people were selected", _sampling),
    Item(11, WHERE, "How people were approached", _approach),
    Item(12, WHERE, "How many took part", _size),
    Item(13, WHERE, "How many did not, and why", _not_taking_part),
    Item(14, WHERE, "Where interviews were held", _setting),
    Item(15, WHERE, "Whether anybody else was there", _others),
    Item(16, WHERE, "Who the people in the sample are", _sample),
    Item(17, HOW, "What was asked, and whether it was tried out", _guide),
    Item(18, HOW, "Whether interviews were repeated", _repeated),
    Item(19, HOW, "How interviews were recorded", _recording),
    Item(20, HOW, "Whether field notes were written", _field_notes),
    Item(21, HOW, "How long interviews lasted", _length),
    Item(22, HOW, "Whether saturation is claimed", _saturation),
    Item(23, HOW, "Whether people saw their transcripts", _returned),
)
