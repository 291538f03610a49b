"""The life of a deposit as a client of the API sees it, over fakes."""

import hashlib
from datetime import timedelta

import pytest

from tests.deposit_client import (
    NONCE,
    SECRET,
    VALUES,
    Client,
    House,
    completion,
    described,
    house,
    ready,
    sent,
    staged,
)
from zenferry.forwarding.queue import USUAL_PLACES, Places, Running
from zenferry.state import State

MIB = 1024 * 1024


@pytest.fixture
def place() -> House:
    return house()


def test_a_deposit_lives_from_opening_to_sending(place: House) -> None:
    client = place.opened()
    fresh = client.look()
    assert (fresh["state"], fresh["revision"], fresh["files"]) == ("draft", 0, [])
    assert {"title", "creators", "files"} <= {problem["field"] for problem in fresh["problems"]}
    saved = client.save(VALUES)
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"1"')
    assert [problem["field"] for problem in saved.get_json()["problems"]] == ["files"]
    file = staged(place, client, "data/cores.csv", b"depth\n1\n")
    answer = client.act("submit")
    assert answer.status_code == 202
    whole = answer.get_json()
    assert (whole["state"], whole["actions"], whole["problems"]) == ("submitted", ["cancel"], [])
    assert [shown["id"] for shown in whole["files"]] == [file]
    assert whole["agreement"]["version"] == place.profile.agreement.version
    assert [event["event"] for event in whole["timeline"]] == ["opened", "submitted"]
    assert list(place.workflow.started) == [f"{client.id}.1"]


def test_one_who_waits_is_told_how_many_are_before_it(place: House) -> None:
    others = tuple(Running(f"o{n}", 1, "o", place.clock.now()) for n in range(USUAL_PLACES))
    place.queue_rows.keep("zenodo", Places(others))
    waiting = []
    for _ in range(3):
        waiting.append(ready(place))
        assert waiting[-1].act("submit").status_code == 202
    assert [client.look()["ahead"] for client in waiting] == [0, 1, 2]
    waiting[0].act("cancel")
    assert [client.look()["ahead"] for client in waiting] == [None, 0, 1]


def test_what_was_typed_comes_back_as_it_was(place: House) -> None:
    client = place.opened()
    typed = {"title": " x ", "nobody": ["knows", 1.5, None, {"this": True}], "keywords": "not yet"}
    assert client.save(typed).status_code == 200
    assert client.look()["metadata"] == typed


def test_an_answer_shows_no_secret_and_is_kept_out_of_caches(place: House) -> None:
    client = ready(place)
    answer = client.call("GET")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    row = place.submissions.get(client.id)
    for secret in (client.key, SECRET, NONCE, row.nonce, row.invitation, *row.keys):
        assert secret not in answer.text


def test_a_file_of_several_parts_is_staged_whole(place: House) -> None:
    client = place.opened()
    contents = [b"a" * 16 * MIB, b"b" * 10]
    file = client.registered("big.bin", 16 * MIB + 10)
    assert file["part_size"] == 16 * MIB
    wanted = [described(file["id"], content, n) for n, content in enumerate(contents, 1)]
    sent(place, client.tickets(*wanted), contents)
    listed = client.listed(file["id"]).get_json()["parts"]
    assert [(part["part"], part["size"]) for part in listed] == [(1, 16 * MIB), (2, 10)]
    assert client.complete(completion(file["id"], *contents)).status_code == 200
    shown = client.look()["files"][0]
    assert (shown["state"], shown["md5"]) == (
        "staged",
        hashlib.md5(b"".join(contents), usedforsecurity=False).hexdigest(),
    )
    assert client.look()["totals"]["staged_bytes"] == 16 * MIB + 10


def test_completing_early_tells_which_parts_are_missing(place: House) -> None:
    client = place.opened()
    contents = [b"a" * 16 * MIB, b"b" * 10]
    file = client.registered("big.bin", 16 * MIB + 10)["id"]
    sent(place, client.tickets(described(file, contents[1], 2)), contents[1:])
    answer = client.complete(completion(file, *contents)).get_json()["files"][0]
    assert (answer["state"], answer["missing"]) == ("uploading", [1])
    assert answer["message"]


def test_a_file_that_does_not_match_its_checksum_is_sent_again_whole(place: House) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    sent(place, client.tickets(described(file, b"abc")), [b"abc"])
    other = client.complete(completion(file, b"xyz")).get_json()["files"][0]
    assert (other["state"], other["missing"]) == ("uploading", [1])
    assert not place.staging.objects


def test_completing_again_is_answered_the_same(place: House) -> None:
    client = place.opened()
    file = staged(place, client, "a.txt", b"abc")
    before = place.kept()
    answer = client.complete(completion(file, b"abc"))
    assert answer.get_json() == {"files": [{"file": file, "state": "staged"}]}
    assert place.kept() == before


