"""A store may take minutes over many parts: nobody waits that long, and no file hangs in it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.api_client import Client, completion, described
from tests.boundary import Boundary
from tests.deposit_client import sent
from tests.fakes import FakeStaging
from tests.house import House
from zenferry.errors import NotNow
from zenferry.state import State
from zenferry.transfer import TransferState
from zenferry.uploads.staging import Part, staging_key

CONTENT = b"abc"


class SlowStaging(FakeStaging):
    """Puts nothing together before it is let go; then it may fail once."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.begun = threading.Event(), threading.Semaphore(0)
        self.asked = 0
        self.fails = False
        self.meanwhile: Callable[[], object] = lambda: None

    def complete(self, key: str, upload: str, parts: tuple[Part, ...], size: int) -> None:
        self.asked += 1
        self.begun.release()
        self.meanwhile()
        assert self.go.wait(30)
        if self.fails:
            raise NotNow("storage_unavailable")
        super().complete(key, upload, parts, size)


class Impatient(House):
    """Waits next to no time."""

    def __init__(self) -> None:
        super().__init__()
        self.slow = self.staging = SlowStaging()
        self.invite()

    def reached(self, boundary: Boundary, /) -> dict[str, Any]:
        return super().reached(boundary) | {"patience": 0.05}

    def let_go(self) -> None:
        """The store is done, and whoever noted it as well."""
        self.slow.go.set()
        for thread in threading.enumerate():
            if thread.name.startswith("ThreadPoolExecutor"):
                thread.join()


@pytest.fixture
def place() -> Iterator[Impatient]:
    made = Impatient()
    yield made
    made.let_go()


def arrived(place: Impatient, client: Client, path: str = "a.txt") -> str:
    file = str(client.registered(path, len(CONTENT))["id"])
    sent(place, client.tickets(described(file, CONTENT)), [CONTENT])
    return file


def completing(place: Impatient) -> tuple[Client, str]:
    """A deposit whose one file the store is busy with."""
    client = place.opened()
    file = arrived(place, client)
    answer = client.complete(completion(file, CONTENT))
    assert answer.get_json() == {"files": [{"file": file, "state": "completing"}]}
    return client, file


def kept(place: Impatient, client: Client, file: str) -> TransferState:
    return place.submissions.get(client.id).transfer(file).state


def test_who_asks_again_hears_that_it_is_done(place: Impatient) -> None:
    client, file = completing(place)
    assert kept(place, client, file) is TransferState.COMPLETING
    place.let_go()

    again = client.complete(completion(file, CONTENT))

    assert again.get_json() == {"files": [{"file": file, "state": "staged"}]}
    assert list(place.staging.objects.values()) == [CONTENT]


def test_who_asks_again_too_early_is_told_to_ask_again(place: Impatient) -> None:
    client, file = completing(place)

    again = client.complete(completion(file, CONTENT))

    assert again.get_json() == {"files": [{"file": file, "state": "completing"}]}
    place.let_go()
    assert client.look()["files"][0]["state"] == "staged"


def test_a_look_sees_it_as_soon_as_it_is_done_though_whoever_waited_is_gone(
    place: Impatient,
) -> None:
    client, file = completing(place)
    assert client.look()["files"][0]["state"] == "completing"
    # The function that asked was put to sleep: its note never comes.
    done_and_unnoted(place)

    assert client.look()["files"][0]["state"] == "staged"
    assert kept(place, client, file) is TransferState.STAGED


def done_and_unnoted(place: Impatient) -> None:
    """The store is done; who asked it has died meanwhile."""
    [(name, upload)] = place.staging.uploads.items()
    place.staging.objects[upload.key] = b"".join(upload.parts.values())
    del place.staging.uploads[name]


def test_sent_while_somebody_still_waits_for_the_store_a_deposit_is_left_to_its_forward(
    place: Impatient,
) -> None:
    client = place.opened()
    file = arrived(place, client)
    later = place.clock.now() + timedelta(hours=25)

    def sent_by_another() -> None:
        found = place.submissions.get(client.id)
        place.submissions.replace(replace(found, state=State.FORWARDING, due=later))

    place.slow.meanwhile = sent_by_another
    client.complete(completion(file, CONTENT))

    assert place.submissions.get(client.id).due == later


def test_what_is_being_put_together_is_said_to_be(place: Impatient) -> None:
    client, file = completing(place)

    refused = client.act("submit")

    assert refused.status_code == 422
    said = {error["field"]: error["message"] for error in refused.get_json()["errors"]}
    assert "put together" in said[f"files.{file}"]


def test_sending_asks_once_more_for_what_was_never_done(place: Impatient) -> None:
    place.slow.fails = True
    client, file = completing(place)
    place.let_go()
    assert kept(place, client, file) is TransferState.COMPLETING
    place.slow.fails = False

    refused = client.act("submit")

    assert kept(place, client, file) is TransferState.STAGED
    assert f"files.{file}" not in {error["field"] for error in refused.get_json()["errors"]}


