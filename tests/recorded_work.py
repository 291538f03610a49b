"""The work of all functions, each in its own role: told to a recorder, for the tests of grants.

Whoever adds a call of AWS lets it happen here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tests.api_client import TOKEN, Client
from tests.curated import ADA, BEA, waiting
from tests.deposit_client import VALUES, described, ready, staged
from tests.desk_calls import desk_calls
from tests.recorded_house import RecordedHouse, RecordedWishes
from tests.recorder import Recorder
from tests.version_calls import version_calls
from zenferry.access import id_of
from zenferry.accounts.door import account_hash
from zenferry.adapters import clients
from zenferry.adapters.s3_pages import FRAME
from zenferry.forwarding.route import TimeLimits
from zenferry.forwarding.throughput import Measured
from zenferry.profile.settings import OpenDoor
from zenferry.records.publishing import Written
from zenferry.records.registry import Work
from zenferry.repository import ReviewState
from zenferry.state import State

__all__ = ["SCENARIOS"]

MAIL = "ada@example.org"


def tend(place: RecordedHouse, **later: float) -> None:
    """The schedule's tick, and what comes of it."""
    place.clock.advance(**later)
    place.acting("TendRole").tending.tend()
    place.run()
    place.acting("MailRole").telling.tell()


def deposited(recorder: Recorder) -> None:
    """From the invitation to the published record, told by mail; a second one waits meanwhile."""
    place = RecordedHouse(recorder, look=False)
    place.profile = replace(place.profile, form=replace(place.profile.form, beside=True))
    client, other = ready(place), ready(place)
    # Is there a way for so much?
    assert client.register(("huge.bin", 49 * 10**9)).status_code == 422
    gone = staged(place, client, "gone.csv", b"1\n")
    begun = client.registered("begun.csv", 4)["id"]
    assert client.tickets(described(begun, b"1,2\n")).status_code == 200
    for file in (gone, begun):
        assert client.remove(file).status_code == 204
    assert client.call("PUT", "/address", json={"email": MAIL}).status_code == 204
    assert client.call("POST", "/link", json={"email": MAIL}).status_code == 204
    assert client.act("doi").status_code == 200
    for each in (client, other):
        assert each.act("submit").status_code == 202
    place.run()
    tend(place, minutes=1)
    found = place.submissions.get(client.id)
    assert found.state is State.IN_REVIEW
    place.fake.decide(str(found.review), ReviewState.ACCEPTED, "Thanks.")
    tend(place, hours=2)
    assert place.submissions.get(client.id).state is State.PUBLISHED
    tend(place, hours=1)
    tend(place, days=31)


def withdrawn(recorder: Recorder) -> None:
    """One that its depositor takes back, one that expires, one whose execution dies."""
    place = RecordedHouse(recorder, look=False)
    first, second, third = ready(place), ready(place), ready(place)
    half = second.registered("half.csv", 4)["id"]
    assert second.tickets(described(half, b"1,2\n")).status_code == 200
    first.call("PUT", "/address", json={"email": MAIL})
    first.act("submit")
    first.act("cancel")
    place.run()
    third.call("PUT", "/address", json={"email": MAIL})
    assert third.call("DELETE", "/address").status_code == 204
    third.act("submit")
    place.died(f"{third.id}.1")
    place.acting("ForwardRole").forwarding.step("prepare", place.submissions.get(third.id), 1)
    place.acting("RescueRole").attention.give_up(third.id, 1)
    assert place.submissions.get(third.id).state is State.NEEDS_ATTENTION
    for _ in range(3):
        tend(place, days=100)
    assert place.submissions.get(first.id).state is State.CANCELLED
    assert place.submissions.get(second.id).state is State.EXPIRED
    place.mailer._refused = (MAIL,)


def refused_by_mail(recorder: Recorder) -> None:
    """An address that takes no mails, and one known from its invitation."""
    place = RecordedHouse(recorder, look=False)
    client = ready(place)
    client.call("PUT", "/address", json={"email": "nobody@example.org"})
    client.act("submit")
    tend(place)
    assert not place.submissions.get(client.id).told


def with_a_token(recorder: Recorder) -> None:
    """Into an account of one's own, by a token; another one comes, too late at last."""
    place = RecordedHouse(recorder, look=False)
    place.fake.tokens = {TOKEN: "7"}
    client = place.client()
    assert client.open_own().status_code == 201
    filled(place, client)
    assert client.call("PUT", "/token", json={"token": TOKEN}).status_code == 200
    client.act("submit")
    place.run()
    before = place.submissions.get(client.id)
    client.act("cancel")
    place.run()
    place.acting("ApiRole").own_accounts.renew(before, TOKEN)
    tend(place, minutes=1)


