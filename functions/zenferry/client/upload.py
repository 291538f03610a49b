"""All files of a deposit on their way to the storage, and which of their bytes are there already.

Files are read in order, once, part by part; those read are signed in batches, and sent side by
side by one pool for all files. Nothing but the pool runs beside the caller.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any

from zenferry.client.api import DepositApi, Json
from zenferry.client.around import Around
from zenferry.client.files import LocalFile, sha256
from zenferry.client.line import Line
from zenferry.client.part import Part, PartSender
from zenferry.client.trouble import Changed, Later, Problem
from zenferry.uploads.staging import LEAST_PART, composite, part_count
from zenferry.uploads.staging import Part as StoredPart

__all__ = ["THERE", "Going", "Means", "Upload"]

# What the service says of a file it has as a whole.
THERE = frozenset({"staged", "copying", "copied", "kept"})
# Completed in the background, a large file may take minutes: with the pauses between, a third of
# an hour.
MOST_COMPLETIONS = 60
MOST_MENDED = 8


@dataclass
class Going:
    """One file on its way. `there`: SHA-256 of the parts that have arrived, None if not known.

    `counted`: the parts that were told to be there. `asked`: how often it was not ready yet.
    `mended`: how often parts were found missing.
    """

    local: LocalFile
    id: str
    part_size: int
    there: dict[int, str] | None = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    md5: str = ""
    counted: set[int] = field(default_factory=set)
    under_way: int = 0
    asked: int = 0
    mended: int = 0

    @property
    def parts(self) -> range:
        """The numbers of its parts."""
        return range(1, part_count(self.local.size, self.part_size) + 1)

    @property
    def whole(self) -> bool:
        """Whether it was read to its end, and all was sent."""
        return bool(self.md5) and not self.under_way

    def part(self, number: int) -> Part:
        """A part that was read."""
        return Part(self.local, self.id, number, self.part_size, self.digests[number])

    @property
    def completion(self) -> Json:
        """As the service is told that all is there."""
        parts = [StoredPart(n, 0, self.digests[n]) for n in self.parts]
        return {"file": self.id, "checksum": composite(parts), "md5": self.md5}


@dataclass(frozen=True)
class Means:
    """What an upload goes by.

    `batch`: how many parts, and files, one call takes. `at_once`: how many are sent side by side.
    """

    api: DepositApi
    line: Line
    around: Around
    pool: Executor
    moved: Callable[[int], None]
    staged: Callable[[LocalFile], None]
    batch: int
    at_once: int


class Upload:
    """One run; another one goes on where it stopped."""

    def __init__(self, files: Sequence[Going], means: Means) -> None:
        self._files = files
        self._means = means
        self._by_id = {file.id: file for file in files}
        self._sender = PartSender(means.api, means.line, means.around, means.moved)
        self._ready: list[Part] = []
        self._sending: dict[Future[bool], Part] = {}
        self._completing: dict[Future[list[Json]], list[Going]] = {}
        self._whole: list[Going] = []
        self._failed: dict[str, Problem] = {}
        largest = max((file.part_size for file in files), default=0)
        # So far reading goes ahead of sending: the disk's cache still has what is sent.
        self._window = (means.at_once + 2) * largest

    def run(self) -> list[Problem]:
        """Until all is there; what could not be sent, for a reason of its own."""
        for file in self._files:
            try:
                for part in self._read(file):
                    self._queue(file, part)
                    self._turn(more=True)
                self._came_whole(file)
            except Changed as error:
                self._fail(file, error)
        while self._ready or self._sending or self._whole or self._completing:
            self._turn(more=False)
        return list(self._failed.values())

    def _read(self, file: Going) -> Iterator[Part]:
        """The parts to be sent; those that are there were read for the checksum alone."""
        md5 = hashlib.md5(usedforsecurity=False)
        there = self._there(file)
        for number in file.parts:
            self._means.around.check()
            with file.local.region(number, file.part_size) as region:
                file.digests[number] = sha256(region, md5)
            if there is None or there.get(number) == file.digests[number]:
                self._means.moved(file.part(number).size)
                file.counted.add(number)
            else:
                yield file.part(number)
        file.local.check()
        file.md5 = md5.hexdigest()

    def _there(self, file: Going) -> dict[int, str] | None:
        """None where completing the file will tell, because all of it is hoped to be there."""
        # Of small files that way a batch costs one call, not one each.
        if file.there is not None or len(file.parts) == 1:
            return file.there
        # No part is there when none has arrived, and when the file has become whole meanwhile.
        if there := self._means.api.parts(file.id):
            return there
        found = {each["id"]: each["state"] for each in self._means.api.look()["files"]}
        return None if found.get(file.id) in THERE else {}

    def _turn(self, *, more: bool) -> None:
        """One step on; waits when there is nothing else to do."""
        if self._worth_signing(more=more):
            self._sign()
        if self._worth_completing(more=more):
            self._complete()
        waiting: list[Future[Any]] = [*self._sending, *self._completing]
        if waiting:
            block = not more or self._in_hand() >= self._window
            # Not for ever: Ctrl-C would wait as long on some systems.
            done, _ = wait(waiting, 1.0 if block else 0, FIRST_COMPLETED)
            for future in done:
                self._collect(future)

    def _worth_signing(self, *, more: bool) -> bool:
        """Small parts wait for each other, to go in one call; large ones for nobody."""
        size = sum(part.size for part in self._ready)
        enough = not more or size >= LEAST_PART or len(self._ready) >= self._means.batch
        return bool(self._ready) and enough and len(self._sending) <= self._means.at_once

    def _sign(self) -> None:
        most = self._means.batch
        batch, self._ready = self._ready[:most], self._ready[most:]
        tickets = self._means.api.sign([part.asked for part in batch])
        for part, ticket in zip(batch, tickets, strict=True):
            self._sending[self._means.pool.submit(self._sender.send, part, ticket)] = part

    def _worth_completing(self, *, more: bool) -> bool:
        """One call at a time; those of small files wait for each other."""
        idle = not (more or self._ready or self._sending)
        size = sum(file.local.size for file in self._whole)
        enough = idle or size >= LEAST_PART or len(self._whole) >= self._means.batch
        return bool(self._whole) and enough and not self._completing

    def _complete(self) -> None:
        most = self._means.batch
        batch, self._whole = self._whole[:most], self._whole[most:]
        self._completing[self._means.pool.submit(self._asked, batch)] = batch

    def _asked(self, batch: Sequence[Going]) -> list[Json]:
        """Not at once again, where it was not ready."""
        if before := max(file.asked for file in batch):
            self._means.around.pause(self._means.around.back_off(before))
        return self._means.api.complete([file.completion for file in batch])

    def _in_hand(self) -> int:
        return sum(part.size for part in (*self._ready, *self._sending.values()))

    def _collect(self, future: Future[Any]) -> None:
        if future in self._completing:
            for file, answer in zip(self._completing.pop(future), future.result(), strict=True):
                self._completed(file, answer)
            return
        part = self._sending.pop(future)
        file = self._by_id[part.file]
        file.under_way -= 1
        try:
            if future.result():
                file.counted.add(part.number)
            self._came_whole(file)
        except Changed as error:
            self._fail(file, error)

    def _came_whole(self, file: Going) -> None:
        if file.whole and file.id not in self._failed:
            self._whole.append(file)

    def _completed(self, file: Going, answer: Json) -> None:
        missing = [int(number) for number in answer.get("missing", ())]
        if answer["state"] == "staged":
            self._means.staged(file.local)
        elif missing and file.mended < MOST_MENDED:
            file.mended += 1
            for number in missing:
                self._forget(file, number)
                self._queue(file, file.part(number))
        elif not missing and file.asked < MOST_COMPLETIONS:
            file.asked += 1
            self._whole.append(file)
        else:
            raise Later(str(answer.get("message") or f"{file.local.path} was not confirmed."))

    def _forget(self, file: Going, number: int) -> None:
        if number in file.counted:
            file.counted.discard(number)
            self._means.moved(-file.part(number).size)

    def _queue(self, file: Going, part: Part) -> None:
        self._ready.append(part)
        file.under_way += 1

    def _fail(self, file: Going, error: Changed) -> None:
        """The others go on."""
        self._failed[file.id] = Problem(file.local.path, str(error))
        self._ready = [part for part in self._ready if part.file != file.id]
