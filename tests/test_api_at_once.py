"""The same deposit touched twice at the same moment."""

import threading
from collections.abc import Callable, Sequence

import pytest
from werkzeug.test import TestResponse

from tests.deposit_client import Client, House, completion, described, house, ready, sent

Act = Callable[[Client], TestResponse]


@pytest.fixture
def place() -> House:
    return house()


def at_once(place: House, client: Client, acts: Sequence[Act]) -> list[TestResponse]:
    """Each act by a client of its own, all at the same moment; lowest status first."""
    gate = threading.Barrier(len(acts))
    answers: list[TestResponse] = []

    def run(act: Act) -> None:
        mine = Client(place.http.application.test_client())
        mine.id, mine.key = client.id, client.key
        gate.wait()
        answers.append(act(mine))

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers, key=lambda answer: answer.status_code)


def statuses(answers: Sequence[TestResponse]) -> list[int]:
    return [answer.status_code for answer in answers]


def test_of_two_autosaves_one_is_told_of_the_other(place: House) -> None:
    client = place.opened()
    kept, lost = at_once(
        place, client, [lambda c: c.save({"title": "one"}), lambda c: c.save({"title": "two"})]
    )
    assert (kept.status_code, lost.status_code) == (200, 412)
    assert (lost.get_json()["code"], lost.get_json()["revision"]) == ("stale", 1)
    assert client.look()["revision"] == 1


def test_an_opening_sent_twice_opens_and_counts_one_deposit(place: House) -> None:
    answers = at_once(place, place.client(), [lambda c: c.open()] * 3)
    assert statuses(answers) == [200, 200, 201]
    assert [row.used_deposits for row in place.invitations.rows.values()] == [1]


def test_a_deposit_sent_twice_is_sent_once(place: House) -> None:
    client = ready(place)
    answers = at_once(place, client, [lambda c: c.act("submit")] * 3)
    assert statuses(answers) == [202] * 3
    assert list(place.workflow.started) == [f"{client.id}.1"]


def test_the_same_files_registered_twice_are_registered_and_counted_once(place: House) -> None:
    client = place.opened()
    answers = at_once(place, client, [lambda c: c.register(("a", 1), ("b", 2))] * 3)
    assert statuses(answers) == [201] * 3
    assert len({answer.text for answer in answers}) == 1
    assert [(r.used_files, r.used_bytes) for r in place.invitations.rows.values()] == [(2, 3)]


def test_tickets_asked_for_twice_are_of_one_upload(place: House) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    answers = at_once(place, client, [lambda c: c.tickets(described(file, b"abc"))] * 3)
    assert statuses(answers) == [200] * 3
    assert len({answer.text for answer in answers}) == 1
    assert len(place.staging.uploads) == 1


def test_a_file_completed_twice_is_staged_once_and_nobody_is_told_of_a_failure(
    place: House,
) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    sent(place, client.tickets(described(file, b"abc")), [b"abc"])
    answers = at_once(place, client, [lambda c: c.complete(completion(file, b"abc"))] * 3)
    assert set(statuses(answers)) <= {200, 404, 409}
    again = client.complete(completion(file, b"abc")).get_json()
    assert again == {"files": [{"file": file, "state": "staged"}]}
    assert list(place.staging.objects.values()) == [b"abc"]


def test_a_file_removed_while_it_is_completed_is_removed(place: House) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    sent(place, client.tickets(described(file, b"abc")), [b"abc"])
    acts: list[Act] = [lambda c: c.remove(file), lambda c: c.complete(completion(file, b"abc"))]
    answers = at_once(place, client, acts)
    assert all(status < 500 for status in statuses(answers))
    assert client.look()["files"] == []
    assert place.submissions.get(client.id).owed == ()
