"""What could be a speaker's name at the start of a line, and how much evidence makes it one.

"Note to self: buy milk" and "He said: go" are speech. A name counts as a speaker when it is a known role word
("Interviewer", "P1") or when it opens a line at least twice and is written as names are.
"""

import re

_ROLE = re.compile(
    r"(?:interviewer|interviewee|int|intv|iv|ir|ie|researcher|moderator|facilitator|participant|respondent|resp"
    r"|informant|speaker|unknown speaker|patient|client|carer|caregiver|therapist|translator|interpreter)"
    r"\.?(?:[ _-]?\d{1,3}[a-z]?|[ _-][a-z])?\.?"
    r"|[ipqars]\.?[ _-]?\d{1,3}[a-z]?\.?"
    r"|[ipqar]\.?",
    re.IGNORECASE,
)
_TITLED_ROLE = re.compile(r"(?:interviewer|interviewee|researcher|participant|respondent)\b", re.IGNORECASE)
_WORD_LIMIT = 5
_LENGTH_LIMIT = 48
_SMALL_WORD_LENGTH = 20
_NAME_CHARACTERS = re.compile(r"[\w .,'’&/()_-]+")
_PARTICLES_WORDS = "de van von der den da di du la le al bin ibn and of y e & /"
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_NEVER_WORDS = (
    "note notes nb ps date time place location duration length example http https mailto warning "
    "title source and but so or well like yes no okay ok right because remember reminder also first "
    "firstly second secondly third thirdly finally plus basically honestly anyway ie eg transcript "
    "file audio recording study project page chapter section topic part question answer version "
    "language media tags subject re the this that it then now"
)
_NEVER = frozenset(_NEVER_WORDS.split())

LEAST_SIGHTINGS = 2
LEAST_SIGHTINGS_OF_SMALL_WORD = 3


def clean_label(raw: str) -> str:
    """A label without emphasis marks, brackets and doubled spaces around it."""
    label = " ".join(raw.replace("*", " ").split()).strip(" _:")
    if label.startswith("[") and label.endswith("]"):
        label = label[1:-1].strip()
    return label


def label_key(label: str) -> str:
    """What two spellings of one speaker share: letter case and a closing full stop do not matter."""
    return label.casefold().rstrip(".")


def is_role(label: str) -> bool:
    """Whether the label is a known role word, such as "Interviewer", "I", "P12" or "Speaker 3"."""
    return len(label) <= _LENGTH_LIMIT and bool(_ROLE.fullmatch(label))


def looks_like_name(label: str) -> bool:
    """Whether the label is written as a person's name or a role is: few words, each with a capital or a particle."""
    if not 0 < len(label) <= _LENGTH_LIMIT or not _NAME_CHARACTERS.fullmatch(label):
        return False
    if is_role(label) or _TITLED_ROLE.match(label):
        return True
    words = label.split()
    if len(words) > _WORD_LIMIT or words[0].casefold().strip(".,()") in _NEVER:
        return False
    if not any(character.isalpha() for character in label):
        return False
    if len(words) == 1 and label.islower():
        return len(label) <= _SMALL_WORD_LENGTH
    return all(_is_name_word(word) for word in words) and not words[0].islower()


def _is_name_word(word: str) -> bool:
    first = word.lstrip("(.'’_-")[:1]
    return word in _PARTICLES or not first or first.isdigit() or not first.islower()


class Labels:
    """The labels of one text, each looked at once: a conversation says the same few names over and over."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, raw: str) -> str:
        """The label without what stands around it (`clean_label`), "" where it is not written as a name is."""
        name = self._names.get(raw)
        if name is None:
            label = clean_label(raw)
            name = self._names[raw] = label if looks_like_name(label) else ""
        return name


def enough_sightings(label: str, sightings: int) -> bool:
    """Whether a label seen that often at the start of a line is a speaker."""
    if is_role(label):
        return True
    small = label.islower()
    return sightings >= (LEAST_SIGHTINGS_OF_SMALL_WORD if small else LEAST_SIGHTINGS)
