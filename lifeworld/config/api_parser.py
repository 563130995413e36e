"""How the API reads what is sent. Apart from the bounds, which every page needs and which do without ninja."""

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from lifeworld.config.bounds import read_json


class BoundedParser(Parser):
    """JSON within our bounds."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body as plain values; ninja wraps `read_json`'s refusal into its own error (`config.api`)."""
        return read_json(request.body)
