"""Submissions at their limits: every field, the largest row, many writers at once."""

import threading
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from tests.clock import START
from tests.table_places import Place, added, busy_place, fresh, place
from zenferry.access import Spend
from zenferry.adapters.rows import submission_row
from zenferry.api.submissions import MOST_METADATA
from zenferry.errors import Conflict, Problem, ZenferryError
from zenferry.mails.news import Message, News
from zenferry.state import State
from zenferry.submission import Agreed, Submission
from zenferry.timeline import Event
from zenferry.transfer import File, Transfer, TransferState
from zenferry.update import update
from zenferry.versions.basis import Basis, BasisKind
from zenferry.versions.remembered import remembered

__all__ = ["busy_place", "place"]


WHOLE = Transfer(
    file="f1",
    state=TransferState.COPIED,
    upload="u",
    checksum="c-1",
    md5="0" * 32,
    copied_bytes=50 * 10**9,
    repository_size=50 * 10**9,
    repository_md5="1" * 32,
    tries=2,
    version=1,
)

# What the repository told.
THERE: dict[str, Any] = {
    "draft": "abcde-12345",
    "drafts_tried": 2,
    "doi": "10.5072/zenodo.1",
    "record_url": "https://repository.example/1",
    "preview_url": "https://repository.example/1?preview=1",
    "former_preview": "https://repository.example/1?preview=2",
    "review": "r",
    "review_url": "https://repository.example/r",
    "heard": ("c1", "c2"),
    "reconciled": 3,
    "cleaned": True,
}


def whole(invitation: str) -> Submission:
    """A submission with nothing left as it was."""
    odd = START + timedelta(microseconds=123456)
    file = File("f1", "Übung/データ.csv", 50 * 10**9, "text/csv", 16 * 2**20)
    return fresh(
        invitation,
        keys=("one", "two"),
        language="de",
        state=State.IN_REVIEW,
        cancelling=True,
        values={
            "title": "ÄÖ \N{GRINNING FACE}\x00",
            "n": [1, -2.5, None, True, {"deep": ["x"]}, ""],
        },
        place="sandbox",
        approved=True,
        account="Ada",
        token_refused=True,
        basis=Basis(BasisKind.VERSION, "1", "10.5072/zenodo.1", "https://repository.example/1"),
        news=(Message(News.WAITING, odd, "mb"), Message(News.PUBLISHED, odd)),
        news_due=odd,
        news_keys=("two",),
        news_sent=1,
        queue="sandbox",
        turn=odd + timedelta(days=2),
        revision=7,
        files=(file,),
        transfers={"f1": WHOLE},
        dropped=(replace(file, id="f2"),),
        owed=(replace(file, id="f3"),),
        agreed=Agreed(odd, "2026-11", ("one", "two")),
        attempt=3,
        mailed=2,
        problems=(Problem("title", "too_long", {"most": 3}),),
        timeline=(Event(odd, "opened", {}), Event(odd, "reconciled", {"files": 1, "words": "ä"})),
        due=odd + timedelta(days=1),
        **THERE,
        **_MAILS,
    )


def test_every_field_comes_back_as_it_went(place: Place) -> None:
    invitation = place.invited()
    new = whole(invitation)
    plain = Submission(**{n: getattr(new, n) for n in _REQUIRED}, version=0)
    same = [f.name for f in fields(Submission) if getattr(new, f.name) == getattr(plain, f.name)]
    assert set(same) == {*_REQUIRED, "version"}, "a field is not tried here"
    place.submissions.add(replace(new, transfers={}), Spend(invitation, START, deposits=1))
    place.submissions.put_transfer(new.id, replace(WHOLE, version=0))
    assert place.submissions.get(new.id) == replace(new, version=1)


_MAILS: dict[str, Any] = {
    "told": True,
    "addressed": 2,
    "handed_over": True,
    "address_turn": 2,
    "proofs": ("two",),
    "confirmed": True,
}
_REQUIRED = ("id", "invitation", "nonce", "created", "expires", "keys")


def largest_basis() -> Basis:
    """Of a record with each field filled, mostly with quotation marks."""
    said = remembered({f"{n:02}" + "f" * 20: '"' * 300 for n in range(60)})
    tried = "/".join([START.isoformat()] * 20)
    basis = Basis(BasisKind.VERSION, "1" * 20, "10.5281/zenodo.12345678", "https://" + "r" * 100)
    return replace(basis, words="a" * 64, sent="b" * 64, said=said, tried=tried)


def test_the_largest_submission_that_may_be_is_kept(place: Place) -> None:
    name = "\u6f6e" * 198
    files = tuple(
        File(f"{n:016x}", f"{name[:-1]}{n:03}", 500 * 10**6, "t" * 100, 16 * 2**20)
        for n in range(100)
    )
    new = added(
        place,
        values={"description": "x" * (MOST_METADATA - 20)},
        basis=largest_basis(),
        keys=("k" * 64,) * 22,
        heard=("h" * 36,) * 100,
        files=files,
        dropped=files,
    )
    for n in range(200):
        at = START + timedelta(seconds=n, microseconds=1)
        new = new.note(at, "in_review", community="c" * 60)
    for _ in range(5):
        new = new.note(at, "curator_said", words="\u6f6e" * 1333)
    kept = place.submissions.replace(new)
    for file in files:
        place.submissions.put_transfer(new.id, replace(WHOLE, file=file.id, version=0))
    found = place.submissions.get(new.id)
    assert replace(found, transfers={}) == kept
    assert len(found.transfers) == 100


def test_what_ended_without_a_record_is_forgotten_by_the_table_later() -> None:
    gone = replace(whole("i"), state=State.CANCELLED, told=False)
    end = int(gone.timeline[-1].at.timestamp())
    assert end < submission_row(gone)["ttl"] <= end + 30 * 86400
    for kept in (replace(gone, cleaned=False), replace(gone, state=State.PUBLISHED)):
        assert "ttl" not in submission_row(kept)


def raced(count: int, act: Callable[[], object]) -> list[ZenferryError]:
    """Everybody at once; what those who lost were told."""
    gate = threading.Barrier(count)
    lost: list[ZenferryError] = []

    def run() -> None:
        gate.wait()
        try:
            act()
        except ZenferryError as error:
            lost.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return lost


def test_of_many_that_want_the_last_places_exactly_as_many_win_as_there_are(
    busy_place: Place,
) -> None:
    invitation = busy_place.invited(deposits=3)

    def opened() -> None:
        # Somebody else's transaction on the same row is no refusal: it is asked again.
        for _ in range(50):
            try:
                busy_place.submissions.add(fresh(invitation), Spend(invitation, START, deposits=1))
                return
            except Conflict:
                continue

    lost = raced(12, opened)
    assert [error.code for error in lost] == ["invitation_used_up"] * 9
    assert busy_place.used(invitation) == (3, 0, 0)


def test_of_many_that_change_one_submission_each_is_kept_or_told(busy_place: Place) -> None:
    first = added(busy_place)

    def counted(old: Submission) -> Submission:
        return replace(old, revision=old.revision + 1)

    lost = raced(4, lambda: update(busy_place.submissions, first.id, counted))
    assert {error.code for error in lost} <= {"busy"}
    assert busy_place.submissions.get(first.id).revision == 4 - len(lost)
