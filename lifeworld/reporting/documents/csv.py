"""csv that Excel opens as it is meant: UTF-8 with a byte order mark, CRLF, no cell that runs as a formula."""

import csv
import io

from lifeworld.reporting.documents.formulas import harmless
from lifeworld.reporting.tables import STEP, Progress, Table

BYTE_ORDER_MARK = "\ufeff"


def write(table: Table, progress: Progress) -> bytes:
    """The table's columns and flat rows (RFC 4180). Title and caption are left out: a program reads this."""
    stream = io.StringIO(newline="")
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(column.name) for column in table.columns])
    for n, row in enumerate(table.rows):
        if n % STEP == 0:
            progress(n, len(table.rows))
        writer.writerow([harmless(cell.plain) for cell in row])
    return stream.getvalue().encode()
