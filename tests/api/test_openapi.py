"""The OpenAPI document is what a newsroom developer works from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.negotiation import FORMATS
from api.schemas import BriefAnswer, BriefRequest
from api.schemas.jobs import BriefList, Standing
from api.schemas.review import Review, ReviewIn


@pytest.fixture
def document(door: TestClient) -> dict[str, Any]:
    answer = door.get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.content)
    return found


def properties(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in document["components"]["schemas"].items():
        for field, described in schema.get("properties", {}).items():
            yield f"{name}.{field}", described


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    """And tells of the routes there are."""
    assert document["openapi"].startswith("3.1")
    one = "/v1/briefs/{id}"
    briefs = {"/v1/briefs", one, f"{one}/events", f"{one}/reviews"}
    assert set(document["paths"]) == {*briefs, "/healthz", "/readyz", "/metrics"}


def test_every_field_has_a_description_and_an_example(document: dict[str, Any]) -> None:
    """Of the request, the answer and the problems."""
    fields = dict(properties(document))
    assert len(fields) > 70
    assert [n for n, f in fields.items() if not f.get("description")] == []
    assert [n for n, f in fields.items() if not (f.get("examples") or f.get("example"))] == []


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """No schema is missing, no schema is unused."""
    said = json.dumps(document)
    names = set(document["components"]["schemas"])
    used = {part.split('"')[0] for part in said.split('"#/components/schemas/')[1:]}
    assert used == names


def test_the_example_of_the_request_is_a_request(document: dict[str, Any]) -> None:
    """Examples that do not work help nobody."""
    body = document["paths"]["/v1/briefs"]["post"]["requestBody"]["content"]["application/json"]
    assert len(BriefRequest.model_validate(body["example"]).articles) == 2


def test_examples_of_the_fields_make_an_answer(document: dict[str, Any]) -> None:
    """Put together, they are valid."""
    fields = document["components"]["schemas"]["BriefAnswer"]["properties"]
    answer = {name: field["examples"][0] for name, field in fields.items()}
    assert BriefAnswer.model_validate(answer).id == answer["id"]


def test_examples_of_the_fields_make_an_article(document: dict[str, Any]) -> None:
    """With either text or html."""
    fields = document["components"]["schemas"]["ArticleIn"]["properties"]
    for body in ("text", "html"):
        article = {n: f["examples"][0] for n, f in fields.items() if n not in {"text", "html"}}
        article[body] = fields[body]["examples"][0]
        assert BriefRequest.model_validate({"articles": [article]})


def test_every_problem_is_documented(document: dict[str, Any]) -> None:
    """By status, each type with an example."""
    responses = document["paths"]["/v1/briefs"]["post"]["responses"]
    refused = {"400", "401", "403", "406", "409", "413", "415", "422", "429"}
    refusals = {*refused, "500", "502", "503"}
    assert set(responses) == {"200", "202", *refusals}
    for status, response in responses.items():
        if status in refusals:
            media = response["content"]["application/problem+json"]
            assert media["schema"] == {"$ref": "#/components/schemas/Problem"}
            assert all(e["value"]["status"] == int(status) for e in media["examples"].values())
    assert set(responses["200"]["content"]) == set(FORMATS.values())
    assert "Retry-After" in responses["503"]["headers"]
    assert set(responses["429"]["headers"]) == {"Retry-After", "RateLimit", "RateLimit-Policy"}
    assert "WWW-Authenticate" in responses["401"]["headers"]


def test_every_route_but_those_of_health_needs_a_key(document: dict[str, Any]) -> None:
    """And says which scope; a route that is added without one is found here."""
    needed = {
        f"{method.upper()} {path}": operation.get("security")
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if path not in {"/healthz", "/readyz"}
    }
    one = "/v1/briefs/{id}"
    assert needed == {
        "POST /v1/briefs": [{"API key": ["brief:write"]}],
        "GET /v1/briefs": [{"API key": ["brief:read"]}],
        f"GET {one}": [{"API key": ["brief:read"]}],
        f"GET {one}/events": [{"API key": ["brief:read"]}],
        f"DELETE {one}": [{"API key": ["brief:write"]}],
        f"POST {one}/reviews": [{"API key": ["brief:review"]}],
        "GET /metrics": [{"API key": ["admin"]}],
    }
    scheme = document["components"]["securitySchemes"]["API key"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")


def test_the_document_stays_the_same_when_asked_again(door: TestClient) -> None:
    """It is made once."""
    assert door.get("/openapi.json").content == door.get("/openapi.json").content


def test_every_parameter_has_a_description_and_an_example(document: dict[str, Any]) -> None:
    """Of the path, the query and the headers."""
    operations = [o for path in document["paths"].values() for o in path.values()]
    parameters = [p for o in operations for p in o.get("parameters", [])]
    assert len(parameters) > 10
    for parameter in parameters:
        assert parameter.get("description"), parameter["name"]
        assert "examples" in parameter["schema"], parameter["name"]


def test_examples_of_the_fields_make_a_review_and_a_list(document: dict[str, Any]) -> None:
    """Put together, they are valid."""
    schemas = document["components"]["schemas"]
    for model in (ReviewIn, Review, Standing, BriefList):
        fields = schemas[model.__name__]["properties"]
        given = {name: field["examples"][0] for name, field in fields.items()}
        assert model.model_validate_json(json.dumps(given))
