"""The hoped-for size of a sample, said in words.

Small numbers are written out because they count people: IPA samples are small on purpose (Smith, Flowers & Larkin
2022 suggest three to ten), and a figure beside them would read as a score.
"""

_WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def in_words(number: int) -> str:
    """A whole number from 0: up to twelve as a word, beyond that in figures."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def hoped_for(low: int | None, high: int | None) -> str:
    """The range as it is spoken: "six to eight", "at least six", "up to eight", "six"; empty where none is set."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {in_words(low or 0)}"
    if low is None:
        return f"up to {in_words(high)}"
    return in_words(low) if low == high else f"{in_words(low)} to {in_words(high)}"


def sample_so_far(low: int | None, high: int | None, cases: int) -> str:
    """One sentence: the range hoped for, and how many people are in the study so far."""
    hoped = hoped_for(low, high)
    so_far = f"{in_words(cases)} so far" if cases else "nobody yet"
    if hoped:
        return f"You hoped for {hoped}; {so_far}."
    return f"{so_far[0].upper()}{so_far[1:]}. You have not set how many people you hope for."
