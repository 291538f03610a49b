"""Addresses that would write a mail's headers, or send it to more than one: no door takes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.one_api import OneApi

HOSTILE = (
    "ada@uni.example\r\nBcc: evil@evil.example",
    "ada@uni.example\nSubject: won",
    "ada@uni.example, evil@evil.example",
    "ada@uni.example; evil@evil.example",
    "ada@uni.example evil@evil.example",
    "<evil@evil.example>ada@uni.example",
    "Ada <ada@uni.example>",
    '"a\r\nBcc: evil@evil.example"@uni.example',
    "ada@uni.example\x00@evil.example",
    "ada@uni.example\u2028evil@evil.example",
    "ada@evil.example@uni.example",
    "ada@[127.0.0.1]",
    "ada@uni.example?bcc=evil@evil.example",
    "%0d%0aBcc:evil@evil.example",
    "\u202eada@uni.example",
    "(evil@evil.example)ada@uni.example",
)
Door = Callable[[OneApi, str], TestResponse]


def _link(place: OneApi, address: str) -> TestResponse:
    return place.deposit("open").call("POST", "/link", json={"email": address})


def _address(place: OneApi, address: str) -> TestResponse:
    return place.deposit("open").call("PUT", "/address", json={"email": address})


def _open_mode(place: OneApi, address: str) -> TestResponse:
    return place.http.post("/api/invitations", json={"email": address})


def _wish(place: OneApi, address: str) -> TestResponse:
    return place.ask(email=address)


def _desk_link(place: OneApi, address: str) -> TestResponse:
    return place.desk.post("/api/curation/links", json={"email": address})


def _invitation(place: OneApi, address: str) -> TestResponse:
    return place.signed_in().call("POST", "invitations", json={"note": "", "email": address})


def _list(place: OneApi, address: str) -> TestResponse:
    quoted = address.replace('"', '""')
    return place.signed_in().call("POST", "invitations/csv", json={"csv": f'email\n"{quoted}"\n'})


def _transfer(place: OneApi, address: str) -> TestResponse:
    return place.signed_in().act(place.deposit("open").id, "transfer", email=address)


DOORS: tuple[Door, ...] = (
    _link,
    _address,
    _open_mode,
    _wish,
    _desk_link,
    _invitation,
    _list,
    _transfer,
)


@pytest.fixture(scope="module")
def place() -> OneApi:
    made = OneApi()
    made.deposit("open")
    return made


@pytest.mark.parametrize("address", HOSTILE, ids=ascii)
@pytest.mark.parametrize("door", DOORS)
def test_no_door_takes_it(place: OneApi, door: Door, address: str) -> None:
    place.signed_in()
    answer = door(place, address)
    assert answer.status_code == 422, answer.text
    assert place.addresses.rows == {}
    assert all(letter.to == "ada@tidal-flats.example" for letter in place.mailer.sent)
