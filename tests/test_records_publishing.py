"""The pages are written when something has changed, and what is in them is found by the API."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tests.clock import Clock
from tests.curated import ADA
from tests.fake_pages import FakePages
from tests.fake_registry import FakeRegistry
from tests.registered import entry
from tests.rendered_site import rendered
from zenferry.errors import NotNow
from zenferry.profile import read_profile
from zenferry.record_pages import RecordPages
from zenferry.records.exports import short
from zenferry.records.finding import A_PAGE as FOUND
from zenferry.records.finding import Finder
from zenferry.records.publishing import Publishing, Written
from zenferry.records.registry import Entry, Work, note_change, works
from zenferry.records.taking_off import take_off

EXAMPLE = Path("infra/example/profile.toml")
PAGE = "https://deposit.example/"


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = rendered(tmp_path_factory.mktemp("frame") / "out")
    return (out / "records" / "frame.json").read_bytes()


class Harvested:
    """A harvest that was done by hand."""

    repository = "zenodo"

    def __init__(self) -> None:
        self.changed = 0

    def run(self) -> int:
        changed, self.changed = self.changed, 0
        return changed


class Press:
    """Publishing over things with memory."""

    def __init__(self, frame: bytes) -> None:
        self.registry, self.pages, self.clock = FakeRegistry(), FakePages(frame), Clock()
        self.harvest = Harvested()
        self.meanwhile: Callable[[], object] = lambda: None
        self.written: Callable[[], object] = lambda: None

    def harvested(self, *entries: Entry) -> None:
        self.harvest.changed = sum(map(self.registry.keep, entries))
        note_change(self.registry, self.clock.now())

    def run(self) -> dict[str, int]:
        publishing = Publishing(
            registry=self.registry,
            harvests=[self.harvest],
            pages=self.pages,
            render=self.rendered,
            now=self.now,
        )
        return dict(publishing.run())

    def now(self) -> datetime:
        """It is asked for once all is written."""
        self.written()
        return self.clock.now()

    def rendered(self, frame: bytes, works: Sequence[Work]) -> Iterator[Written]:
        """What happens meanwhile happens once what there is was read."""
        self.meanwhile()
        return RecordPages(read_profile(EXAMPLE), PAGE).render(frame, works)


def test_only_what_has_changed_is_written(frame: bytes) -> None:
    press = Press(frame)
    press.harvested(entry("zenodo"), entry("zenodo", "2"))
    assert press.run()["written"] > 5
    assert press.run() == {"changed": 0, "written": 0}
    press.harvested(entry("zenodo", "2", title="Mended"))
    press.pages.puts.clear()
    press.run()
    assert "zenodo-2.html" in press.pages.puts
    assert "zenodo-1.html" not in press.pages.puts


def test_what_was_withdrawn_is_taken_away(frame: bytes) -> None:
    press = Press(frame)
    press.harvested(entry("zenodo"), entry("zenodo", "2"))
    press.run()
    press.registry.drop(entry("zenodo"))
    press.harvested()
    press.run()
    assert "zenodo-1.html" not in press.pages.files
    assert "zenodo-2.html" in press.pages.files


def test_a_write_that_fails_is_made_up_for_by_the_next_run(frame: bytes) -> None:
    press = Press(frame)
    press.harvested(entry("zenodo"), entry("zenodo", "2"))
    press.pages.fails_at = 3
    with pytest.raises(NotNow):
        press.run()
    press.pages.fails_at = 0
    press.run()
    assert {"zenodo-1.html", "zenodo-2.html", "index.html", "de/index.html"} <= set(
        press.pages.files
    )


def test_what_was_kept_when_a_run_broke_off_is_written_by_the_next(frame: bytes) -> None:
    press = Press(frame)
    press.run()
    press.harvested(entry("zenodo"))
    # That run heard of a change and was never seen again.
    press.harvest.changed = 0
    press.run()
    assert "zenodo-1.html" in press.pages.files


def test_of_two_runs_at_once_the_next_puts_right_what_they_took_from_each_other(
    frame: bytes,
) -> None:
    slow, press = Press(frame), Press(frame)
    slow.registry, slow.pages = press.registry, press.pages
    press.harvested(entry("zenodo"))
    has_read, may_write = threading.Event(), threading.Event()

    def waits() -> None:
        has_read.set()
        may_write.wait(30)

    slow.meanwhile = waits
    writing = threading.Thread(target=slow.run)
    writing.start()
    assert has_read.wait(30)
    press.harvested(entry("zenodo", "2"))

    def writes() -> None:
        """When this one has written all, the slow one writes what it read before."""
        may_write.set()
        writing.join(30)

    press.written = writes
    press.run()
    assert "zenodo-2.html" not in press.pages.files
    press.written = lambda: None
    press.run()
    assert {"zenodo-1.html", "zenodo-2.html"} <= set(press.pages.files)
    assert b"zenodo-2" in press.pages.files["index.json"].content
    assert press.run()["written"] == 0


def test_another_frame_makes_all_pages_anew_and_so_does_a_day(frame: bytes) -> None:
    press = Press(frame)
    press.harvested(entry("zenodo"))
    press.run()
    press.pages.framed = frame.replace(b"Sprache", b"Zunge")
    assert press.run()["written"] > 0
    press.registry.keep(entry("zenodo", "9", searched=False))
    assert press.run()["written"] == 0
    press.clock.advance(days=1)
    assert press.run()["written"] > 0
    assert "zenodo-9.html" in press.pages.files


def test_what_was_taken_off_is_gone_with_the_next_run(frame: bytes) -> None:
    press = Press(frame)
    press.harvested(entry("zenodo"), entry("zenodo", "2"))
    press.run()
    take_off(press.registry, ADA, "zenodo", "2", press.clock.now(), hidden=True)
    press.run()
    assert "zenodo-2.html" not in press.pages.files
    assert press.run()["written"] == 0
    press.clock.advance(minutes=1)
    take_off(press.registry, ADA, "zenodo", "2", press.clock.now(), hidden=False)
    press.run()
    assert "zenodo-2.html" in press.pages.files


def test_before_the_site_is_there_nothing_is_written(frame: bytes) -> None:
    press = Press(frame)
    press.pages.framed = None
    press.harvested(entry("zenodo"))
    assert press.run() == {"changed": 1, "written": 0}


def finder(*entries: Entry) -> Finder:
    return Finder(lambda: short(works(entries)).encode(), Clock().now)


@pytest.mark.parametrize(
    ("words", "fits"),
    [("", 2), ("sediment", 1), ("LOVELACE cafe", 1), ("10.5281/zenodo.2", 1), ("none", 0)],
)
def test_records_are_found_as_the_page_finds_them(words: str, fits: int) -> None:
    found = finder(entry("zenodo"), entry("zenodo", "2", title="Café")).find(words)
    assert found.total == len(found.records) == fits


def test_what_is_found_comes_a_page_at_a_time() -> None:
    many = finder(*(entry("zenodo", str(number)) for number in range(FOUND + 3)))
    assert len(many.find("").records) == FOUND
    assert len(many.find("", 2).records) == 3
    assert many.find("", 2).total == FOUND + 3
    assert many.find("", 9).records == []


def test_the_file_is_read_once_for_all_who_ask_and_again_after_a_while() -> None:
    clock, reads = Clock(), []

    def read() -> bytes:
        reads.append(clock.now())
        if len(reads) > 1:
            raise NotNow("storage_unavailable")
        return short(works([entry("zenodo")])).encode()

    found = Finder(read, clock.now)
    assert [found.find("").total for _ in range(3)] == [1, 1, 1]
    assert len(reads) == 1
    clock.advance(minutes=6)
    assert found.find("").total == 1
    assert len(reads) == 2
