"""The hard checks: what a reader of the study may expect to be true, each as a sentence and never as a score.

Each rule names its source. What it finds is something to look at; whether it is a fault is the researcher's to say.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lifeworld.interviews.rules.lines import line_at
from lifeworld.study.rules.labels import Words

METHOD = "Smith, Flowers and Larkin (2009, 2022)"


@dataclass(frozen=True)
class Rule:
    """One check: what is true when nothing is found (with the profile's words in braces), and where it comes from."""

    key: str
    holds: str
    source: str

    def holds_in(self, words: Words) -> str:
        """What is true when nothing is found, in the study's words."""
        return self.holds.format(**words)


@dataclass(frozen=True)
class Finding:
    """Something to look at: the rule, a sentence, the page where it is (an address), and the rule's source."""

    rule: str
    sentence: str
    where: str
    source: str


RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            "anchored", "Every {statement} rests on words that were spoken.",
            f"An experiential statement holds the participant’s words and the analyst’s reading: {METHOD}.",
        ),
        Rule(
            "themes-have-statements", "Every named {personal_theme} has {statements} beneath it.",
            f"A personal theme is a cluster of one case’s statements: {METHOD}.",
        ),
        Rule(
            "group-themes-have-contributions",
            "Every {group_theme}, and every sub-theme of one, has a contribution from somebody.",
            f"A group theme joins personal themes, showing convergence and divergence: {METHOD}.",
        ),
        Rule(
            "one-case", "No {statement} and no {personal_theme} draws on more than one person.",
            f"Idiography: each case is finished on its own terms: {METHOD}.",
        ),
        Rule(
            "quotes", "Every quote is, letter for letter, what stands in the frozen transcript.",
            "Quotes are verbatim, so that a reader may check them: commitment and rigour in Yardley (2000).",
        ),
        Rule(
            "lines", "Every line number is one that its transcript has, and the one on which the words stand.",
            "A citation by page and line must lead to its words: the audit of Yin (1989), described by Smith (2003).",
        ),
        Rule(
            "set-aside", "Everything that was set aside has its reason beside it.",
            "Transparency: what was left out, and why, can be followed: Yardley (2000).",
        ),
        Rule(
            "case-order", "Each case was opened after the one before it was signed off.",
            f"One case is finished before the next is begun: {METHOD}.",
        ),
        Rule(
            "carry-over", "At each change of case the diary says what may have been carried over.",
            f"Bracketing what came before, as far as one can, at each new case: {METHOD}.",
        ),
        Rule(
            "trail", "The trail holds: no row was altered, removed or moved.",
            "An independent audit follows a trail that is whole: Yin (1989), Smith (2003).",
        ),
    )
}  # fmt: skip


def finding(rule: str, sentence: str, where: str) -> Finding:
    """A finding under a rule, with its source."""
    return Finding(rule, sentence, where, RULES[rule].source)


@dataclass(frozen=True)
class AnchorFact:
    """An anchor as stored: `[start, end)` in code points, its quote and lines (from 1)."""

    start: int
    end: int
    quote: str
    first_line: int
    last_line: int


def quote_holds(text: str, anchor: AnchorFact) -> bool:
    """Whether the anchor's quote is what stands at its place."""
    return anchor.start < anchor.end <= len(text) and text[anchor.start : anchor.end] == anchor.quote


def lines_hold(lines: Sequence[Sequence[int]], anchor: AnchorFact) -> bool:
    """Whether the anchor's lines exist and are those its words stand on."""
    if not 1 <= anchor.first_line <= anchor.last_line <= len(lines):
        return False
    return (anchor.first_line, anchor.last_line) == (line_at(lines, anchor.start), line_at(lines, anchor.end - 1))


def without_statements(parents: Mapping[int, int | None], with_statements: Collection[int]) -> list[int]:
    """Of named themes (key → parent), those with no statement of their own nor beneath them."""
    fed = set(with_statements) | {parents[key] for key in with_statements if key in parents}
    return [key for key in parents if key not in fed]


def opened_meanwhile(acts: Iterable[tuple[str, int]]) -> list[tuple[int, int]]:
    """From the acts on cases `(verb, case number)`, oldest first: cases opened while another was under analysis.

    Answers pairs `(opened, the lowest-numbered one still under analysis)`. Reopening is normal and found nothing wrong.
    """
    under: set[int] = set()
    found: list[tuple[int, int]] = []
    for verb, number in acts:
        if verb == "opened case":
            others = under - {number}
            if others:
                found.append((number, min(others)))
            under.add(number)
        elif verb == "reopened case":
            under.add(number)
        elif verb == "signed off case":
            under.discard(number)
    return found


def without_carry_over(opened: Sequence[int], written: Collection[int]) -> list[int]:
    """Of the cases in the order they were opened, those after the first with no carried-over diary entry."""
    return [number for number in opened[1:] if number not in written]
