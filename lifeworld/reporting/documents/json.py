"""json: the typed rows, for whoever computes with them or keeps them."""

import json
from typing import Any

from lifeworld.reporting.tables import STEP, Progress, Table


def write(table: Table, progress: Progress) -> bytes:
    """`{kind, study, title, caption, made_at, words, columns, rows, notes}`; a row maps a column's key to its value."""
    rows: list[dict[str, Any]] = []
    for n, row in enumerate(table.rows):
        if n % STEP == 0:
            progress(n, len(table.rows))
        rows.append({column.key: cell.typed for column, cell in zip(table.columns, row, strict=True)})
    whole = {
        "kind": table.kind,
        "study": table.study,
        "title": table.title,
        "caption": list(table.caption),
        "made_at": table.made_at.isoformat(),
        "words": table.words,
        "columns": [{"key": column.key, "name": column.name} for column in table.columns],
        "rows": rows,
        "notes": list(table.notes),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()
