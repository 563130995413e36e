"""Invented interviews of about 9,000 words, the same on every machine: a person asks, another tells.

Sentences are put together from parts, with hesitations, pauses, quotation marks, accents and now and then an emoji, so
that bytes, code points and UTF-16 units differ. Everything follows from a seed and a number.
"""

import random
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO

SEED = 20261126
WORDS = 9_000
# Planted so that a search has something to find: the word, and in one document of how many it stands.
PLANTED = (("windmill", 10), ("quince", 25), ("sextant", 50))

_NAMES = ("Maeve", "Tomás", "Zoë", "Idris", "Nkechi", "Søren", "Łucja", "Priya", "André", "Sinéad")
_WHO = ("I", "I", "I", "we", "she", "my brother", "the support worker", "nobody", "everyone at the centre", "my mother")
_DID = (
    "waited for", "could not say", "held on to", "was tired of", "began to notice", "put away", "talked about",
    "walked round", "never asked about", "was ashamed of", "went back to", "made light of", "believed in",
)  # fmt: skip
_WHAT = (
    "the Thursday visits", "the stairs", "that first cup of tea", "the letters on the mat", "being seen", "the ward",
    "the bus into town", "what the others thought", "the quiet in the house", "my old job", "the plan they wrote",
    "the long afternoons", "her way of listening", "the good mornings", "a life of my own",
)  # fmt: skip
_JOIN = ("and", "but", "so", "because", "although", "as if", "and after that", "which is why", "until", "while")
_END = (
    "at the kitchen table", "like somebody else’s coat", "in the middle of the night", "for the better part of a year",
    "and it has not gone away", "as far as the corner and back", "without knowing why", "in my own time",
)  # fmt: skip
_PAUSE = ("erm,", "you know,", "I mean,", "well,", "(pause)", "(laughs)", "[sighs]", "…", "–")
_ASK = (
    "Could you say more about", "What was it like, with", "How do you think now about", "What stays with you of",
    "Can you take me back to", "What changed with",
)  # fmt: skip


@dataclass(frozen=True)
class Interview:
    """One invented interview: who tells, and the turns as `(speaker, words)`."""

    number: int
    teller: str
    turns: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """A name for its file, the same in both programs."""
        return f"interview-{self.number:03}"


@lru_cache(maxsize=256)
def interview(number: int, words: int = WORDS) -> Interview:
    """Interview `number`, of at least that many words."""
    chance = random.Random(SEED * 1_000 + number)
    teller = _NAMES[number % len(_NAMES)]
    turns: list[tuple[str, str]] = []
    count = 0
    while count < words:
        question = f"{chance.choice(_ASK)} {chance.choice(_WHAT)}?"
        answer = _answer(chance, chance.choice((20, 40, 80, 120, 180, 240)))
        turns += [("Interviewer", question), (teller, answer)]
        count += len(question.split()) + len(answer.split())
    for word, every in PLANTED:
        if number % every == 0:
            place = 2 * chance.randrange(len(turns) // 2) + 1
            turns[place] = (teller, f"{turns[place][1]} I thought of the {word} then.")
    return Interview(number, teller, tuple(turns))


def _answer(chance: random.Random, length: int) -> str:
    said: list[str] = []
    count = 0
    while count < length:
        said.append(_sentence(chance))
        count += len(said[-1].split())
    return " ".join(said)


def _sentence(chance: random.Random) -> str:
    parts = [chance.choice(_WHO), chance.choice(_DID), chance.choice(_WHAT)]
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        parts += [chance.choice(_JOIN), chance.choice(_WHO), chance.choice(_DID), chance.choice(_WHAT)]
    if chance.random() < 0.3:
        parts.append(chance.choice(_END))
    if chance.random() < 0.4:
        parts.insert(chance.randrange(len(parts)), chance.choice(_PAUSE))
    if chance.random() < 0.05:
        parts.append("and she said, “There’s no hurry,” in that café of hers")
    if chance.random() < 0.004:
        parts.append(chance.choice("🙂🌱☕"))
    text = " ".join(parts)
    return text[0].upper() + text[1:] + chance.choice("....?…")


def as_text(one: Interview) -> bytes:
    """As a plain text file, a paragraph a turn."""
    return ("\n\n".join(f"{speaker}: {words}" for speaker, words in one.turns) + "\n").encode()


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def as_docx(one: Interview) -> bytes:
    """As a Word document (ECMA-376), a paragraph a turn, the speaker in bold."""
    paragraphs = "".join(
        f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(speaker, quote=False)}: </w:t></w:r>'
        f'<w:r><w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r></w:p>'
        for speaker, words in one.turns
    )
    body = f'<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>'
    document = f'<?xml version="1.0" encoding="UTF-8"?>{body}'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _LINKS, "word/document.xml": document}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def as_html(one: Interview) -> bytes:
    """As a web page, a paragraph a turn: the form that Taguette takes without converting it."""
    paragraphs = "\n".join(
        f"<p>{escape(speaker, quote=False)}: {escape(words, quote=False)}</p>" for speaker, words in one.turns
    )
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>\n{paragraphs}\n</body></html>'.encode()


def as_file(one: Interview, fmt: str) -> bytes:
    """The interview's file: `txt`, `docx` or `html`."""
    return {"txt": as_text, "docx": as_docx, "html": as_html}[fmt](one)


def markings(length: int, count: int, seed: int = SEED) -> list[tuple[int, int]]:
    """`count` spans `[start, end)` in code points over a text of `length`: phrases, sentences, whole passages."""
    chance = random.Random(seed + count)
    spans = []
    for _ in range(count):
        size = int(chance.choice((25, 60, 90, 130, 220, 380)) * chance.uniform(0.7, 1.3))
        start = chance.randrange(max(1, length - size - 1))
        spans.append((start, start + size))
    return spans
