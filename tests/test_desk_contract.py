"""What the desk relies on of its table: links and sessions, the log, the lists of deposits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.clock import START
from tests.fake_desk import FakePasses, FakeShelf
from tests.fake_invitations import FakeInvitations
from tests.fakes import FakeSubmissions
from tests.table_places import CLOUD, Place, added, made_by_moto, placed
from zenferry.access import Invitation, Spend, hashed
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_log import DynamoLog
from zenferry.adapters.dynamo_passes import DynamoPasses
from zenferry.adapters.dynamo_shelf import DynamoShelf
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.curation.entrance import Pass, Passes, PassKind
from zenferry.curation.log import Log, LogEntry, pages
from zenferry.curation.overview import URGENT_FIRST, Line, Shelf, line_of
from zenferry.errors import Absent, Conflict, Malformed, NotNow
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.transfer import File

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table


@dataclass(frozen=True)
class Desk:
    """All that the desk keeps and reads."""

    place: Place
    passes: Passes
    log: Log
    shelf: Shelf

    def added(self, **more: object) -> Submission:
        return added(self.place, **more)


def _over(table: Table) -> Desk:
    place = Place(DynamoSubmissions(table), DynamoInvitations(table))
    return Desk(place, DynamoPasses(table), DynamoLog(table), DynamoShelf(table))


def _memory() -> Desk:
    invitations = FakeInvitations()
    submissions = FakeSubmissions(invitations)
    place = Place(submissions, invitations)
    return Desk(place, FakePasses(submissions.log), submissions.log, FakeShelf(submissions))


@pytest.fixture(params=["memory", "moto", CLOUD])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    with placed(request, _memory, _over) as made:
        yield made


def a_pass(kind: PassKind = PassKind.LINK) -> Pass:
    return Pass(uuid4().hex, kind, "ada", START + timedelta(minutes=15))


def entered(session: Pass) -> LogEntry:
    return LogEntry(START, "curator:ada", "signed_in", session.hash)


def test_a_pass_is_read_back_as_it_was(desk: Desk) -> None:
    new = a_pass()
    desk.passes.add(new)
    assert desk.passes.get(new.hash) == new
    with pytest.raises(Absent):
        desk.passes.get("nobody")


def test_a_link_is_used_by_one_session_kept_and_logged_with_it(desk: Desk) -> None:
    new = a_pass()
    desk.passes.add(new)
    with pytest.raises(Absent):
        desk.passes.end(new.hash)
    session, another = a_pass(PassKind.SESSION), a_pass(PassKind.SESSION)
    desk.passes.use(new.hash, session, entered(session))
    for wrong in (new.hash, session.hash, "nobody"):
        with pytest.raises(Absent):
            desk.passes.use(wrong, another, entered(another))
    assert desk.passes.get(session.hash) == session
    with pytest.raises(Absent):
        desk.passes.get(another.hash)
    assert (len(_logged(desk, session.hash)), _logged(desk, another.hash)) == (1, [])


def test_a_session_is_ended_once_and_is_no_link(desk: Desk) -> None:
    new, another = a_pass(PassKind.SESSION), a_pass(PassKind.SESSION)
    desk.passes.add(new)
    with pytest.raises(Absent):
        desk.passes.use(new.hash, another, entered(another))
    assert desk.passes.end(new.hash) == new
    for gone in (desk.passes.end, desk.passes.get):
        with pytest.raises(Absent):
            gone(new.hash)


class Stammering:
    """A table to which everything is written twice, as after an answer that was lost."""

    def __init__(self, table: Table) -> None:
        self.name, self.meta, self.client = table.name, self, self
        self._client = table.meta.client

    def put_item(self, **asked: Any) -> Any:
        self._client.put_item(**asked)
        return self._client.put_item(**asked)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def test_what_is_said_twice_because_its_answer_was_lost_is_there_once() -> None:
    with mock_aws():
        table: Any = Stammering(made_by_moto())
        passes, log = DynamoPasses(table), DynamoLog(table)
        new = a_pass(PassKind.SESSION)
        passes.add(new)
        assert passes.get(new.hash) == new
        log.note(LogEntry(START, "operator", "link_printed", "ada"))
        assert [each.act for each in log.page("2026-11", 9).items] == ["link_printed"]


@pytest.mark.parametrize("desk", ["memory", CLOUD], indirect=True)
def test_of_many_who_take_a_pass_at_once_one_has_it(desk: Desk) -> None:
    new = a_pass()
    desk.passes.add(new)
    gate, got = Barrier(12), list[bool]()

    def take() -> None:
        session = a_pass(PassKind.SESSION)
        gate.wait()
        try:
            desk.passes.use(new.hash, session, entered(session))
        except (Absent, NotNow):
            got.append(False)
        else:
            got.append(True)

    threads = [Thread(target=take) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * 11 + [True]


def _logged(desk: Desk, subject: str, *, most: int = 2) -> list[LogEntry]:
    """All of it that is about one thing, page by page. In the cloud there is more than that."""
    found: list[LogEntry] = []
    page = pages(desk.log, START + timedelta(days=60), most)
    while True:
        assert len(page.items) <= most
        found += page.items
        if not page.next:
            break
        page = pages(desk.log, START + timedelta(days=60), most, page.next)
    return [entry for entry in found if entry.subject == subject]


def test_the_log_comes_back_whole_the_newest_first_over_all_months(desk: Desk) -> None:
    subject = str(uuid4())
    times = [START + timedelta(days=days, microseconds=days) for days in (0, 0, 3, 20, 40)]
    told = [
        LogEntry(at, "curator:ada", "approved", subject, {"n": n, "code": "x_y"})
        for n, at in enumerate(times)
    ]
    for entry in told:
        desk.log.note(entry)
    found = _logged(desk, subject)
    assert sorted(found, key=lambda entry: entry.detail["n"]) == told
    assert [entry.at for entry in found] == sorted(times, reverse=True)
    assert all(type(entry.detail["n"]) is int for entry in found)


@pytest.mark.parametrize(
    "before", ["x", "2026-13", "2026-11-21", "2026-11-21T#zz", "L#2026-11", "\x00"]
)
def test_the_log_goes_on_only_from_where_it_ended(desk: Desk, before: str) -> None:
    with pytest.raises(Malformed):
        pages(desk.log, START, 10, before)


def test_a_change_and_its_line_are_kept_together_or_not_at_all(desk: Desk) -> None:
    kept = desk.added()
    entry = LogEntry(START, "curator:ada", "returned", kept.id)
    desk.place.submissions.replace(replace(kept, revision=1), None, entry)
    with pytest.raises(Conflict, match="busy"):
        desk.place.submissions.replace(replace(kept, revision=2), None, entry)
    assert desk.place.submissions.get(kept.id).revision == 1
    assert _logged(desk, kept.id, most=100) == [entry]


def test_a_change_that_spends_is_logged_with_what_it_spends(desk: Desk) -> None:
    kept = desk.added()
    spend = Spend(kept.invitation, START, files=1, bytes=1)
    entry = LogEntry(START, "depositor", "spent", kept.id)
    desk.place.submissions.replace(replace(kept, revision=1), spend, entry)
    assert _logged(desk, kept.id, most=100) == [entry]
    assert desk.place.used(kept.invitation) == (1, 1, 1)


def _listed(desk: Desk, wanted: set[str], most: int, states: tuple[State, ...]) -> list[Line]:
    found: list[Line] = []
    page = desk.shelf.page(states, most)
    while True:
        assert len(page.items) <= most
        found += page.items
        if not page.next:
            break
        page = desk.shelf.page(states, most, page.next)
    return [line for line in found if line.id in wanted]


def test_deposits_are_listed_by_state_the_newest_first_each_once(desk: Desk) -> None:
    states = (State.DRAFT, State.AWAITING_APPROVAL, State.PUBLISHED)
    made = [
        desk.added(created=START + timedelta(hours=n), state=states[n % 3], values={"title": "T"})
        for n in range(9)
    ]
    wanted = {each.id for each in made}
    by_age = sorted(made, key=lambda each: each.created, reverse=True)
    told = [each.id for state in URGENT_FIRST for each in by_age if each.state is state]
    for most in (2, 3, 4, 250):
        assert [line.id for line in _listed(desk, wanted, most, URGENT_FIRST)] == told
    drafts = _listed(desk, wanted, 2, (State.DRAFT,))
    assert [line.id for line in drafts] == [each.id for each in by_age if each.state == "draft"]


def test_a_page_may_begin_after_any_line(desk: Desk) -> None:
    wanted = {desk.added(created=START + timedelta(hours=n)).id for n in range(3)}
    lines = _listed(desk, wanted, 250, (State.DRAFT,))
    rest = desk.shelf.page((State.DRAFT,), 250, lines[0].position).items
    assert [line.id for line in rest if line.id in wanted] == [line.id for line in lines[1:]]


def test_a_line_is_what_its_deposit_says(desk: Desk) -> None:
    files = (
        File("f1", "ä.csv", 7 * 10**9, "", 1),
        File("crate-1", "ro-crate-metadata.json", 9, "", 1),
    )
    kept = desk.added(
        values={"title": "  Sediment\ncores 𝄞 " + "x" * 200, "repository": "sandbox"},
        files=files,
        account="Ada",
        doi="10.5072/zenodo.1",
        approved=True,
        cancelling=True,
        created=START + timedelta(days=5),
    )
    [line] = _listed(desk, {kept.id}, 250, (State.DRAFT,))
    assert replace(line, position="") == line_of(kept)
    assert (line.files, line.bytes, line.place, len(line.title)) == (1, 7 * 10**9, "sandbox", 100)


@pytest.mark.parametrize("title", [None, 7, ["x"], {"a": 1}, "", "\x00", "x" * 10**5])
def test_whatever_was_typed_for_a_title_makes_a_line(desk: Desk, title: object) -> None:
    kept = desk.added(values={"title": title})
    [line] = _listed(desk, {kept.id}, 250, (State.DRAFT,))
    assert len(line.title) <= 100


def test_what_moves_on_is_listed_where_it_went(desk: Desk) -> None:
    kept = desk.added()
    desk.place.submissions.replace(kept.move(State.CANCELLED, START))
    assert _listed(desk, {kept.id}, 250, (State.DRAFT,)) == []
    assert [line.id for line in _listed(desk, {kept.id}, 250, (State.CANCELLED,))] == [kept.id]


@pytest.mark.parametrize(
    "after", ["x", "draft.x", "draft.%%%", "published.", "draft." + "x" * 5000]
)
def test_a_list_goes_on_only_from_where_it_ended(desk: Desk, after: str) -> None:
    with pytest.raises(Malformed):
        desk.shelf.page((State.DRAFT,), 10, after)


def test_an_invitation_is_logged_with_what_is_done_to_it(desk: Desk) -> None:
    row = Invitation(hashed(uuid4().hex), "", START, 1, 1, 1)
    for _ in range(2):
        with suppress(Conflict):
            desk.place.invitations.add(row, LogEntry(START, "operator", "invited", row.id))
        desk.place.invitations.revoke(row.id, START, LogEntry(START, "service", "revoked", row.id))
    with pytest.raises(Absent):
        desk.place.invitations.revoke("0" * 16, START, LogEntry(START, "service", "lost", row.id))
    entries = [each for each in desk.log.page("2026-11", 250).items if each.subject == row.id]
    assert sorted(each.act for each in entries) == ["invited", "revoked"]
