"""The JSON API: one document, one way in for browsers (session and CSRF) and one for scripts (token)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.security import SessionAuth
from pydantic_core import PydanticSerializationError, to_json

from lifeworld.analysis.api import router as analysis
from lifeworld.analysis.selectors.clash import current_of, hand_on
from lifeworld.common.errors import ClashError, DomainError
from lifeworld.config.api_document import DocumentedAPI
from lifeworld.config.api_parser import BoundedParser
from lifeworld.interchange.api import router as interchange
from lifeworld.interviews.api import router as interviews
from lifeworld.reporting.api import router as exports
from lifeworld.store.token_auth import TokenAuth
from lifeworld.study.api import router as studies


class ExactEncoder(NinjaJSONEncoder):
    """Times to the microsecond: Django's encoder cuts them, and a client's `changed_at` would then look stale."""

    def default(self, o: Any) -> Any:
        """One value that plain JSON does not know."""
        return o.isoformat().replace("+00:00", "Z") if isinstance(o, datetime) else super().default(o)


class ExactRenderer(JSONRenderer):
    """JSON with exact times, and compact: a transcript with five thousand notes is written in milliseconds."""

    encoder_class = ExactEncoder

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        """The answer's bytes; half a character pair, which is no text, is escaped as the standard library does."""
        try:
            return to_json(data, fallback=ExactEncoder().default)
        except PydanticSerializationError:
            return super().render(request, data, response_status=response_status)


api = DocumentedAPI(
    renderer=ExactRenderer(),
    parser=BoundedParser(),
    title="Lifeworld",
    version="1",
    description="Studies, cases, transcripts, notes, statements, themes, contributions, diary, search and trail.",
    auth=[TokenAuth(), SessionAuth()],
    docs_url=None,
)
for part in (studies, interviews, interchange, analysis, exports):
    api.add_router("", part)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as its three sentences; a clash also carries the object as it is now, and whose hand it was."""
    body: dict[str, Any] = {"what": error.what, "safe": error.safe, "do": error.do}
    if isinstance(error, ClashError):
        body["current"] = current_of(error.current)
        body["by"] = hand_on(error.current)
        return api.create_response(request, body, status=error.status)
    return JsonResponse(body, status=error.status)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What was sent has not the shape that the document tells. Values are not repeated: they may be words."""
    places = [one["loc"][2:] or one["loc"][1:] for one in error.errors]
    fields = sorted({".".join(str(part) for part in place) or "body" for place in places})
    body = {
        "what": f"What was sent does not fit: {', '.join(fields)}.",
        "safe": "Nothing was changed.",
        "do": "See /api/openapi.json for the shape.",
    }
    return JsonResponse(body, status=422)


@api.exception_handler(HttpError)
def turned_away(request: HttpRequest, error: HttpError) -> HttpResponse:
    """No token or session, a token that nobody has, a browser's call without its CSRF token, or an unreadable body."""
    if isinstance(error.__cause__, DomainError):
        return refused(request, error.__cause__)
    body = {
        "what": "This call was turned away before it was read.",
        "safe": "Nothing was changed.",
        "do": "Send a token that is good, or reload the page and sign in again.",
    }
    return JsonResponse(body, status=error.status_code)


@api.exception_handler(IntegrityError)
def clashing(request: HttpRequest, _error: IntegrityError) -> HttpResponse:
    """What the tables do not let stand together: a client's key that was used for something else, above all."""
    body = {
        "what": "What was sent does not go together with what is kept.",
        "safe": "Nothing was changed.",
        "do": "Use a new client_key for each new object, and read again what is there.",
    }
    return JsonResponse(body, status=409)
