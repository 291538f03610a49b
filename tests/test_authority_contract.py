"""What signing in relies on of a repository's authorisation server: the stand-in, a real one.

For the real one: RDM_URL (ends in /api), and of an account there RDM_ACCOUNT and RDM_PASSWORD; of a
confidential client RDM_CLIENT and RDM_CLIENT_SECRET, registered for the address below. Its scopes:
RDM_SCOPES; those of a deposit, which Zenodo has, are not known to every InvenioRDM.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from infra.local.repository import Standin
from tests.standin_targets import standin
from zenferry.accounts.seal import Secret, SecretKind
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session
from zenferry.adapters.invenio_oauth import InvenioOAuth
from zenferry.errors import NeedsAttention, NotNow, Refused
from zenferry.forwarding.pacing import LonePace
from zenferry.profile.settings import ZENODOS_SCOPES

__all__ = ["standin"]

REDIRECT = "https://deposit.example/signed-in/"
NAMES = ("RDM_URL", "RDM_ACCOUNT", "RDM_PASSWORD", "RDM_CLIENT", "RDM_CLIENT_SECRET")


@dataclass(frozen=True)
class Place:
    """A repository; `ask` answers its question as a person does, and gives where that leads."""

    url: str
    client: str
    secret: str
    ask: Callable[[dict[str, str], str], str]
    scopes: str = ZENODOS_SCOPES

    def authority(self, *, client: str = "", secret: str = "") -> InvenioOAuth:
        return InvenioOAuth(
            self.url.removesuffix("/api"),
            client or self.client,
            lambda: secret or self.secret,
            contact="nobody@example.org",
            door=LonePace(time.monotonic),
        )

    def answered(self, confirm: str = "yes", **asked: str) -> dict[str, str]:
        """What the person comes back with."""
        question = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": REDIRECT,
            "scope": self.scopes,
            "state": "a-state",
        }
        where = self.ask(question | asked, confirm)
        assert where.startswith(f"{REDIRECT}?"), where
        return dict(parse_qsl(urlsplit(where).query))

    def takes(self, secret: Secret) -> bool:
        """Whether the records API takes the token."""
        headers = {"Authorization": f"Bearer {secret.access}"}
        answer = requests.get(f"{self.url}/user/records?size=1", headers=headers, timeout=60)
        return answer.status_code == 200


@pytest.fixture(params=["standin", pytest.param("real", marks=pytest.mark.conformance)])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "real":
        yield _real()
    else:
        yield _played(request.getfixturevalue("standin"))


def _played(standin: Standin) -> Place:
    made = standin.oauth.register("the-page", REDIRECT)
    page = f"{standin.page}oauth/authorize"

    def ask(question: dict[str, str], confirm: str) -> str:
        own = {"Origin": standin.page.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        answer = requests.post(
            page,
            params=question,
            data={"account": "1", "confirm": confirm},
            headers=own,
            timeout=10,
            allow_redirects=False,
        )
        return answer.headers.get("Location", "")

    return Place(standin.url, made.id, made.secret, ask)


def _real() -> Place:
    missing = [name for name in NAMES if not os.environ.get(name)]
    if missing:
        pytest.fail(f"the real repository is not given: set {', '.join(missing)}")
    url, account, password, client, secret = (os.environ[name] for name in NAMES)
    person = requests.Session()
    signed = person.post(f"{url}/login", data={"email": account, "password": password}, timeout=60)
    assert signed.ok, signed.text

    def ask(question: dict[str, str], confirm: str) -> str:
        page = f"{url.removesuffix('/api')}/oauth/authorize"
        answer = person.post(
            page, params=question, data={"confirm": confirm}, timeout=60, allow_redirects=False
        )
        return answer.headers.get("Location", "")

    return Place(url, client, secret, ask, os.environ.get("RDM_SCOPES", ZENODOS_SCOPES))


def granted(place: Place) -> Secret:
    return place.authority().exchanged(place.answered()["code"], REDIRECT).secret


def test_a_person_who_allows_it_comes_back_with_a_code_and_the_state(place: Place) -> None:
    answer = place.answered()

    assert answer.keys() == {"code", "state"}
    assert answer["state"] == "a-state"


def test_a_person_who_does_not_comes_back_with_that(place: Place) -> None:
    answer = place.answered("no")

    assert (answer["error"], answer["state"]) == ("access_denied", "a-state")
    assert "code" not in answer


def test_nobody_is_sent_to_an_address_that_is_not_registered(place: Place) -> None:
    question = {
        "response_type": "code",
        "client_id": place.client,
        "redirect_uri": f"{REDIRECT}elsewhere",
        "scope": place.scopes,
        "state": "a-state",
    }
    assert "deposit.example" not in urlsplit(place.ask(question, "yes")).netloc


def test_a_code_becomes_a_pair_of_tokens_and_says_whose_they_are(place: Place) -> None:
    given = place.authority().exchanged(place.answered()["code"], REDIRECT)

    assert given.secret.kind is SecretKind.SIGN_IN
    assert given.secret.access != given.secret.refresh
    assert given.secret.refresh
    assert given.secret.expires
    assert re.fullmatch(r"\d+", given.account)
    assert place.takes(given.secret)


def test_whose_it_is_is_said_alike_by_the_records_api(place: Place) -> None:
    given = place.authority().exchanged(place.answered()["code"], REDIRECT)

    session = Session(place.url, given.secret.access, contact="nobody@example.org")
    assert Invenio(session).account() == given.account


def test_a_code_is_used_once(place: Place) -> None:
    code = place.answered()["code"]
    place.authority().exchanged(code, REDIRECT)

    with pytest.raises(Refused):
        place.authority().exchanged(code, REDIRECT)


def test_a_code_that_nobody_was_given_is_refused(place: Place) -> None:
    for code in ("made-up", "<script>", "\N{SNOWMAN}"):
        with pytest.raises(Refused):
            place.authority().exchanged(code, REDIRECT)


def test_a_code_is_for_the_address_it_was_sent_to(place: Place) -> None:
    code = place.answered()["code"]

    with pytest.raises((Refused, NeedsAttention)):
        place.authority().exchanged(code, "https://evil.example/signed-in/")


def test_who_is_not_the_page_gets_nothing_for_a_code(place: Place) -> None:
    code = place.answered()["code"]

    with pytest.raises(NeedsAttention) as stop:
        place.authority(secret="guessed").exchanged(code, REDIRECT)
    assert stop.value.code == "sign_in_unset"


def test_a_page_that_is_not_registered_gets_nothing(standin: Standin) -> None:
    # The real one answers with a page, which an instance without a built front end can't draw.
    with pytest.raises(NeedsAttention) as stop:
        _played(standin).authority(client="nobody").exchanged("any", REDIRECT)
    assert stop.value.code == "sign_in_unset"


def test_a_refresh_gives_another_pair_and_ends_the_one_before(place: Place) -> None:
    old = granted(place)

    fresh = place.authority().refreshed(old).secret

    assert fresh.access != old.access
    assert (place.takes(old), place.takes(fresh)) == (False, True)
    with pytest.raises(Refused):
        place.authority().refreshed(old)


def test_signing_in_again_ends_the_pair_before(place: Place) -> None:
    """Why one account's deposits share a pair."""
    first, second = granted(place), granted(place)

    assert (place.takes(first), place.takes(second)) == (False, True)
    with pytest.raises(Refused):
        place.authority().refreshed(first)


