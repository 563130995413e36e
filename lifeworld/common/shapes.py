"""Values whose bounds the API tells. Apart from `common.api`, so that pages do without ninja and pydantic."""

from typing import Annotated

from ninja import Field, Query
from pydantic import AwareDatetime

# An object's key, and a place among its likes: no larger than the database's columns.
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Position = Annotated[int, Field(ge=0, le=1_000_000)]
# A measure on the table; what lies outside the table is brought onto it.
Pixels = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
# Code points into a transcript.
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
# The number of a case, an interview or a list's page, as a query gives it.
Ordinal = Annotated[int, Query(ge=1, le=1_000_000)]
# When the writer last saw an object: with its zone, or it could not be compared.
Seen = AwareDatetime
