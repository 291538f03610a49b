"""Invitations in the hands of people who mean no good: none gives more than it was made for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from moto import mock_aws
from werkzeug.test import TestResponse

from tests.clock import START
from tests.deposit_client import Client, House, house, ready, refusal
from tests.table_places import Place, busy_place, fresh, made_by_moto, one_by_one
from zenferry.access import InvitationKind, Spend, hashed, id_of
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.errors import Conflict, Refused

__all__ = ["busy_place"]

SECRET = "an-invitation-with-little-room-in-it"
MANY = 100


class TableHouse(House):
    """The same over DynamoDB as moto plays it, which does one call after the other."""

    def __init__(self) -> None:
        super().__init__()
        table = one_by_one(made_by_moto())
        self.invitations = DynamoInvitations(table)  # type: ignore[assignment]
        self.submissions = DynamoSubmissions(table)  # type: ignore[assignment]


@pytest.fixture(params=["memory", "moto"])
def place(request: pytest.FixtureRequest) -> Iterator[House]:
    """The service over what keeps invitations."""
    if request.param == "memory":
        yield house()
        return
    with mock_aws():
        yield TableHouse()


def used(place: House, secret: str = SECRET) -> tuple[int, int, int]:
    row = place.invitations.get(hashed(secret))
    return row.used_deposits, row.used_files, row.used_bytes


def at_once(acts: list[Callable[[], TestResponse]]) -> list[TestResponse]:
    """All at the same moment."""
    gate = threading.Barrier(len(acts))
    answers: list[TestResponse] = []

    def run(act: Callable[[], TestResponse]) -> None:
        gate.wait()
        answers.append(act())

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def stranger(place: House) -> Client:
    """With a line of its own."""
    return Client(place.http.application.test_client())


def opened_with(client: Client, secret: str) -> Callable[[], TestResponse]:
    return lambda: client.open(secret)


def registering(client: Client, size: int) -> Callable[[], TestResponse]:
    return lambda: client.register(("data.csv", size))


@pytest.mark.parametrize(
    "forged",
    [
        SECRET[:-1] + "X",
        SECRET + "\u200b",
        SECRET.upper(),
        hashed(SECRET),
        id_of(hashed(SECRET)),
        "I#" + hashed(SECRET),
        "' OR 1=1 -- and more",
        "A" * 200,
        "6c1c861e-b64a-4edc-833f-fef0ccc50b08",
    ],
)
def test_a_forged_invitation_opens_nothing(place: House, forged: str) -> None:
    place.invite(SECRET)
    answer = stranger(place).open(forged)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "invitation")
    assert used(place) == (0, 0, 0)


def test_what_counts_an_account_is_no_invitation(place: House) -> None:
    place.invite(SECRET, kind=InvitationKind.ACCOUNT)
    assert stranger(place).open(SECRET).status_code == 403
    assert used(place) == (0, 0, 0)


def test_whoever_tries_learns_nothing_of_whether_it_was_ever_one(place: House) -> None:
    place.invite(SECRET, expires=place.clock.now() - timedelta(days=1))
    place.invite("revoked-some-time-ago", revoked=place.clock.now())
    secrets = ("never-was-an-invitation", SECRET, "revoked-some-time-ago")
    answers = [stranger(place).open(secret) for secret in secrets]
    assert len({(answer.status_code, answer.text) for answer in answers}) == 1


def test_a_revoked_one_takes_no_file_more_and_what_is_there_is_still_sent() -> None:
    place = house()
    client = ready(place)
    (row,) = place.invitations.rows.values()
    place.invitations.revoke(row.id, place.clock.now())
    problem = refusal(place, lambda: client.register(("more.csv", 1)), 403)
    assert problem["code"] == "invitation_ended"
    assert client.act("submit").status_code == 202


def test_whoever_has_begun_goes_on_after_the_end_and_nobody_else_begins(place: House) -> None:
    place.invite(SECRET, expires=place.clock.now() + timedelta(days=1))
    client = stranger(place)
    client.open(SECRET)
    assert client.register(("a", 1)).status_code == 201
    place.clock.advance(days=1)
    assert client.register(("b", 1)).status_code == 201
    assert used(place) == (1, 2, 2)
    assert stranger(place).open(SECRET).status_code == 403
    assert used(place) == (1, 2, 2)


def test_room_is_given_back_after_the_end_and_not_given_out_again(place: House) -> None:
    place.invite(SECRET, bytes=10)
    client = stranger(place)
    client.open(SECRET)
    file = client.registered("a", 10)
    row = place.invitations.get(hashed(SECRET))
    place.invitations.revoke(row.id, place.clock.now())
    assert client.remove(str(file["id"])).status_code == 204
    assert used(place) == (1, 0, 0)
    assert client.register(("a", 1)).status_code == 403


def test_an_invitation_swapped_for_another_is_no_way_into_a_deposit(place: House) -> None:
    place.invite(SECRET)
    place.invite("another-invitation-altogether")
    client = stranger(place)
    client.open(SECRET)
    thief = stranger(place)
    thief.id = client.id
    for secret in ("another-invitation-altogether", SECRET):
        nonce = "t" * 30 if secret == SECRET else "nonce-of-at-least-22-characters"
        answer = thief.open(secret, nonce)
        assert (answer.status_code, answer.get_json()["code"]) == (409, "id_taken")
    assert used(place, "another-invitation-altogether") == (0, 0, 0)
    assert used(place) == (1, 0, 0)


def test_the_key_of_one_deposit_spends_nothing_of_another_s_invitation(place: House) -> None:
    place.invite(SECRET)
    place.invite("another-invitation-altogether")
    mine, theirs = stranger(place), stranger(place)
    mine.open(SECRET)
    theirs.open("another-invitation-altogether")
    mine.id = theirs.id
    assert mine.register(("a", 1)).status_code == 401
    assert used(place, "another-invitation-altogether") == (1, 0, 0)


def test_of_a_hundred_that_want_the_last_deposit_one_gets_it(place: House) -> None:
    place.invite(SECRET, deposits=3)
    for _ in range(2):
        assert stranger(place).open(SECRET).status_code == 201
    answers = at_once([opened_with(stranger(place), SECRET) for _ in range(MANY)])
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] + [403] * (MANY - 1)
    assert {a.get_json()["code"] for a in answers if a.status_code == 403} == {"invitation_used_up"}
    assert used(place) == (3, 0, 0)


def opened(place: House, count: int) -> list[Client]:
    clients = [stranger(place) for _ in range(count)]
    for client in clients:
        assert client.open(SECRET).status_code == 201
    return clients


def test_of_a_hundred_that_want_the_last_bytes_as_many_get_them_as_there_is_room(
    place: House,
) -> None:
    place.invite(SECRET, bytes=70, files=10**6, deposits=MANY)
    clients = opened(place, MANY)
    answers = at_once([registering(client, 10) for client in clients])
    taken = [answer for answer in answers if answer.status_code == 201]
    codes = {answer.get_json()["code"] for answer in answers if answer.status_code != 201}
    assert (len(taken), codes) == (7, {"invitation_bytes"})
    assert used(place) == (MANY, 7, 70)


def test_of_many_that_want_the_last_files_as_many_get_them_as_there_are(place: House) -> None:
    place.invite(SECRET, files=5, deposits=20)
    answers = at_once([registering(client, 1) for client in opened(place, 20)])
    assert sorted(answer.status_code for answer in answers) == [201] * 5 + [403] * 15
    assert used(place) == (20, 5, 5)


def test_a_hundred_files_of_one_deposit_do_not_pass_its_budget(place: House) -> None:
    place.invite(SECRET, bytes=250)
    client = stranger(place)
    client.open(SECRET)

    def registered(number: int) -> Callable[[], TestResponse]:
        mine = stranger(place)
        mine.id, mine.key = client.id, client.key
        return lambda: mine.register((f"{number}.csv", 100))

    answers = at_once([registered(number) for number in range(20)])
    # Who lost a race too often is asked to come again; nobody gets more than there is.
    assert {answer.status_code for answer in answers} <= {201, 403, 503}
    taken = sum(answer.status_code == 201 for answer in answers)
    assert taken == 2
    assert used(place) == (1, 2, 200)


def test_while_it_is_revoked_nobody_gets_in_who_was_not_counted(place: House) -> None:
    place.invite(SECRET, deposits=MANY)
    id_ = id_of(hashed(SECRET))
    told: list[int] = []

    def revoked() -> TestResponse:
        place.invitations.revoke(id_, place.clock.now())
        told.append(place.invitations.get(hashed(SECRET)).used_deposits)
        return stranger(place).open(SECRET)

    answers = at_once([revoked, *(opened_with(stranger(place), SECRET) for _ in range(30))])
    let_in = sum(answer.status_code == 201 for answer in answers)
    assert used(place) == (let_in, 0, 0)
    assert told == [let_in]


def test_room_that_is_taken_and_given_back_by_many_is_never_more_than_there_was(
    busy_place: Place,
) -> None:
    invitation = busy_place.invited(deposits=1000, files=1000, bytes=100)

    def spent(**amounts: int) -> bool:
        # Somebody else's transaction on the same row is no refusal: it is asked again.
        for _ in range(200):
            try:
                busy_place.submissions.add(fresh(invitation), Spend(invitation, START, **amounts))
                return True
            except Refused:
                return False
            except Conflict:
                continue
        raise AssertionError("never answered")

    got: list[bool] = []
    gate = threading.Barrier(MANY)

    def run() -> None:
        gate.wait()
        got.append(spent(deposits=1, bytes=20))

    threads = [threading.Thread(target=run) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(got) == 5
    assert busy_place.used(invitation) == (5, 0, 100)
