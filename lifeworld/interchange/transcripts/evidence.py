"""Deciding from the whole text which possible openings of turns are real ones."""

from collections import Counter
from collections.abc import Sequence

from lifeworld.interchange.transcripts.headers import Form, Header
from lifeworld.interchange.transcripts.labels import enough_sightings, is_role, label_key

_LEAST_OF_A_FORM = 2
_LEAST_BARE_TIMES = 3
_LEAST_SHARE_OF_BARE_TIMES = 0.2
_LEAST_SHARE_OF_TIMED_NAMES = 0.8
_LEAST_TABBED = 3
_LEAST_ASIDES = 3
_MOST_WORDS_OF_A_DETAIL = 4
_LEAST_TURNS_AFTER_DETAILS = 4


class Evidence:
    """How often each label and each form was seen; answers whether one header is real."""

    def __init__(self, openings: Sequence[tuple[Header, ...]]) -> None:
        """Args: openings: for each line in order, the ways in which it may open a turn."""
        self._lines = len(openings)
        self._labels: Counter[str] = Counter()
        self._forms: Counter[Form] = Counter()
        self._real: dict[tuple[Form, str], bool] = {}
        for headers in openings:
            for form in {header.form for header in headers}:
                self._forms[form] += 1
            for key in {label_key(one.label) for one in headers if one.label and one.form is not Form.TIME_NAME}:
                self._labels[key] += 1
        self._times_stand_before_names = self._are_names_after_times()
        self._repeated = self._repeated_from(openings)

    def accepted(self, headers: tuple[Header, ...], at: int) -> Header | None:
        """The first of a line's possible headers that is real; `at` is the line's place in order."""
        for header in headers:
            if self._is_real(header) and not self._is_detail(header, at):
                return header
        return None

    def _is_real(self, header: Header) -> bool:
        known = header.form, header.label
        if known not in self._real:
            self._real[known] = self._looks_real(header)
        return self._real[known]

    def _looks_real(self, header: Header) -> bool:
        form = header.form
        seen = self._labels[label_key(header.label)]
        if form in (Form.NAME_COLON, Form.BOLD_NAME):
            return enough_sightings(header.label, seen)
        if form in (Form.NAME_TIME, Form.NAME_TIME_COLON):
            return self._forms[form] >= _LEAST_OF_A_FORM or enough_sightings(header.label, seen)
        if form is Form.NAME_ASIDE_COLON:
            return seen >= _LEAST_ASIDES
        if form is Form.NAME_TAB:
            return is_role(header.label) or seen >= _LEAST_TABBED
        if form is Form.TIME_NAME:
            return self._times_stand_before_names
        if form is Form.BARE_TIME_WORDS:
            count = self._forms[form]
            return count >= _LEAST_BARE_TIMES and count >= self._lines * _LEAST_SHARE_OF_BARE_TIMES
        return self._forms[Form.TIME_WORDS] + self._forms[Form.TIME] >= _LEAST_OF_A_FORM

    def _are_names_after_times(self) -> bool:
        """ "00:01 Yes" is an answer unless nearly every time is followed by nothing but a name."""
        names = self._forms[Form.TIME_NAME]
        time_led = sum(self._forms[form] for form in (Form.TIME_WORDS, Form.BARE_TIME_WORDS))
        return names >= _LEAST_OF_A_FORM and names >= time_led * _LEAST_SHARE_OF_TIMED_NAMES

    def _repeated_from(self, openings: Sequence[tuple[Header, ...]]) -> int:
        """The first line whose label comes again, when enough such lines follow; else 0."""
        places = [
            at
            for at, headers in enumerate(openings)
            if any(one.label and self._labels[label_key(one.label)] > 1 and self._is_real(one) for one in headers)
        ]
        return places[0] if len(places) >= _LEAST_TURNS_AFTER_DETAILS else 0

    def _is_detail(self, header: Header, at: int) -> bool:
        """ "Interviewer: JS" at the head of a transcript gives details; nobody speaks yet."""
        if at >= self._repeated or header.form is not Form.NAME_COLON:
            return False
        once = bool(header.label) and self._labels[label_key(header.label)] == 1
        return once and len(header.rest.split()) <= _MOST_WORDS_OF_A_DETAIL
