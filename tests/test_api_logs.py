"""What is said and logged when something is wrong with a request, or behind the API."""

import logging

import pytest
from botocore.exceptions import ClientError

from tests.deposit_client import NONCE, SECRET, VALUES, House, house, ready
from tests.fakes import FakeSubmissions
from zenferry.errors import NotNow
from zenferry.submission import Submission


@pytest.fixture
def place() -> House:
    return house()


def test_neither_logs_nor_errors_hold_a_secret(
    place: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = ready(place)
    errors = [
        client.open(nonce="another-nonce-of-22-characters"),
        client.open(invitation="a-wrong-invitation-secret"),
        client.save([], revision=1),
        client.save({}, revision=0),
        client.register(("../x", 1)),
        client.act("retry"),
        client.call("PATCH"),
        client.http.post("/api/submissions", data=f'{{"invitation": "{SECRET}", "nonce": '),
    ]
    client.act("submit")
    said = caplog.text + "".join(error.text for error in errors)
    assert all(error.status_code >= 400 for error in errors)
    for secret in (
        client.key,
        SECRET,
        NONCE,
        "another-nonce",
        "a-wrong-invitation",
        VALUES["title"],
    ):
        assert secret not in said


class _Silent(FakeSubmissions):
    """A table that is overloaded."""

    def get(self, submission: str) -> Submission:
        said = f"All of {submission}"
        error = ClientError({"Error": {"Code": "Throttling", "Message": said}}, "Query")
        raise NotNow("storage_unavailable") from error


def test_a_table_that_does_not_answer_is_told_to_both_sides(
    place: House, caplog: pytest.LogCaptureFixture
) -> None:
    vars(place)["submissions"] = _Silent(place.invitations)
    client = place.client()
    client.key = "a-key-that-nobody-sees"
    answer = client.call("GET")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.get_json()["code"] == "storage_unavailable"
    assert "storage_unavailable, ClientError Throttling" in caplog.text
    assert client.key not in caplog.text
