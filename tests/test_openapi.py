"""The API's own document says what is served, and what is served is in it."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from marshmallow import RAISE
from werkzeug.test import TestResponse

from tests.api_client import TOKEN
from tests.crossing import FILES, ID, handed_over
from tests.deposit_client import (
    EXAMPLE,
    VALUES,
    Client,
    House,
    completion,
    described,
    house,
    ready,
    refusal,
)
from tests.desk_calls import desk_calls
from tests.registered import entry
from tests.version_calls import version_calls
from zenferry.access import hashed
from zenferry.api import answers, create_app, reading_answers, schemas
from zenferry.api.curation import answers as desk_answers
from zenferry.api.curation import invitation_answers, record_answers
from zenferry.api.reading import create_reading_app
from zenferry.fields import Field
from zenferry.form import Form
from zenferry.profile import read_profile
from zenferry.profile.settings import OpenDoor
from zenferry.records.exports import short
from zenferry.records.finding import Finder
from zenferry.records.registry import Work
from zenferry.state import State
from zenferry.wiring import Parts, Settings

ANSWERS = (answers, reading_answers, desk_answers, invitation_answers, record_answers)
IGNORED = {"HEAD", "OPTIONS"}
SELF = "/api/openapi.json"
# Who has no session yet.
OPEN = {
    ("/api/curation/links", "Ask for a link to the desk."),
    ("/api/curation/sessions", "Use a link up."),
}


@pytest.fixture(scope="module")
def place() -> House:
    return house()


@pytest.fixture(scope="module")
def document(place: House) -> dict[str, Any]:
    answer = place.http.get(SELF)
    assert answer.status_code == 200
    return dict(answer.get_json())


def served(place: House) -> set[tuple[str, str]]:
    apps = (place.http.application, reading(place).application, place.desk.application)
    rules = [rule for app in apps for rule in app.url_map.iter_rules()]
    return {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - IGNORED
        if rule.rule != SELF
    }


def reading(place: House) -> FlaskClient:
    """The other function."""
    found = Finder(lambda: short([Work(entry("zenodo"))]).encode(), place.clock.now)
    parts = Parts(Settings(), profile=place.profile, now=place.clock.now, finder=found)
    return create_reading_app(parts).test_client()


def test_each_route_is_in_the_document_and_nothing_else(
    place: House, document: dict[str, Any]
) -> None:
    told = {(path, method) for path, calls in document["paths"].items() for method in calls}
    assert told == served(place)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = set(re.findall(r"'\$ref': '#/components/schemas/(\w+)'", repr(document)))
    assert references <= document["components"]["schemas"].keys()
    assert "Metadata" in references


def test_each_path_names_its_parameters(document: dict[str, Any]) -> None:
    for path, calls in document["paths"].items():
        for call in calls.values():
            told = [p["name"] for p in call["parameters"] if p["in"] == "path"]
            assert sorted(told) == sorted(re.findall(r"{(\w+)}", path))


def test_what_needs_a_key_says_so(document: dict[str, Any]) -> None:
    for path, calls in document["paths"].items():
        for call in calls.values():
            desk = path.startswith("/api/curation/") and (path, call["summary"]) not in OPEN
            assert bool(call["security"]) == ("{submission}" in path or desk), path


def test_an_autosave_says_that_it_wants_a_revision(document: dict[str, Any]) -> None:
    call = document["paths"]["/api/submissions/{submission}/metadata"]["put"]
    (header,) = (p for p in call["parameters"] if p["in"] == "header")
    assert (header["name"], header["required"]) == ("If-Match", True)


def successes(place: House) -> dict[str, TestResponse]:
    """Each call, done well, with its answer."""
    place.profile = replace(place.profile, open=OpenDoor(domains=("uni.example",)))
    asked = place.http.post("/api/invitations", json={"email": "ada@uni.example"})
    fresh = place.client()
    done = {"post /api/submissions": fresh.open(), "again": fresh.open()}
    client = ready(place)
    kept = client.look()["revision"]
    one = "/api/submissions/{submission}"
    done |= {
        f"get {one}": client.call("GET"),
        f"put {one}/metadata": client.save(client.look()["metadata"], kept),
        f"post {one}/doi": client.act("doi"),
        f"post {one}/link": client.call("POST", "/link", json={"email": "ada@example.org"}),
        f"put {one}/address": client.call("PUT", "/address", json={"email": "ada@example.org"}),
        f"get {one}/address": client.call("GET", "/address"),
        f"delete {one}/address": client.call("DELETE", "/address"),
        f"post {one}/files": client.register(("b.txt", 3)),
    }
    place.fake.tokens[TOKEN] = "7"
    own = place.client()
    assert own.open_own().status_code == 201
    done[f"put {one}/token"] = own.call("PUT", "/token", json={"token": TOKEN})
    file = client.look()["files"][1]["id"]
    done |= {
        f"post {one}/parts": client.tickets(described(file, b"abc")),
        f"get {one}/files/{{file}}/parts": client.listed(file),
        f"post {one}/complete": client.complete(completion(file, b"abc")),
        f"delete {one}/files/{{file}}": client.remove(file),
        f"post {one}/submit": client.act("submit"),
    }
    _stop(place, client)
    done[f"post {one}/retry"] = client.act("retry")
    done[f"post {one}/cancel"] = client.act("cancel")
    done["post /api/invitations"] = asked
    return done | read(place) | desk_calls()


def read(place: House) -> dict[str, TestResponse]:
    http = reading(place)
    return {
        "get /api/vocabularies/{name}": http.get("/api/vocabularies/licences?suggest=cc"),
        "post /api/sign-ins": place.http.post(
            "/api/sign-ins", json={"submission": ID, "repository": "zenodo"}
        ),
        **version_calls(),
        "post /api/imports": http.post("/api/imports", json={"authors": "Ada Lovelace"}),
        "post /api/preview": http.post("/api/preview", json={"values": VALUES}),
        "get /api/records": http.get("/api/records?q=cores"),
    }


def _stop(place: House, client: Client) -> None:
    row = place.submissions.get(client.id)
    place.submissions.replace(row.move(State.NEEDS_ATTENTION, place.clock.now()))


def test_each_call_answers_the_status_that_the_document_tells(document: dict[str, Any]) -> None:
    done = {call: answer.status_code for call, answer in successes(house()).items()}
    told = {
        f"{method} {path}": [int(status) for status in call["responses"] if status < "3"]
        for path, calls in document["paths"].items()
        for method, call in calls.items()
    }
    again = done.pop("again")
    assert told.keys() == done.keys()
    for call, status in done.items():
        assert status in told[call], call
    assert sorted(told.pop("post /api/submissions")) == [again, 201]
    assert all(len(statuses) == 1 for statuses in told.values())


def test_each_answer_has_the_form_that_the_document_tells(document: dict[str, Any]) -> None:
    for call, answer in successes(house()).items():
        method, _, path = call.replace("again", "post /api/submissions").partition(" ")
        told = document["paths"][path][method]["responses"][str(answer.status_code)]
        if "content" not in told:
            assert answer.data == b"", call
            continue
        [media] = told["content"]
        assert answer.mimetype == media
        if media != "application/json":
            continue
        name = told["content"][media]["schema"]["$ref"].rpartition("/")[2]
        [declared] = [getattr(each, name) for each in ANSWERS if hasattr(each, name)][:1]
        declared(unknown=RAISE).load(answer.get_json())


def test_a_deposit_that_was_handed_over_has_that_form_too() -> None:
    crossing = handed_over()
    http = create_app(crossing.parts).test_client()
    crossing.submissions.replace(replace(crossing.found, keys=(hashed("a key"),)))

    answer = http.get(f"/api/submissions/{ID}", headers={"Authorization": "Bearer a key"})

    shown = answers.Deposit(unknown=RAISE).load(answer.get_json())
    assert [row["equal"] for row in shown["reconciliation"]] == [True] * len(FILES)
    assert shown["agreement"]["version"] == crossing.profile.agreement.version


@pytest.mark.parametrize("name", ["OpenSubmission", "NewFiles", "DescribedParts", "CompleteFiles"])
def test_a_body_is_described_by_the_schema_that_checks_it(
    document: dict[str, Any], name: str
) -> None:
    checked = getattr(schemas, name)()
    told = document["components"]["schemas"][name]
    assert told["properties"].keys() == checked.fields.keys()
    assert set(told["required"]) == {n for n, f in checked.fields.items() if f.required}


def test_what_the_document_requires_is_required(place: House, document: dict[str, Any]) -> None:
    client = place.opened()
    told = document["components"]["schemas"]
    for route, name in (("files", "NewFiles"), ("parts", "DescribedParts")):
        problem = refusal(place, lambda r=route: client.call("POST", f"/{r}", json={}), 422)  # type: ignore[misc]
        assert [error["field"] for error in problem["errors"]] == told[name]["required"]


def test_the_limits_that_are_checked_are_told(document: dict[str, Any]) -> None:
    told = document["components"]["schemas"]
    assert told["DescribedParts"]["properties"]["parts"]["maxItems"] == schemas.PART_BATCH
    assert told["NewFiles"]["properties"]["files"]["maxItems"] == schemas.MOST_FILES


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def told_fields(
    document: dict[str, Any], schema: dict[str, Any], declared: tuple[Field, ...]
) -> None:
    assert schema["properties"].keys() == {field.name for field in declared}
    for field in declared:
        if field.parts:
            items = schema["properties"][field.name]["items"]
            told_fields(document, resolved(document, items), field.parts)


def asked_for() -> tuple[Field, ...]:
    return Form(read_profile(EXAMPLE), date.today).fields


def test_the_metadata_holds_every_declared_field(document: dict[str, Any]) -> None:
    told_fields(document, document["components"]["schemas"]["Metadata"], asked_for())


def test_every_problem_has_the_form_that_the_document_tells(
    place: House, document: dict[str, Any]
) -> None:
    told = document["components"]["schemas"]["Problem"]["properties"].keys()
    client = place.opened()
    problem = refusal(place, lambda: client.act("submit"), 422)
    assert problem.keys() == told
