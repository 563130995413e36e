"""A signature drawn on the screen: strokes of whole-number points on a sheet of fixed size, and nothing else.

What a browser sends is bounded before it is kept: so many strokes, so many points, each on the sheet.
"""

import json

WIDTH, HEIGHT = 600, 200
MOST_STROKES, MOST_POINTS, LONGEST = 60, 4_000, 60_000

Line = list[tuple[int, int]]


def read_strokes(text: str) -> list[Line] | None:
    """The strokes in a JSON list of lists of `[x, y]`; None where it is none, too large, or nothing was drawn."""
    if len(text) > LONGEST:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_STROKES:
        return None
    lines = [_line(one) for one in found]
    whole = [one for one in lines if one]
    points = sum(len(one) for one in whole)
    return whole if len(whole) == len(lines) and 1 < points <= MOST_POINTS else None


def written(lines: list[Line]) -> bytes:
    """Strokes as they are sealed."""
    return json.dumps(lines, separators=(",", ":")).encode()


def path_of(lines: list[Line]) -> str:
    """Strokes as the path of an SVG of `WIDTH` by `HEIGHT`; a point alone is a dot."""
    return " ".join(
        "M" + " L".join(f"{x} {y}" for x, y in line) + (f" L{line[0][0]} {line[0][1]}" if len(line) == 1 else "")
        for line in lines
    )


def _line(one: object) -> Line | None:
    if not isinstance(one, list) or not one or len(one) > MOST_POINTS:
        return None
    points: Line = []
    for point in one:
        if not isinstance(point, list) or len(point) != 2 or any(type(part) is not int for part in point):
            return None
        x, y = point
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            return None
        points.append((x, y))
    return points
