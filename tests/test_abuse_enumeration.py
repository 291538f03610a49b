"""Who tries ids, keys and addresses learns nothing: by the answer, or by the work it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from tests.api_client import Client
from tests.boundary import Boundary
from tests.curated import At
from tests.deposit_client import ready
from tests.house import House
from tests.one_api import OneApi
from zenferry.api.call import Call
from zenferry.api.calls import CALLS
from zenferry.api.curation.app import create_desk_app

OF_A_DEPOSIT = [c for c in CALLS if c.path.startswith("/api/submissions/{submission}")]
# Leaving the desk is answered alike to everybody, those who were never there too.
AT_THE_DESK = [
    c
    for c in CALLS
    if c.path.startswith("/api/curation") and c.needs_key and c.summary != "Leave the desk."
]


def named(call: Call) -> str:
    return f"{call.method} {call.path}"


def said(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, sorted(answer.headers.to_wsgi_list()), answer.data


class Counted(House):
    """What keeps invitations is counted, too."""

    def made(self, boundary: Boundary) -> dict[str, Any]:
        return super().made(boundary) | {"invitations": boundary.around(self.invitations)}


def asked(place: House, call: Call, submission: str, key: str, file: str) -> TestResponse:
    path = call.path.replace("{submission}", submission).replace("{file}", file)
    headers = {"Authorization": f"Bearer {key}", "If-Match": '"1"'}
    return place.http.open(path, method=call.method.upper(), headers=headers, json={})


@pytest.mark.parametrize("call", OF_A_DEPOSIT, ids=named)
def test_whoever_has_no_key_learns_of_no_deposit_and_of_no_file(call: Call) -> None:
    place = Counted()
    place.invite()
    theirs, mine, ended = ready(place), ready(place), ready(place)
    ended.act("cancel")
    [file] = [each["id"] for each in theirs.look()["files"]]
    before = place.kept()
    tries = (
        (str(uuid4()), mine.key, file),
        (theirs.id, mine.key, file),
        (theirs.id, mine.key, "nobodys"),
        (theirs.id, "x" * 43, file),
        (ended.id, mine.key, file),
    )
    answers, work = [], []
    for submission, key, wanted in tries:
        place.boundary.calls.clear()
        answers.append(said(asked(place, call, submission, key, wanted)))
        work.append(tuple(place.boundary.calls))
    assert answers[0][0] == 401
    assert len({repr(answer) for answer in answers}) == 1
    assert len(set(work)) == 1
    assert place.kept() == before


def _expired(place: House) -> str:
    place.invite("expired-some-time-ago", expires=place.clock.now())
    return "expired-some-time-ago"


def _revoked(place: House) -> str:
    place.invite("revoked-some-time-ago", revoked=place.clock.now())
    return "revoked-some-time-ago"


@pytest.mark.parametrize("known", [_expired, _revoked])
def test_an_invitation_that_has_ended_is_as_unknown_as_any(known: Callable[[House], str]) -> None:
    place = Counted()
    work, answers = [], []
    for secret in (known(place), "never-was-an-invitation"):
        place.boundary.calls.clear()
        answers.append(said(Client(place.http).open(secret)))
        work.append(tuple(place.boundary.calls))
    assert repr(answers[0]) == repr(answers[1])
    assert work[0] == work[1]


@pytest.mark.parametrize("call", AT_THE_DESK, ids=named)
def test_who_is_no_curator_learns_of_nothing_at_the_desk(call: Call) -> None:
    place, boundary = OneApi(), Boundary()
    client = place.deposit("waiting")
    known = place.places(client)
    there = {name: str(known[name]()) for name in re.findall(r"{(\w+)}", call.path)}
    nowhere = {name: str(uuid4()) for name in there}
    http = create_desk_app(place.desk_within(boundary)).test_client()
    before, logged = place.kept(), len(place.submissions.log.entries)
    answers, work = [], []
    for places in (there, nowhere):
        # A depositor's own key is none here.
        for key in (client.key, "x" * 43):
            boundary.calls.clear()
            headers = {"Authorization": f"Bearer {key}"}
            path = call.path.format(**places)
            answer = http.open(path, method=call.method.upper(), headers=headers, json={})
            answers.append(said(answer))
            work.append(tuple(boundary.calls))
    assert answers[0][0] == 401
    assert len({repr(answer) for answer in answers}) == 1
    assert set(work) == {work[0]}
    assert (place.kept(), len(place.submissions.log.entries)) == (before, logged)


def test_a_wish_about_any_record_is_taken_alike() -> None:
    place = OneApi()
    records = (place.record.id, "99999999", "withdrawn1")
    answers, work = [], []
    for record in records:
        place.boundary.calls.clear()
        answers.append(said(place.ask(record=f"{place.address}{record}")))
        work.append(tuple(place.boundary.calls))
    assert len({repr(answer) for answer in answers}) == 1
    assert len(set(work)) == 1


def test_ids_and_secrets_that_are_given_out_cannot_be_guessed_from_each_other() -> None:
    place = OneApi()
    at = At(place, place.session())
    given = [place.link() for _ in range(4)]
    given += [
        at.call("POST", "invitations", json={"note": ""}).get_json()["link"].partition("=")[2]
        for _ in range(4)
    ]
    given += [place.opened().key for _ in range(4)]
    for secret in given:
        assert re.fullmatch(r"[\w-]{32,}", secret), "less than 192 bits"
    assert len({secret[:8] for secret in given}) == len(given)