def test_there_is_no_call_to_revoke_a_token_with(place: Place) -> None:
    """Why the last refresh is thrown away instead."""
    given = granted(place)
    form = {"token": given.access, "client_id": place.client, "client_secret": place.secret}

    # An instance without a built front end can't even draw the page that says so.
    with suppress(requests.ConnectionError):
        there = place.url.removesuffix("/api")
        assert requests.post(f"{there}/oauth/revoke", data=form, timeout=60).status_code == 404

    assert place.takes(given)


def test_what_the_server_says_is_never_quoted(place: Place) -> None:
    shown = "a-token-that-was-shown-0123456789"
    with pytest.raises(Refused) as refused:
        place.authority().refreshed(Secret(SecretKind.SIGN_IN, "x", shown))
    assert shown not in repr(refused.value) + str(refused.value.__cause__)


@pytest.mark.parametrize(
    "kind", ["unavailable", "server_error", "bad_gateway", "reset", "garbage", "reset_after"]
)
def test_a_bad_answer_is_no_refusal(standin: Standin, kind: str) -> None:
    place = _played(standin)
    old = granted(place)
    standin.fault(kind, path="/oauth/token")

    with pytest.raises(NotNow) as later:
        place.authority().refreshed(old)
    assert old.refresh not in repr(later.value.__cause__)


def test_a_lost_answer_of_a_refresh_has_ended_the_pair(standin: Standin) -> None:
    place = _played(standin)
    old = granted(place)
    standin.fault("reset_after", path="/oauth/token")
    with pytest.raises(NotNow):
        place.authority().refreshed(old)

    with pytest.raises(Refused):
        place.authority().refreshed(old)


def test_a_token_that_has_run_out_is_not_taken_and_can_be_refreshed(standin: Standin) -> None:
    place = _played(standin)
    old = granted(place)
    standin.oauth.expire_tokens()

    assert not place.takes(old)
    assert place.takes(place.authority().refreshed(old).secret)


def test_a_code_waits_for_a_minute_and_no_longer(standin: Standin) -> None:
    place = _played(standin)
    code = place.answered()["code"]
    standin.oauth.expire_codes()

    with pytest.raises(Refused):
        place.authority().exchanged(code, REDIRECT)