def filled(place: RecordedHouse, client: Client) -> None:
    assert client.save(VALUES).status_code == 200
    staged(place, client, "a.csv", b"1,2\n")


def signed_in(recorder: Recorder) -> None:
    """By signing in, where the tokens run out on the way, and again while it is looked after."""
    place = RecordedHouse(recorder, look=False)
    client, other = place.client(), place.client()
    for each in (client, other):
        opened = each.open_signed_in(each.sign_in("7", place.authority))
        assert opened.status_code == 201, opened.text
    filled(place, client)
    place.authority.expire()
    client.act("submit")
    place.run()
    place.authority.expire()
    tend(place, hours=2)
    for each in (client, other):
        each.act("cancel")
    place.run()
    tend(place, minutes=1)
    # Whoever is refused needs nothing of what came of signing in.
    place.invitations.revoke(id_of(account_hash("zenodo", "7")), place.clock.now())
    refused = place.client()
    answer = refused.open_signed_in(refused.sign_in("7", place.authority))
    assert answer.status_code == 403


def asked_for(recorder: Recorder) -> None:
    """An invitation for whoever has an address of the domain's."""
    place = RecordedHouse(recorder)
    door = OpenDoor(domains=("uni.example",), deposits=1, files=2, bytes=100, days=14)
    place.profile = replace(place.profile, open=door)
    asked = place.http.post("/api/invitations", json={"email": "ada@uni.example"})
    assert asked.status_code == 202


def the_long_way(recorder: Recorder) -> None:
    """Files that a task carries, into the consortium's account and into one's own."""
    place = RecordedHouse(recorder, look=False, time_limits=TimeLimits(900, 43200))
    place.fake.tokens = {TOKEN: "7"}
    ours, own = place.opened(), place.client()
    assert own.open_own().status_code == 201
    for client in (ours, own):
        before, slow = place.throughputs.measured("zenodo"), Measured(60, place.clock.now())
        place.throughputs.note("zenodo", slow, instead_of=before)
        client.save(VALUES)
        staged(place, client, "a.bin", b"a" * 60_000)
        client.act("submit")
        place.run()
    assert len(place.tasks.launched) == 2


def waiting_for_a_look(recorder: Recorder) -> None:
    """Curators are told of what waits for them."""
    place = RecordedHouse(recorder)
    waiting(place)
    tend(place)
    assert [letter.to for letter in place.mailer.sent] == [ADA.address, BEA.address]


def at_the_desk(recorder: Recorder) -> None:
    """All that can be done there; and curators are told what waits for them."""
    place = RecordedHouse(recorder)
    waiting(place)
    assert place.acting("MailRole").telling.tell()
    desk_calls(place)


def a_new_version(recorder: Recorder) -> None:
    """Wishes answered; and a version handed over."""
    version_calls(RecordedWishes(recorder))


def the_next_version(recorder: Recorder) -> None:
    place = RecordedWishes(recorder)
    client = place.opened(place.agreed())
    assert client.call("POST", "/former").status_code == 200
    shown = client.look()
    anew = {"publication_date": "2026-11-22", "version": "2", "agreement": True}
    words = shown["metadata"] | anew
    assert client.save(words, shown["revision"]).status_code == 200
    staged(place, client, "new.csv", b"1\n")
    assert client.act("submit").status_code == 202
    place.signed_in().approve(client.id)
    place.run()
    assert place.submissions.get(client.id).state is State.PUBLISHED


def listed(recorder: Recorder) -> None:
    """The pages of what was published, searched; then one of the records is gone."""
    place = RecordedHouse(recorder)
    clients.s3().put_object(Bucket="records", Key=FRAME, Body=b"a frame")
    for _ in range(2):
        parts = place.acting("RecordsRole")
        publishing = parts.publishing(wait=lambda: None, enough=lambda: False)
        assert replace(publishing, render=pages).run()["written"]
        place.search.there.popitem()
    place.acting("ReadRole").finder.find("")


def pages(_: bytes, works: Sequence[Work]) -> Iterator[Written]:
    """What would be rendered, in short."""
    told: dict[str, list[object]] = {"records": [], "people": [], "grants": []}
    yield Written("index.json", json.dumps(told | {"n": len(works)}).encode(), "text/plain")
    yield from (Written(work.latest.record, b"", "text/plain") for work in works)


SCENARIOS: list[Callable[[Recorder], None]] = [
    deposited,
    withdrawn,
    refused_by_mail,
    with_a_token,
    signed_in,
    asked_for,
    the_long_way,
    waiting_for_a_look,
    at_the_desk,
    a_new_version,
    the_next_version,
    listed,
]