def test_the_schedule_sees_what_nobody_asks_for(place: Impatient) -> None:
    client, file = completing(place)
    done_and_unnoted(place)
    place.clock.advance(minutes=3)

    place.parts.tending.tend()

    found = place.submissions.get(client.id)
    assert found.transfer(file).state is TransferState.STAGED
    assert (found.state, found.due) == (State.DRAFT, place.parts.keeping.told_at(found))


def test_the_schedule_believes_no_object_of_another_size(place: Impatient) -> None:
    client, file = completing(place)
    place.staging.objects[staging_key(client.id, file)] = CONTENT + b"!"
    place.clock.advance(minutes=3)

    place.parts.tending.tend()

    found = place.submissions.get(client.id)
    assert found.transfer(file).state is TransferState.COMPLETING
    assert found.due
    assert place.clock.now() < found.due < found.expires


def test_a_part_that_is_missing_after_all_is_asked_for(place: Impatient) -> None:
    client, file = completing(place)
    [upload] = place.staging.uploads.values()
    upload.parts.clear()

    again = client.complete(completion(file, CONTENT)).get_json()["files"][0]

    assert (again["state"], again["missing"]) == ("uploading", [1])
    assert kept(place, client, file) is TransferState.UPLOADING


def test_of_a_hundred_files_those_that_were_not_begun_in_time_are_asked_for_again(
    place: Impatient,
) -> None:
    client = place.opened()
    files = [arrived(place, client, f"{number}.txt") for number in range(100)]
    told = [completion(file, CONTENT) for file in files]

    answers = client.complete(*told).get_json()["files"]

    assert [answer["file"] for answer in answers] == files
    assert {answer["state"] for answer in answers} == {"completing"}
    assert 0 < place.slow.asked < len(files)
    place.let_go()
    while {answer["state"] for answer in answers} != {"staged"}:
        answers = client.complete(*told).get_json()["files"]
    assert len(place.staging.objects) == len(files)


def test_a_file_removed_while_it_is_put_together_is_removed(place: Impatient) -> None:
    client, file = completing(place)
    assert client.remove(file).status_code == 204
    place.let_go()

    assert client.look()["files"] == []
    assert place.submissions.get(client.id).transfers == {}
    [invitation] = place.invitations.rows.values()
    assert (invitation.used_files, invitation.used_bytes) == (0, 0)


class Stubborn(FakeStaging):
    """Ends what it has begun to put together, whatever happens meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], object] = lambda: None

    def complete(self, key: str, upload: str, parts: tuple[Part, ...], size: int) -> None:
        content = b"".join(self.uploads[upload].parts.values())
        assert (len(parts), size) == (1, len(content))
        self.meanwhile()
        self.objects[key] = content


def test_no_byte_is_left_of_a_file_removed_before_the_store_was_done() -> None:
    place = House()
    place.staging = stubborn = Stubborn()
    place.invite()
    client = place.opened()
    file = str(client.registered("a.txt", len(CONTENT))["id"])
    sent(place, client.tickets(described(file, CONTENT)), [CONTENT])
    stubborn.meanwhile = lambda: place.parts.uploads.remove(client.id, file)

    assert client.complete(completion(file, CONTENT)).status_code == 409

    assert (stubborn.objects, stubborn.uploads) == ({}, {})
    assert place.submissions.get(client.id).transfers == {}


@pytest.mark.parametrize("store", ["busy", "done"])
def test_what_is_being_put_together_is_not_thrown_away_for_another_checksum(
    place: Impatient, store: str
) -> None:
    client, file = completing(place)
    if store == "done":
        done_and_unnoted(place)

    other = client.complete(completion(file, b"xyz")).get_json()["files"]
    assert other == [{"file": file, "state": "completing"}]
    place.let_go()

    again = client.complete(completion(file, CONTENT)).get_json()["files"]
    assert again == [{"file": file, "state": "staged"}]
    assert client.complete(completion(file, b"xyz")).status_code == 422
    assert client.remove(file).status_code == 204
    assert (place.staging.objects, place.staging.uploads) == ({}, {})


def test_of_parts_that_were_put_together_after_all_nothing_is_left(place: Impatient) -> None:
    client, file = completing(place)
    [upload] = place.staging.uploads.values()
    parts = dict(upload.parts)
    upload.parts.clear()
    client.complete(completion(file, CONTENT))
    upload.parts.update(parts)
    done_and_unnoted(place)

    again = client.complete(completion(file, CONTENT)).get_json()["files"][0]

    assert (again["state"], again["missing"]) == ("uploading", [1])
    assert place.staging.objects == {}


def test_a_file_is_removed_with_what_was_put_together_later_than_its_row_says(
    place: Impatient,
) -> None:
    client = place.opened()
    file = str(client.registered("a.txt", len(CONTENT))["id"])
    place.staging.put(staging_key(client.id, file), CONTENT)

    assert client.remove(file).status_code == 204

    assert place.staging.objects == {}