def test_an_upload_that_was_ended_elsewhere_begins_again(place: House) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    sent(place, client.tickets(described(file, b"abc")), [b"abc"])
    place.staging.uploads.clear()
    assert client.listed(file).get_json() == {"parts": []}
    again = client.complete(completion(file, b"abc")).get_json()["files"][0]
    assert (again["state"], again["missing"]) == ("uploading", [1])
    sent(place, client.tickets(described(file, b"abc")), [b"abc"])
    done = client.complete(completion(file, b"abc")).get_json()["files"][0]
    assert done["state"] == "staged"


def test_a_removed_file_gives_its_room_back_and_removing_again_changes_nothing(
    place: House,
) -> None:
    client = place.opened()
    spent = [row.used_bytes for row in place.invitations.rows.values()]
    file = client.registered("a.txt", 3)["id"]
    sent(place, client.tickets(described(file, b"abc")), [b"abc"])
    assert (client.remove(file).status_code, client.look()["files"]) == (204, [])
    assert [row.used_bytes for row in place.invitations.rows.values()] == spent
    assert not place.staging.uploads
    before = place.kept()
    assert client.remove(file).status_code == 204
    assert place.kept() == before


def test_a_removed_file_may_come_back_with_other_content(place: House) -> None:
    client = place.opened()
    first = staged(place, client, "a.txt", b"abc")
    client.remove(first)
    second = staged(place, client, "a.txt", b"other")
    assert first != second
    assert [file["size"] for file in client.look()["files"]] == [5]


def test_files_removed_before_any_byte_was_sent_leave_no_trace(place: House) -> None:
    client = place.opened()
    for _ in range(3):
        answer = client.register(*((f"{n}.txt", 10) for n in range(100)))
        for file in answer.get_json()["files"]:
            assert client.remove(file["id"]).status_code == 204
    assert place.submissions.get(client.id).dropped == ()


def test_registering_again_answers_the_same_file_and_spends_nothing(place: House) -> None:
    client = place.opened()
    first = client.register(("a.txt", 3), ("b.txt", 4)).get_json()
    before = place.kept()
    again = client.register(("a.txt", 3), ("b.txt", 4))
    assert (again.status_code, again.get_json()) == (201, first)
    assert place.kept() == before


def test_opening_again_answers_another_key_to_the_same_deposit(place: House) -> None:
    client = place.opened()
    first = client.key
    again = client.open()
    assert (again.status_code, again.get_json()["submission"]["id"]) == (200, client.id)
    assert client.key != first
    for key in (first, client.key):
        client.key = key
        assert client.call("GET").status_code == 200
    assert [row.used_deposits for row in place.invitations.rows.values()] == [1]


def test_the_doi_is_reserved_once(place: House) -> None:
    client = place.opened()
    answers = [client.act("doi") for _ in range(2)]
    [record] = place.fake.records.values()
    told = [(a.status_code, a.get_json()) for a in answers]
    assert told == [(200, {"doi": record.doi})] * 2


@pytest.mark.parametrize("act", ["submit", "cancel"])
def test_asking_twice_is_answered_the_same(place: House, act: str) -> None:
    client = ready(place)
    first = client.act(act)
    before = place.kept()
    again = client.act(act)
    assert (again.status_code, again.get_json()) == (202, first.get_json())
    assert place.kept() == before


def test_retrying_twice_is_answered_the_same(place: House) -> None:
    client = ready(place)
    client.act("submit")
    _stopped(place, client)
    first = client.act("retry")
    before = place.kept()
    again = client.act("retry")
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.get_json() == first.get_json()
    assert place.kept() == before
    assert list(place.workflow.started) == [f"{client.id}.1", f"{client.id}.2"]


def _stopped(place: House, client: Client) -> None:
    row = place.submissions.get(client.id)
    place.submissions.replace(row.move(State.NEEDS_ATTENTION, place.clock.now()))


def test_sending_what_is_not_complete_lists_all_that_is_missing(place: House) -> None:
    client = place.opened()
    client.register(("a.txt", 3))
    before = place.kept()
    answer = client.act("submit")
    fields = {error["field"] for error in answer.get_json()["errors"]}
    assert answer.status_code == 422
    assert {"title", "creators", "description", "licence", "agreement"} <= fields
    assert any(field.startswith("files.") for field in fields)
    assert place.kept() == before


def test_a_deposit_can_be_reached_after_its_invitation_has_ended(place: House) -> None:
    client = place.opened()
    place.clock.advance(days=31)
    assert client.call("GET").status_code == 200
    assert place.submissions.get(client.id).expires > place.clock.now() + timedelta(days=1)
