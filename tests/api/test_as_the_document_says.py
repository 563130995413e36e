"""Every call that our OpenAPI document tells of, made with what it allows and with what it does not (schemathesis).

No answer is a fault, and each has a status, a content type and a shape that the document tells of: for the lead, for
somebody of another study, and for nobody. The same calls are made each time.
"""

import json
import re
from copy import deepcopy
from typing import Any, get_args
from uuid import uuid4

import pytest
import schemathesis
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.openapi.checks import UndefinedStatusCode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lifeworld.analysis.api import diary, group, shapes
from lifeworld.analysis.models import Connection, DiaryEntry, DiaryStep, NoteKind, Stance
from lifeworld.analysis.services.cases import reopen
from lifeworld.config.api import api
from lifeworld.config.wsgi import application
from lifeworld.reporting.kinds import KINDS
from lifeworld.security.models import Person
from lifeworld.store.keeping import make_token
from lifeworld.study.models import Case
from tests.conftest import NOON, Ground
from tests.strangers.world import World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]

# The group level works on signed-off cases, everything else on the case at hand.
ACROSS = re.compile("group|contributions|cross-case|reopen|exports")
METHODS = ("get", "post", "put", "patch", "delete")
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str))
OPERATIONS = [
    (path, method) for path, item in DOCUMENT["paths"].items() for method in METHODS if method in item
]  # fmt: skip
# Where a body's field means an object: the name of the object's key in the world.
FIELDS = {
    "version": "version", "statement": "statement", "notes": "note", "statements": "statement",
    "theme": "personal_theme", "parent": "personal_theme", "personal_theme": "personal_theme",
    "layout": "layout", "copy_of": "layout", "group_theme": "group_theme",
}  # fmt: skip


def known(document: dict[str, Any], world: World) -> dict[str, Any]:
    """The document with the world's own keys as what its parameters may be, so that calls come past "not found"."""
    document = json.loads(json.dumps(document))
    for path, item in document["paths"].items():
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path":
                    name = _key_of(path, parameter["name"])
                    parameter["schema"] = {"enum": list(KINDS) if name == "kind" else [world.keys[name]]}
    for shape in document["components"]["schemas"].values():
        for name, field in shape.get("properties", {}).items():
            if name in FIELDS and shape["title"].endswith(("In", "Patch")):
                key = {"type": "integer", "enum": [world.keys[FIELDS[name]]]}
                field.clear()
                field |= {"type": "array", "items": key} if name in {"notes", "statements"} else key
    return document


def _key_of(path: str, name: str) -> str:
    if name == "theme":
        return "group_theme" if "group-themes" in path else "personal_theme"
    return "draft" if path.endswith("/freeze") else name


@pytest.fixture(scope="module")
def laid(ground: Ground) -> World:
    return ground.lay(lambda: build_world("mine", "periwinkle"))


@pytest.fixture
def world(laid: World) -> World:
    return deepcopy(laid)


def token_of(person: Person) -> dict[str, str]:
    plain = make_token(by=person, at=timezone.now(), label="tries")[1]
    return {"Authorization": f"Bearer {plain}"}


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=[f"{method} {path}" for path, method in OPERATIONS])
def test_every_call_is_answered_as_the_document_says(path: str, method: str, world: World, charlie: Person) -> None:
    if not ACROSS.search(path):
        reopen(access=world.lead, at=NOON, case=Case.objects.get(pk=world.keys["case"]), why="once more")
    schema = schemathesis.openapi.from_dict(known(DOCUMENT, world))
    schema.app = application
    operation = schema[path][method.upper()]
    try_as(operation, token_of(world.people["lead"]), 10)
    try_as(operation, token_of(charlie), 2)
    try_as(operation, {}, 1)


def test_an_answer_that_the_document_does_not_tell_of_is_noticed(world: World, charlie: Person) -> None:
    silent = known(DOCUMENT, world)
    del silent["paths"]["/api/studies/{slug}"]["get"]["responses"]["404"]
    schema = schemathesis.openapi.from_dict(silent)
    schema.app = application
    with pytest.raises(FailureGroup) as caught:
        try_as(schema["/api/studies/{slug}"]["GET"], token_of(charlie), 1)
    assert isinstance(caught.value.exceptions[0], UndefinedStatusCode)


def test_the_document_tells_the_words_that_the_tables_know() -> None:
    pairs: list[tuple[Any, list[str]]] = [
        (shapes.Kind, NoteKind.values), (shapes.Connection, Connection.values), (diary.Step, DiaryStep.values),
        (group.Stance, Stance.values),
    ]  # fmt: skip
    for told, kept in pairs:
        assert set(get_args(told)) == set(kept)


def test_a_time_without_a_zone_is_refused_wherever_one_is_taken(client: Client, world: World) -> None:
    headers, tried = token_of(world.people["lead"]), 0
    for path, method in OPERATIONS:
        body = DOCUMENT["paths"][path][method].get("requestBody", {}).get("content", {}).get("application/json", {})
        shape = DOCUMENT["components"]["schemas"].get(body.get("schema", {}).get("$ref", "").rpartition("/")[2], {})
        if "changed_at" in shape.get("properties", {}):
            tried += 1
            address = path.format(**{name: world.keys[_key_of(path, name)] for name in re.findall(r"{(\w+)}", path)})
            sent = {"changed_at": "2026-03-02T12:00:00"}
            answer = client.generic(method.upper(), address, json.dumps(sent), "application/json", headers=headers)
            assert answer.status_code == 422 and "changed_at" in answer.json()["what"], address
    assert tried > 4


def test_a_key_used_elsewhere_is_refused(client: Client, world: World) -> None:
    theirs = build_world("theirs", "quillon")
    headers = token_of(world.people["lead"])
    key = uuid4()
    DiaryEntry.objects.filter(pk=theirs.keys["entry"]).update(client_key=key)
    body = {"text": "a", "step": "noting", "client_key": str(key)}
    twice = client.post("/api/studies/mine/diary", body, content_type="application/json", headers=headers)
    assert twice.status_code == 409 and twice.json()["do"]
    assert theirs.secret not in twice.content.decode()


def try_as(operation: Any, headers: dict[str, str], examples: int) -> None:
    """Make calls of both kinds with these headers."""
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        strategy = operation.as_strategy(mode)

        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def call(case: Any) -> None:
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS)

        call()
