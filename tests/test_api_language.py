"""The API answers in the reader's language: what the request asks for, else the deposit's own."""

import pytest
from flask.testing import FlaskClient

from tests.deposit_client import Client, House, house, ready

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def place() -> House:
    return house()


def problem_of_title(answer: dict[str, object]) -> str:
    problems = answer["problems"]
    assert isinstance(problems, list)
    return next(str(each["message"]) for each in problems if each["field"] == "title")


def test_problems_and_timeline_come_in_the_language_of_the_request(place: House) -> None:
    client = place.opened()
    english = client.look()
    german = client.call("GET", headers=GERMAN).get_json()
    assert english["timeline"][0]["text"] == "Deposit opened"
    assert german["timeline"][0]["text"] == "Einreichung eröffnet"
    assert "ausfüllen" in problem_of_title(german)
    assert "fill" in problem_of_title(english).lower()


def test_what_is_no_sentence_is_the_same_in_every_language(place: House) -> None:
    client = place.opened()
    english = client.look()
    german = client.call("GET", headers=GERMAN).get_json()
    for told in (english, german):
        del told["timeline"], told["problems"]
    assert german == english


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("de", "Einreichung eröffnet"),
        ("de-AT,de;q=0.9,en;q=0.5", "Einreichung eröffnet"),
        ("fr, de;q=0.5, en;q=0.2", "Einreichung eröffnet"),
        ("en-GB, de;q=0.5", "Deposit opened"),
        ("fr", "Deposit opened"),
        ("", "Deposit opened"),
        ("\xff;;q=,,", "Deposit opened"),
    ],
)
def test_the_first_language_that_the_page_has_is_spoken(
    place: House, asked: str, words: str
) -> None:
    client = place.opened()
    answer = client.call("GET", headers={"Accept-Language": asked})
    assert answer.get_json()["timeline"][0]["text"] == words


def opened_in_german(place: House) -> Client:
    client = place.client()
    answer = client.open(language="de")
    assert answer.get_json()["submission"]["timeline"][0]["text"] == "Einreichung eröffnet"
    return client


def test_who_asks_for_no_language_is_answered_in_that_of_the_deposit(place: House) -> None:
    client = opened_in_german(place)
    assert client.look()["timeline"][0]["text"] == "Einreichung eröffnet"
    english = client.call("GET", headers={"Accept-Language": "en"}).get_json()
    assert english["timeline"][0]["text"] == "Deposit opened"


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("GET", "/api/nowhere", "Unter dieser Adresse gibt es nichts."),
        ("GET", "/api/submissions/6f0c7a52-6a43-4c11-9b59-6f3a3a1b7c11", "Dieser Link gilt nicht"),
        ("POST", "/api/submissions", "JSON senden."),
        ("DELETE", "/api/submissions", "Diese Adresse nimmt diese Art von Anfrage nicht an."),
    ],
)
def test_a_problem_is_told_in_german(place: House, method: str, path: str, words: str) -> None:
    http: FlaskClient = place.http
    answer = http.open(path, method=method, headers=GERMAN)
    problem = answer.get_json()
    assert problem["detail"].startswith(words)
    assert problem["title"] == problem["detail"]


def test_a_state_is_told_in_german(place: House) -> None:
    client = ready(place)
    client.act("cancel")
    answer = client.call("POST", "/retry", json={}, headers=GERMAN)
    assert answer.get_json()["detail"].startswith("Es gibt nichts noch einmal zu versuchen.")


def test_what_was_agreed_to_is_kept_in_the_words_that_were_read(place: House) -> None:
    client = ready(place)
    sent = client.call("POST", "/submit", json={}, headers=GERMAN)
    assert sent.status_code == 202
    points = client.look()["agreement"]["points"]
    assert points == list(place.profile.told_in("de").agreement.points)


def test_who_says_nothing_agrees_in_the_language_of_the_deposit(place: House) -> None:
    client = ready(place)
    assert client.act("submit").status_code == 202
    assert client.look()["agreement"]["points"] == list(place.profile.agreement.points)
