"""Pages of others have no browser act here, read nothing, and lead nobody away."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.house import PAGE
from tests.one_api import OneApi
from zenferry.api.call import Call
from zenferry.api.calls import CALLS

EVIL = "https://evil.example"
CHANGING = [call for call in CALLS if call.method != "get"]
# What a form of another page can send without being asked whether it may.
FORMS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "")
HEADERS = {
    "Origin": EVIL,
    "Referer": f"{EVIL}/",
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "ftp",
    "X-Forwarded-Prefix": "//evil.example",
    "Forwarded": "host=evil.example",
    "X-Original-URL": "//evil.example/",
}


def named(call: Call) -> str:
    return f"{call.method} {call.path}"


@pytest.fixture(scope="module")
def place() -> OneApi:
    return OneApi()


def body_of(place: OneApi, call: Call) -> dict[str, Any]:
    """A good one, as far as the names of its fields say."""
    known = place.known(place.deposit("filled"))
    wanted = {
        "OpenSubmission": ("id", "invitation", "nonce"),
        "NewSignIn": ("repository",),
        "AskedVersion": ("id", "record"),
        "LinkUsed": ("secret",),
        "NewInvitations": ("csv",),
        "Approved": ("stamp",),
    }.get(call.body or "", ("email",))
    body = {name: known[name]() for name in wanted}
    if call.body == "NewSignIn":
        body["submission"] = place.deposit("filled").id
    return body | ({"kind": "version"} if call.body == "AskedVersion" else {})


def sent(place: OneApi, call: Call, **given: Any) -> TestResponse:
    app = place.desk if call.path.startswith("/api/curation") else place.http
    if re.match("/api/(imports|preview)", call.path):
        app = place.reading.test_client()
    known = place.places(place.deposit("filled"))
    path = re.sub(r"{(\w+)}", lambda name: str(known[name[1]]()), call.path)
    return app.open(path, method=call.method.upper(), **given)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("call", CHANGING, ids=named)
def test_a_form_of_another_page_changes_nothing(place: OneApi, call: Call, form: str) -> None:
    client = place.deposit("filled")
    text = json.dumps(body_of(place, call))
    cookies = f"Authorization=Bearer {client.key}; session={client.key}; key={client.key}"
    session = place.session()
    before, mails = place.kept(), len(place.mailer.sent)
    headers = {"Origin": EVIL, "Cookie": f"{cookies}; curator={session}"}
    answer = sent(place, call, data=text, content_type=form or None, headers=headers)
    assert answer.status_code in {401, 415}, answer.text
    assert (place.kept(), len(place.mailer.sent)) == (before, mails)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("call", [call for call in CHANGING if call.body], ids=named)
def test_not_even_with_a_key_is_anything_but_json_read(
    place: OneApi, call: Call, form: str
) -> None:
    desk = call.path.startswith("/api/curation")
    key = place.session() if desk else place.deposit("filled").key
    text = json.dumps(body_of(place, call))
    before = place.kept()
    headers = {"Authorization": f"Bearer {key}", "If-Match": '"1"'}
    answer = sent(place, call, data=text, content_type=form or None, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (415, "not_json")
    assert place.kept() == before


@pytest.mark.parametrize("call", CALLS, ids=named)
def test_no_page_of_others_is_let_in_or_told_anything(place: OneApi, call: Call) -> None:
    asked = {
        "Origin": EVIL,
        "Access-Control-Request-Method": call.method.upper(),
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    preflight = sent(place, Call(**{**vars(call), "method": "options"}), headers=asked)
    for answer in (preflight, sent(place, call, headers={"Origin": EVIL})):
        found = {name.lower() for name, _ in answer.headers}
        assert not {name for name in found if name.startswith("access-control-")}
        assert not found & {"set-cookie", "location"}


@pytest.mark.parametrize("call", [call for call in CALLS if call.method == "get"], ids=named)
def test_looking_changes_nothing(place: OneApi, call: Call) -> None:
    desk = call.path.startswith("/api/curation")
    key = place.session() if desk else place.deposit("filled").key
    place.deposit("waiting")
    sent(place, call, headers={"Authorization": f"Bearer {key}"})
    before = place.kept()
    sent(place, call, headers={"Authorization": f"Bearer {key}"})
    assert place.kept() == before


def links_in(place: OneApi, answers: list[TestResponse]) -> set[str]:
    """Of mails and answers."""
    mails = [f"{letter.text} {letter.html}" for letter in place.mailer.sent]
    texts = [*mails, *(answer.text for answer in answers)]
    return {link for text in texts for link in re.findall(r"\w+://[^\s\"'<>\\]+", text)}


def test_whatever_a_request_says_of_where_it_came_to_no_link_leads_there() -> None:
    place = OneApi()
    client = place.deposit("filled")
    known, answers = place.known(client), []
    for call in CALLS:
        if call.path.endswith("/cancel"):
            continue
        desk = call.path.startswith("/api/curation")
        key = place.session() if desk else client.key
        body = body_of(place, call) if call.body != "Returned" else {"words": "Mend it."}
        headers = {**HEADERS, "Authorization": f"Bearer {key}"}
        told = {"json": body} if call.body else {}
        answers.append(sent(place, call, headers=headers, **told))
    assert known
    found = links_in(place, answers)
    assert any(link.startswith(PAGE) for link in found)
    assert "evil.example" not in repr(found)
    named = (
        "https://orcid.org/",
        "https://creativecommons.org/",
        "https://doi.org/",
        "https://example.org/101",
    )
    own = (PAGE, "https://zenodo.org/", "fake://", *named)
    assert [link for link in found if not link.startswith(own)] == []


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/api/records",
        "/api//records",
        "//api/submissions",
        "/api/curation//submissions",
        "/api/records/",
        "/api/curation/submissions/",
        "/%2F%2Fevil.example",
        "/api/../..//evil.example",
        "/api/submissions/%0d%0aLocation:%20https://evil.example",
        "/\\evil.example/",
    ],
)
def test_no_address_sends_anybody_elsewhere(place: OneApi, path: str) -> None:
    for app in (place.http, place.desk, place.reading.test_client()):
        for method in ("GET", "POST"):
            # As it comes, whatever a client would make of it.
            raw = {"PATH_INFO": path}
            answer = app.open("/", method=method, headers=HEADERS, environ_overrides=raw)
            assert answer.status_code in {401, 404, 405, 415}, answer.text
            assert "Location" not in answer.headers
            assert "evil.example" not in answer.text


ELSEWHERE = (
    "https://evil.example/records/{id}",
    "https://zenodo.org.evil.example/records/{id}",
    "https://zenodo.org@evil.example/records/{id}",
    "https://evil.example/https://zenodo.org/records/{id}",
    "javascript:alert(1)//zenodo.org/records/{id}",
    "//evil.example/records/{id}",
    "https://zenodo.org/records/{id}/../../login?next=//evil.example",
    "https://zenodo.org/records/{id}?x=https://evil.example",
    "https://zenodo.org/records/{id}\r\nhttps://evil.example",
    "https://zenodo.org\\@evil.example/records/{id}",
)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_link_of_a_record_leads_to_a_record_or_nowhere(address: str) -> None:
    place = OneApi()
    answer = place.ask(record=address.format(id=place.record.id))
    shown = [wish["record"] for wish in place.waiting(place.signed_in())]
    assert answer.status_code in {202, 422}
    assert all(re.fullmatch(r"https://zenodo\.org/records/\w+", record) for record in shown)
