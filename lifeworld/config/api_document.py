"""Our OpenAPI document, with the refusals that any call may meet: ninja writes down what goes well, and no more."""

from typing import Any

from ninja import NinjaAPI, Schema

REFUSALS = {
    400: "The call is not for this address.",
    401: "The token is not known, was revoked, or its time is over.",
    403: "The role does not let this person do it, or the page's token is missing.",
    404: "It does not exist, or this person may not see it: the answer is the same.",
    409: "Not as things stand: a case is closed, signed off or frozen, or it was changed elsewhere (`current`).",
    413: "More was sent than is read.",
    422: "What was sent has not the shape or the size that is told here, or means nothing.",
    423: "The store is locked, or nobody has signed in.",
    429: "Too much at once: wait for what is being made.",
    503: "The database cannot be reached or read, is busy, or takes no writing now.",
    507: "There is no room left on the disk.",
}


class Refusal(Schema):
    """What happened, what is safe and what to do; where an object was changed elsewhere, that object as it is now."""

    what: str
    safe: str
    do: str
    current: dict[str, Any] | None = None


class DocumentedAPI(NinjaAPI):
    """An API whose document tells of refusals too."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The document, each operation with its refusals."""
        document = super().get_openapi_schema(**options)
        document["components"]["schemas"]["Refusal"] = Refusal.model_json_schema()
        for item in document["paths"].values():
            for operation in item.values():
                for status, meaning in REFUSALS.items():
                    operation["responses"].setdefault(status, _refused(meaning))
        return document


def _refused(meaning: str) -> dict[str, Any]:
    shape = {"schema": {"$ref": "#/components/schemas/Refusal"}}
    return {"description": meaning, "content": {"application/json": shape}}
