"""What a community has published becomes entries, whatever fails on the way and whatever goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.clock import Clock
from tests.fake_registry import FakeRegistry
from tests.fake_search import FakeSearch
from tests.registered import entry
from zenferry.curation.log import LogEntry
from zenferry.errors import NotNow
from zenferry.records.harvest import Harvest
from zenferry.records.registry import CHANGES, Bookmark, Entry


def published(number: int, hour: int = -1, **more: str) -> Entry:
    changed = f"2026-11-20T{number if hour < 0 else hour:02}:00:00.000000+00:00"
    return entry("zenodo", str(number), updated=changed, **more)


class Busy(FakeRegistry):
    """Does not answer when it is asked to keep one of these."""

    busy: tuple[str, ...] = ()

    def keep(self, entry: Entry) -> bool:
        if entry.record in self.busy:
            raise NotNow("storage_unavailable")
        return super().keep(entry)


class Place:
    """A registry that is filled from a search, on a clock of its own."""

    def __init__(self, *there: Entry, communities: tuple[str, ...] = ("mud",)) -> None:
        self.registry, self.search = Busy(), FakeSearch(*there)
        self.clock, self.communities = Clock(), communities
        self.enough = False

    def run(self) -> int:
        harvest = Harvest(
            registry=self.registry,
            search=self.search,
            repository="zenodo",
            communities=self.communities,
            now=self.clock.now,
            wait=lambda: self.clock.sleep(2.4),
            enough=lambda: self.enough,
        )
        self.search.calls.clear()
        return harvest.run()

    @property
    def noted(self) -> bool:
        """That something was changed, for whoever writes the pages."""
        return self.registry.bookmark(CHANGES) != Bookmark()

    @property
    def records(self) -> list[str]:
        return sorted(row.record for row in self.registry.entries("zenodo") if not row.withdrawn)


def test_all_pages_are_read_and_then_only_what_is_new() -> None:
    place = Place(*(published(number) for number in range(8)))
    assert place.run() == 8
    assert place.records == [str(number) for number in range(8)]
    assert place.run() == 0
    assert len(place.search.calls) == 2
    place.search.there["9"] = published(9)
    place.search.there["3"] = published(3, hour=10, title="Mended")
    assert place.run() == 2
    assert place.registry.rows["zenodo", "3"].title == "Mended"


@pytest.mark.parametrize("call", range(1, 6))
def test_an_answer_that_does_not_come_loses_nothing(call: int) -> None:
    place = Place(*(published(number) for number in range(8)))
    place.search.fails_at = call
    first = place.run()
    assert first == len(place.records)
    assert place.noted == bool(first)
    place.search.fails_at = 0
    assert first + place.run() == 8
    assert place.records == [str(number) for number in range(8)]


def test_it_goes_on_where_an_answer_did_not_come() -> None:
    place = Place(*(published(number) for number in range(9)))
    place.search.fails_at = 3
    place.run()
    assert len(place.records) == 5
    place.search.fails_at = 0
    place.run()
    assert place.search.calls[0].startswith("2026-11-20T04")


def test_what_was_kept_of_half_a_page_is_noted() -> None:
    place = Place(*(published(number) for number in range(3)))
    place.registry.busy = ("1",)
    place.run()
    assert place.records == ["0"]
    assert place.noted
    place.registry.busy = ()
    assert place.run() == 2


def test_a_withdrawal_is_noted_before_it_is_kept() -> None:
    place = Place()
    for each in only_ours("7"):
        place.registry.keep(each)
    place.registry.busy = ("7",)
    place.run()
    assert place.noted


def test_what_is_published_meanwhile_moves_nothing_out_of_sight() -> None:
    place = Place(*(published(number) for number in range(6)))

    def publish(call: int) -> None:
        place.search.there[str(10 + call)] = published(10 + call)
        # Changed: it goes to the end of the list, and all others one place forward.
        place.search.there["0"] = published(0, hour=20)

    place.search.before_call = lambda call: publish(call) if call < 4 else None
    place.run()
    assert set(place.records) == set(place.search.there)


def test_many_that_were_changed_at_the_same_moment_are_all_read() -> None:
    place = Place(*(published(number, hour=7) for number in range(10)))
    place.run()
    assert len(place.records) == 10


def test_what_was_withdrawn_goes() -> None:
    place = Place(*(published(number) for number in range(5)))
    place.run()
    del place.search.there["2"]
    before = place.registry.bookmark(CHANGES)
    assert place.run() == 1
    assert place.registry.bookmark(CHANGES) != before
    assert place.records == ["0", "1", "3", "4"]
    assert ("zenodo", "2") not in place.registry.rows


def test_what_was_withdrawn_of_ours_is_marked_and_can_come_back() -> None:
    place = Place(published(1), published(2))
    place.registry.keep(replace(published(2), searched=False, submission="s1"))
    place.run()
    gone = place.search.there.pop("2")
    place.run()
    assert place.registry.rows["zenodo", "2"].withdrawn
    assert place.records == ["1"]
    place.search.there["2"] = replace(gone, updated="2026-11-21T00:00:00.000000+00:00")
    place.run()
    assert place.records == ["1", "2"]


@pytest.mark.parametrize("call", range(3, 6))
def test_a_look_for_what_is_gone_that_breaks_off_takes_nothing_away(call: int) -> None:
    place = Place(*(published(number) for number in range(8)))
    place.run()
    del place.search.there["5"]
    place.search.fails_at = call
    place.run()
    assert set(place.search.there) <= set(place.records)
    place.search.fails_at = 0
    place.run()
    assert set(place.records) == set(place.search.there)


def test_what_only_we_know_of_is_not_taken_for_withdrawn() -> None:
    place = Place(published(1))
    place.registry.keep(replace(published(7), searched=False, submission="s1"))
    place.search.elsewhere = {"7"}
    place.run()
    assert place.records == ["1", "7"]


def test_one_that_goes_while_another_comes_is_noticed_too() -> None:
    place = Place(*(published(number) for number in range(4)))
    place.run()
    del place.search.there["1"]
    place.search.there["8"] = published(8)
    place.run()
    assert place.records == ["0", "2", "3", "8"]


def test_no_time_left_is_no_reason_to_forget_anything() -> None:
    place = Place(*(published(number) for number in range(8)))
    place.run()
    del place.search.there["5"]
    place.enough = True
    place.run()
    assert place.search.calls == []
    assert len(place.records) == 8


def test_a_community_that_nobody_knows_changes_nothing() -> None:
    place = Place(published(1), communities=("unknown",))
    assert place.run() == 0


def test_a_community_that_nobody_knows_is_in_no_others_way() -> None:
    place = Place(published(1), communities=("unknown", "mud"))
    assert place.run() == 1
    assert place.records == ["1"]


def test_of_several_communities_all_are_read_and_gone_through_now_and_then() -> None:
    place = Place(published(1), published(2), communities=("mud", "sand"))
    place.run()
    del place.search.there["2"]
    place.run()
    assert place.records == ["1", "2"]
    place.clock.advance(hours=7)
    place.run()
    assert place.records == ["1"]


def test_between_two_searches_there_is_time() -> None:
    place = Place(*(published(number) for number in range(8)))
    begun = place.clock.now()
    place.run()
    assert (place.clock.now() - begun).total_seconds() >= 2 * 2.4


def only_ours(*records: str) -> list[Entry]:
    return [entry("zenodo", record, searched=False, submission="s1") for record in records]


def test_ours_that_no_search_knows_are_looked_at_once_a_day() -> None:
    place = Place(published(1))
    for each in only_ours("7", "8"):
        place.registry.keep(each)
    place.search.elsewhere = {"7", "8"}
    place.run()
    place.search.elsewhere = {"7"}
    assert place.run() == 0
    place.clock.advance(hours=25)
    assert place.run() == 1
    assert place.records == ["1", "7"]
    assert place.registry.rows["zenodo", "8"].withdrawn


def test_many_of_ours_are_looked_at_some_at_a_time() -> None:
    place = Place(published(1))
    for each in only_ours(*(f"x{number:02}" for number in range(25))):
        place.registry.keep(each)
    assert [place.run() for _ in range(4)] == [11, 10, 5, 0]
    assert place.records == ["1"]


def test_of_ours_those_that_there_was_no_time_for_are_looked_at_the_next_time() -> None:
    place = Place(published(1))
    for each in only_ours("7", "8"):
        place.registry.keep(each)

    def last(_: int) -> None:
        place.enough = place.search.calls[-1] == "has 7"

    place.search.before_call = last
    assert place.run() == 2
    place.enough = False
    assert place.run() == 1
    assert place.records == ["1"]


def test_a_record_that_can_not_be_looked_at_now_stays() -> None:
    place = Place(published(1))
    for each in only_ours("7", "8"):
        place.registry.keep(each)
    place.search.fails_at = 3
    place.run()
    assert place.records == ["1", "7"]


def test_what_was_hidden_is_hidden_still_when_it_comes_back() -> None:
    place = Place(published(1), published(2))
    place.run()
    told = LogEntry(place.clock.now(), "curator:a", "record_hidden", "zenodo-2")
    place.registry.hide("zenodo", "2", told, hidden=True)
    gone = place.search.there.pop("2")
    place.run()
    assert place.records == ["1"]
    place.search.there["2"] = replace(gone, updated="2026-11-21T00:00:00.000000+00:00")
    place.run()
    assert place.records == ["1", "2"]
    assert place.registry.rows["zenodo", "2"].hidden
