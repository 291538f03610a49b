"""A request that is wrong is refused clearly, and nothing is changed by it."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.deposit_client import (
    NONCE,
    SECRET,
    VALUES,
    Call,
    House,
    completion,
    described,
    fields,
    house,
    ready,
    refusal,
    sent_raw,
)

GOOD = described("f", b"abc")


@pytest.fixture
def place() -> House:
    return house()


CALLS: dict[str, tuple[str, str, Any]] = {
    "look": ("GET", "", None),
    "save": ("PUT", "/metadata", VALUES),
    "doi": ("POST", "/doi", {}),
    "register": ("POST", "/files", {"files": [{"path": "a", "size": 1, "type": ""}]}),
    "parts": ("POST", "/parts", {"parts": [GOOD]}),
    "list": ("GET", "/files/f/parts", None),
    "complete": ("POST", "/complete", {"files": [completion("f", b"abc")]}),
    "remove": ("DELETE", "/files/f", None),
    "submit": ("POST", "/submit", {}),
    "retry": ("POST", "/retry", {}),
    "cancel": ("POST", "/cancel", {}),
}
HEADERS = {
    "nothing": {},
    "empty": {"Authorization": ""},
    "no key": {"Authorization": "Bearer "},
    "wrong key": {"Authorization": "Bearer wrong-key-that-nobody-was-given"},
    "odd key": {"Authorization": "Bearer \xe4\xff"},
    "long key": {"Authorization": "Bearer " + "k" * 100_000},
    "basic": {"Authorization": "Basic a2V5OmtleQ=="},
    "the invitation": {"Authorization": f"Bearer {SECRET}"},
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_without_its_own_key_a_deposit_answers_as_if_there_were_none(
    place: House, call: tuple[str, str, Any]
) -> None:
    method, path, body = call
    client, other = place.opened(), place.opened()
    headers = {**HEADERS, "another's": {"Authorization": f"Bearer {other.key}"}}

    def asked(address: str, given: dict[str, str]) -> Call:
        return lambda: place.http.open(
            f"/api/submissions/{address}{path}",
            method=method,
            headers={"If-Match": '"0"', **given},
            json=body,
        )

    problems = [
        refusal(place, asked(address, given), 401)
        for address in (client.id, str(uuid.uuid4()))
        for given in headers.values()
    ]
    assert all(problem == problems[0] for problem in problems)


def _deep(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


BAD_BODIES: dict[str, tuple[bytes, int]] = {
    "empty": (b"", 400),
    "half": (b'{"title": "x', 400),
    "list": (b"[]", 400),
    "text": (b'"x"', 400),
    "null": (b"null", 400),
    "number": (b"1", 400),
    "NaN": (b'{"a": NaN}', 400),
    "Infinity": (b'{"a": -Infinity}', 400),
    "an infinite number": (b'{"a": 1e999}', 400),
    "endless digits": (b'{"a": ' + b"1" * 5000 + b"}", 400),
    "lone surrogate": (b'{"a": "\\ud800"}', 400),
    "lone surrogate as a name": (b'{"\\udfff": 1}', 400),
    "no UTF-8": (b'{"a": "\xff\xfe"}', 400),
    "10,000 deep": (_deep(10_000), 400),
    "10,000 lists deep": (b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}", 400),
    "form": (b"a=1&b=2", 400),
}


@pytest.mark.parametrize(("body", "status"), BAD_BODIES.values(), ids=BAD_BODIES.keys())
@pytest.mark.parametrize("route", ["", "/metadata", "/files", "/parts", "/complete"])
def test_a_body_that_is_no_json_object_is_refused(
    place: House, route: str, body: bytes, status: int
) -> None:
    client = place.opened()
    problem = refusal(place, lambda: sent_raw(client, route, body), status)
    assert problem["code"] in {"no_json", "not_object", "too_deep"}


@pytest.mark.parametrize("depth", [20, 100, 500, *range(950, 1000, 3)])
def test_a_body_that_is_nested_too_deeply_to_be_shown_again_is_refused(
    place: House, depth: int
) -> None:
    client = place.opened()
    refusal(place, lambda: sent_raw(client, "/metadata", _deep(depth)), 400)


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "multipart/form-data; boundary=x", "application/jsonp"]
)
@pytest.mark.parametrize("route", ["", "/metadata", "/files", "/parts", "/complete"])
def test_a_body_of_another_type_is_refused(place: House, route: str, content_type: str) -> None:
    client = place.opened()
    refusal(place, lambda: sent_raw(client, route, b"{}", content_type), 415)


@pytest.mark.parametrize("route", ["", "/metadata", "/files", "/parts", "/complete"])
def test_a_body_of_5_mb_is_refused(place: House, route: str) -> None:
    client = place.opened()
    body = json.dumps({"description": "x" * 5_000_000}).encode()
    refusal(place, lambda: sent_raw(client, route, body), 413)


@pytest.mark.parametrize(
    "values",
    [
        {"description": "x" * 170_001},
        {"description": "ä" * 90_000},
        {"n": [10**15 * 1.0] * 30_000},
    ],
    ids=["text", "bytes", "numbers that grow"],
)
def test_metadata_over_170_kb_is_refused(place: House, values: object) -> None:
    client = place.opened()
    body = json.dumps(values, ensure_ascii=False).replace("1000000000000000.0", "1e15").encode()
    refusal(place, lambda: sent_raw(client, "/metadata", body), 413)


@pytest.mark.parametrize(
    "header", [None, "", '""', "*", "0x1", "-1", '"-1"', "1.0", "9" * 40, '"ä"', '"0", "1"', "²"]
)
def test_an_if_match_that_names_no_revision_is_refused(place: House, header: str | None) -> None:
    client = place.opened()
    headers = (
        {} if header is None else {"If-Match": header.encode("latin-1", "ignore").decode("latin-1")}
    )
    refusal(place, lambda: client.call("PUT", "/metadata", json={}, headers=headers), 428)


def test_an_if_match_of_another_revision_is_stale(place: House) -> None:
    client = place.opened()
    client.save({"title": "first"})
    for revision in (0, 2, 999_999_999):
        problem = refusal(place, lambda r=revision: client.save({}, r), 412)  # type: ignore[misc]
        assert problem["revision"] == 1


def test_opening_an_id_that_somebody_else_opened_is_refused(place: House) -> None:
    place.invite("another-good-invitation")
    client = place.opened()
    refusal(place, lambda: client.open(nonce="another-nonce-of-22-characters"), 409)
    refusal(place, lambda: client.open(invitation="another-good-invitation"), 409)


def test_a_deposit_that_was_begun_is_not_opened_again(place: House) -> None:
    client = place.opened()
    client.save({"title": "mine"})
    refusal(place, client.open, 409)


def test_an_id_is_opened_again_a_few_times_only(place: House) -> None:
    client = place.opened()
    for _ in range(4):
        assert client.open().status_code == 200
    refusal(place, client.open, 409)


def test_an_invitation_that_is_unknown_ended_or_used_up_opens_nothing(place: House) -> None:
    place.invite("an-invitation-for-one", deposits=1)
    place.invite("an-invitation-of-yesterday", expires=place.clock.now() - timedelta(days=1))
    place.opened("an-invitation-for-one")
    stranger = place.client()
    for secret, code in {
        "an-invitation-for-one": "invitation_used_up",
        "an-invitation-of-yesterday": "invitation",
        "an-invitation-nobody-made": "invitation",
    }.items():
        problem = refusal(place, lambda s=secret: stranger.open(s), 403)  # type: ignore[misc]
        assert problem["code"] == code


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x"},
        {"id": 1},
        {"id": None},
        {"id": "../../x"},
        {"invitation": "short"},
        {"invitation": "x" * 201},
        {"invitation": ["x"]},
        {"nonce": "short"},
        {"nonce": None},
        {"language": "english"},
        {"language": "en\n"},
        {"unknown": 1},
    ],
    ids=str,
)
def test_an_opening_that_breaks_rules_is_refused_at_its_field(
    place: House, change: dict[str, Any]
) -> None:
    body = {"id": str(uuid.uuid4()), "invitation": SECRET, "nonce": NONCE, **change}
    problem = refusal(place, lambda: place.http.post("/api/submissions", json=body), 422)
    assert fields(problem) == list(change)


def test_what_is_on_its_way_takes_no_changes(place: House) -> None:
    client = ready(place)
    file = client.look()["files"][0]["id"]
    client.act("submit")
    for call in (
        lambda: client.save(VALUES, 1),
        lambda: client.register(("more.txt", 1)),
        lambda: client.tickets(described(file, b"depth,size\n1,2\n")),
        lambda: client.complete(completion(file, b"depth,size\n1,2\n")),
        lambda: client.remove(file),
        lambda: client.act("doi"),
    ):
        refusal(place, call, 409)


def test_there_is_nothing_to_retry_before_anything_was_sent(place: House) -> None:
    client = place.opened()
    assert refusal(place, lambda: client.act("retry"), 409)["code"] == "cannot_retry"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/api/submissions/../../etc/passwd", 404),
        ("GET", "/api/submissions/not-an-id", 404),
        ("GET", "/api/submissions/%00", 404),
        ("GET", "/api/submissions/%ff%fe", 404),
        ("GET", "/api/submissions", 405),
        ("DELETE", "/api/openapi.json", 405),
        ("BREW", "/api/submissions", 405),
    ],
)
def test_an_address_or_method_that_is_not_served_is_a_problem_too(
    place: House, method: str, address: str, status: int
) -> None:
    refusal(place, lambda: place.http.open(address, method=method), status)


@pytest.mark.parametrize(
    "text", ["<![x", "<p>see <![x below</p>", "&#" + "9" * 5000 + ";", "<!" * 20_000, "<![CDATA["]
)
@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_a_description_of_broken_markup_is_kept_and_judged(
    place: House, kind: str, text: str
) -> None:
    client = place.opened()
    saved = client.save({**VALUES, "description": {"format": kind, "text": text}})
    assert saved.status_code == 200, saved.text
    wrong = [problem["field"] for problem in client.look()["problems"]]
    if kind == "html" and text.startswith("<!"):
        assert "description" in wrong
