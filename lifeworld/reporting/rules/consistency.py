"""The twentieth answer: settings and records beside what participants were told, as far as that is written down here.

A difference is named as one; what is not written down is said to be, and never taken for agreement.
"""

from lifeworld.reporting.rules.governed import Governed
from lifeworld.reporting.rules.phrases import capital, counted, to_fill, were

DIFFERS = "Differs (needs a modification, or a change of setting): "
AGREES = "Agrees: "
UNKNOWN = "Not written down here: "


def beside_what_was_told(one: Governed) -> list[str]:
    """A sentence for each thing compared."""
    return [
        *_sheet(one),
        *_kept(one),
        *_cut_off(one),
        *_recording(one),
        *_quotes(one),
        *_deviations(one),
        *_outside(one),
    ]


def _sheet(one: Governed) -> list[str]:
    return [] if one.sheet_in_use else [f"{UNKNOWN}which information sheet is in use at any site."]


def _kept(one: Governed) -> list[str]:
    said = [f"{DIFFERS}{kept.name}. {kept.mismatch}" for kept in one.schedule if kept.mismatch]
    said += [
        f"{AGREES}{kept.name}, kept {kept.length}." for kept in one.schedule if kept.promised and not kept.mismatch
    ]
    silent = [kept.name.lower() for kept in one.schedule if not kept.promised]
    return [*said, *([f"{UNKNOWN}what the sheet promises of {'; '.join(silent)}."] if silent else [])]


def _cut_off(one: Governed) -> list[str]:
    if not one.cut_off:
        return [f"{UNKNOWN}until when everything can be withdrawn."]
    return [f"Until when everything can go is set to {one.cut_off}: {to_fill('compare the sheet in use')}"]


def _recording(one: Governed) -> list[str]:
    if one.recorded_without_a_yes:
        met = counted(one.recorded_without_a_yes, "interview", "interviews")
        return [
            f"{DIFFERS}recording. {capital(met)} {were(one.recorded_without_a_yes)} recorded without a “yes” to it."
        ]
    if not one.recording_clause:
        return [f"{UNKNOWN}a clause on recording; without one, no recording is taken as agreed."]
    return [f"{AGREES}recording. Nobody was recorded without a “yes” to it."]


def _quotes(one: Governed) -> list[str]:
    if not one.quotes_clause:
        return [f"{UNKNOWN}a clause on quoting."] if one.keeps_recruitment else []
    return [f"{AGREES}quoting. Whoever did not say yes to it is held back."]


def _deviations(one: Governed) -> list[str]:
    if not one.deviations_open:
        return []
    open_ones = counted(one.deviations_open, "deviation", "deviations")
    return [f"{DIFFERS}{open_ones} from what was approved {'is' if one.deviations_open == 1 else 'are'} still open."]


def _outside(one: Governed) -> list[str]:
    said = [f"{DIFFERS}storage. {one.store.copied}"] if one.store.synced else []
    return [*said, f"Transcription, storage and sharing: {to_fill('compare sheet and protocol with answers 5 and 8')}"]
