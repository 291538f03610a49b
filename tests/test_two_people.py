"""Two people, or two windows, with one deposit; a hundred with one invitation: no harm is done."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api_client import Client, completion, described
from tests.deposit_client import VALUES, sent
from tests.house import House, house
from tests.served_house import served_house
from zenferry.errors import Conflict, Invalid
from zenferry.uploads.staging import LEAST_PART, Part, Ticket, staging_key
from zenferry.uploads.upload import WantedPart

SECRET = "an-invitation-that-is-nearly-used-up"
A, B = b"a" * LEAST_PART, b"the rest"


@pytest.fixture
def place() -> House:
    return house()


def all_at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """What came of each, in their order."""
    waiting = list(acts)
    gate = threading.Barrier(len(waiting))
    done: dict[int, Any] = {}

    def run(number: int, act: Callable[[], Any]) -> None:
        gate.wait()
        done[number] = act()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(waiting)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [done[number] for number in range(len(waiting))]


def other(place: House, client: Client) -> Client:
    """Somebody else with the same link."""
    http: FlaskClient = place.http.application.test_client()
    second = Client(http)
    second.id, second.key = client.id, client.key
    return second


def used(place: House) -> tuple[int, int]:
    rows = place.invitations.rows.values()
    return sum(row.used_files for row in rows), sum(row.used_bytes for row in rows)


@pytest.mark.parametrize("cap", [{"bytes": 370}, {"files": 37}])
def test_of_a_hundred_at_once_as_many_win_as_there_is_room_for(
    place: House, cap: dict[str, int]
) -> None:
    place.invite(SECRET, **cap)
    clients = [place.opened(SECRET) for _ in range(100)]
    own = [other(place, client) for client in clients]

    answers = all_at_once(partial(c.register, ("a.bin", 10)) for c in own)

    assert Counter(answer.status_code for answer in answers) == {201: 37, 403: 63}
    assert used(place) == (37, 370)
    # Nobody who was refused has anything to send; who gives room back gives it to somebody.
    assert sum(len(client.look()["files"]) for client in clients) == 37
    winner, loser = (answers.index(one(answers, status)) for status in (201, 403))
    file = answers[winner].get_json()["files"][0]["id"]
    assert clients[winner].remove(file).status_code == 204
    assert clients[loser].register(("a.bin", 10)).status_code == 201
    assert used(place) == (37, 370)


def one(answers: list[TestResponse], status: int) -> TestResponse:
    return next(answer for answer in answers if answer.status_code == status)


def test_two_that_send_the_parts_of_one_file_complete_it_together(place: House) -> None:
    first = place.opened()
    second = other(place, first)
    registered = all_at_once([lambda: first.register(("big.bin", len(A + B)))] * 2)
    [file] = {answer.get_json()["files"][0]["id"] for answer in registered}
    tickets = all_at_once(
        [
            lambda: first.tickets(described(file, A, 1)),
            lambda: second.tickets(described(file, B, 2)),
        ]
    )
    sent(place, tickets[0], [A])
    sent(place, tickets[1], [B])

    done = all_at_once([lambda: first.complete(completion(file, A, B))] * 3)

    assert {answer.status_code for answer in done} == {200}
    again = second.complete(completion(file, A, B)).get_json()
    assert again == {"files": [{"file": file, "state": "staged"}]}
    assert place.staging.objects == {staging_key(first.id, file): A + B}
    assert place.staging.uploads == {}
    assert used(place) == (1, len(A + B))


def test_what_one_has_completed_the_other_s_late_parts_do_not_change(place: House) -> None:
    first = place.opened()
    second = other(place, first)
    file = str(first.registered("a.txt", 3)["id"])
    late = second.tickets(described(file, b"xyz")).get_json()["parts"][0]
    sent(place, first.tickets(described(file, b"abc")), [b"abc"])
    assert first.complete(completion(file, b"abc")).status_code == 200

    assert second.tickets(described(file, b"xyz")).status_code == 422
    refused = second.complete(completion(file, b"xyz"))
    assert refused.status_code == 422
    assert late["url"] not in str(place.staging.uploads)
    assert list(place.staging.objects.values()) == [b"abc"]


@pytest.mark.parametrize("act", ["remove", "cancel"])
def test_no_ticket_is_given_for_what_was_removed_or_withdrawn_at_that_moment(
    place: House, act: str
) -> None:
    first = place.opened()
    file = str(first.registered("a.txt", 3)["id"])
    before = place.submissions.get(first.id)
    if act == "remove":
        assert first.remove(file).status_code == 204
    else:
        assert first.act("cancel").status_code == 202
        place.run()
    wanted = [WantedPart(file, Part(1, 3, described(file, b"abc")["sha256"]))]

    with pytest.raises((Invalid, Conflict)):
        place.parts.uploads.tickets(before, wanted)

    assert place.staging.uploads == {}
    assert place.submissions.get(first.id).transfers == {}


class Person:
    """Does one thing after the other, as two people do who do not see each other."""

    def __init__(self, client: Client, place: House, rolls: random.Random) -> None:
        self._client, self._place, self._rolls = client, place, rolls
        self.answers: list[TestResponse] = []

    def live(self, steps: int) -> None:
        acts = (self._register, self._send, self._send, self._complete, self._remove)
        for _ in range(steps):
            self._rolls.choice(acts)()

    def _known(self) -> str:
        files = self._client.look()["files"]
        return str(self._rolls.choice(files)["id"]) if files else "none"

    def _register(self) -> None:
        names = self._rolls.sample(["a", "b", "c"], 2)
        self.answers.append(self._client.register(*((name, 3) for name in names)))

    def _send(self) -> None:
        answer = self._client.tickets(described(self._known(), b"abc"))
        self.answers.append(answer)
        if answer.status_code == 200:
            [part] = answer.get_json()["parts"]
            # Whether it is taken or its upload has ended meanwhile is for the store to say.
            self._place.staging.send(ticket_of(part), b"abc")

    def _complete(self) -> None:
        self.answers.append(self._client.complete(completion(self._known(), b"abc")))

    def _remove(self) -> None:
        self.answers.append(self._client.remove(self._known()))


def ticket_of(part: dict[str, Any]) -> Ticket:
    return Ticket(part["method"], part["url"], part["headers"])


@pytest.mark.parametrize("seed", range(12))
def test_whatever_two_do_at_once_no_room_is_lost_and_no_byte_is_wrong(
    place: House, seed: int
) -> None:
    client = place.opened()
    people = [Person(other(place, client), place, random.Random(2 * seed + n)) for n in range(2)]

    all_at_once(partial(person.live, 12) for person in people)

    codes = Counter(answer.status_code for person in people for answer in person.answers)
    assert set(codes) <= {200, 201, 204, 404, 409, 422, 503}, codes
    files = client.look()["files"]
    assert len({file["path"] for file in files}) == len(files)
    assert used(place) == (len(files), 3 * len(files))
    whole(place, client)


def whole(place: House, client: Client) -> None:
    """Whatever state it was left in, one of them can finish it, and send it."""
    client.save(VALUES)
    client.register(("a", 3))
    for file in client.look()["files"]:
        state = file["state"]
        for _ in range(3):
            if state == "staged":
                break
            sent(place, client.tickets(described(file["id"], b"abc")), [b"abc"])
            [done] = client.complete(completion(file["id"], b"abc")).get_json()["files"]
            state = done["state"]
        assert state == "staged"
    assert client.act("submit").status_code == 202
    for file in client.look()["files"]:
        assert place.staging.objects[staging_key(client.id, file["id"])] == b"abc"


def test_two_windows_over_http_end_with_one_whole_deposit() -> None:
    with served_house() as there:
        client = there.house.opened()
        contents = {f"{name}.txt": name.encode() * 3 for name in "abcdefgh"}

        def window() -> list[int]:
            return Window(there.page, client).upload(contents)

        codes = all_at_once([window] * 2)

        assert {code for each in codes for code in each} <= {200, 201, 400, 404, 422}
        assert there.staged() == contents
        assert used(there.house) == (8, 24)


class Window:
    """A page's calls over a real line; the status of each."""

    def __init__(self, page: str, client: Client) -> None:
        self._api = f"{page}api/submissions/{client.id}"
        self._http = requests.Session()
        self._http.headers["Authorization"] = f"Bearer {client.key}"
        self.codes: list[int] = []

    def call(self, path: str, body: object) -> Any:
        answer = self._http.post(f"{self._api}/{path}", json=body, timeout=30)
        self.codes.append(answer.status_code)
        return answer.json()

    def upload(self, contents: dict[str, bytes]) -> list[int]:
        wanted = [{"path": p, "size": len(c), "type": ""} for p, c in contents.items()]
        files = {f["path"]: f["id"] for f in self.call("files", {"files": wanted})["files"]}
        for path, content in contents.items():
            asked = {"parts": [described(files[path], content)]}
            for part in self.call("parts", asked).get("parts", []):
                put = requests.put(part["url"], content, headers=part["headers"], timeout=30)
                self.codes.append(put.status_code)
            self.call("complete", {"files": [completion(files[path], content)]})
        return self.codes
