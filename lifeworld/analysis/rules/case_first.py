"""Case first: while one case is analysed, nothing of another shows.

Source: IPA's idiographic commitment; Smith, Flowers & Larkin (2009, 2022): treat the next case on its own terms and
bracket what came before. Signed-off cases close while another is under analysis; they open again when it is signed
off, when they are themselves reopened, or when cross-case work is opened (early, with a reason).
"""

from collections.abc import Collection


def analysis_is_closed(
    *, case_state: str, others_under_analysis: Collection[str], cross_case_open: bool, analysing: bool
) -> bool:
    """Whether a case's notes, statements and themes are out of sight now.

    `others_under_analysis` are the pseudonyms of the study's other open cases; `analysing` says whether the reader
    is one who analyses (a supervisor or auditor compares on purpose, and is never closed out).
    """
    return analysing and not cross_case_open and case_state != "open" and bool(others_under_analysis)


def cross_case_opens(states: Collection[str]) -> bool:
    """Whether signing off has just finished the last case: every case of the study signed off, and one at least."""
    return bool(states) and all(state == "signed_off" for state in states)
