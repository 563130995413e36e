"""Cases of text, offsets and lines on which Python and TypeScript must agree: one generator, one file, two readers.

    python -m tests.interviews.offset_cases

writes `islands/common/fixtures/texts.json` anew. It is the same each time, so a test can compare it.
"""

import json
import random
from pathlib import Path
from typing import Any

from lifeworld.interviews.rules.anchors import code_points_to_utf16, passage
from lifeworld.interviews.rules.lines import MIN_WIDTH, line_map

FILE = Path(__file__).resolve().parents[2] / "islands" / "common" / "fixtures" / "texts.json"
CASES = 40
PIECES = (
    "I ", "went ", "along the river, ", "you know? ", "\n", "\r\n", "\t", " ", "\u00a0", "\u2028", "(laughs) ",
    "🙂", "👩‍👩‍👧‍👦 ", "🏳️‍🌈", "👍🏽", "🇬🇧 ", "e\u0301", "n\u0303a ", "\u0915\u094d\u0937\u093f ", "\u202eabc\u202c ",
    "שלום ", "مرحبا ",
    "𝔘𝔫", "𠜎 ", "\u200b", "\ufeff", "“so” ", "—", "\U0010ffff", "a" * 50,
)  # fmt: skip


def cases() -> list[dict[str, Any]]:
    """Texts of odd pieces, each with its marks, its line map and a few passages."""
    chance = random.Random("anchors")
    return [_case(chance, "".join(chance.choices(PIECES, k=chance.randint(0, 24)))) for _ in range(CASES)]


def _case(chance: random.Random, text: str) -> dict[str, Any]:
    points = len(text)
    cut = text.find("\n") + 1
    turns = [(0, max(cut - 1, 0)), (cut, points)] if cut else [(0, points)]
    lines = line_map(text, turns, MIN_WIDTH)
    spans = [sorted(chance.choices(range(points + 1), k=2)) for _ in range(6)]
    found = [one for start, end in spans if (one := passage(text, lines, start, end))]
    return {
        "text": text,
        "points": points,
        "units": len(text.encode("utf-16-le", "surrogatepass")) // 2,
        "marks": [[point, code_points_to_utf16(text, point)] for point in range(points + 1)],
        "lines": [[start, end, text[start:end]] for start, end, _ in lines],
        "passages": [[one.start, one.end, one.quote, one.prefix, one.suffix] for one in found],
    }


def written() -> str:
    """The file's content."""
    return "[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases()) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
