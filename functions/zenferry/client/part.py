"""One part on its way to the storage: sent until it is there, or there is no hope."""

from collections.abc import Callable
from dataclasses import dataclass

from zenferry.client.api import DepositApi, Json
from zenferry.client.around import Around, Waiting
from zenferry.client.files import LocalFile, Region, sha256
from zenferry.client.line import Answer, Broken, Line
from zenferry.client.trouble import Changed, Later
from zenferry.uploads.staging import part_length

__all__ = ["Part", "PartSender"]


@dataclass(frozen=True)
class Part:
    """A part that was read and hashed. `file` is the service's id."""

    local: LocalFile
    file: str
    number: int
    part_size: int
    sha256: str

    def region(self) -> Region:
        """Its bytes, from the disk."""
        return self.local.region(self.number, self.part_size)

    @property
    def size(self) -> int:
        """In bytes."""
        return part_length(self.local.size, self.part_size, self.number)

    @property
    def asked(self) -> Json:
        """As the service is asked for leave to send it."""
        return {"file": self.file, "part": self.number, "size": self.size, "sha256": self.sha256}


class _Counted:
    """A body that tells how far it was read."""

    def __init__(self, region: Region, heard: Callable[[int], None]) -> None:
        self._region = region
        self._heard = heard
        self.sent = 0

    def __len__(self) -> int:
        return len(self._region)

    def read(self, amount: int = -1) -> bytes:
        """As the region has it."""
        piece = self._region.read(amount)
        self.sent += len(piece)
        self._heard(len(piece))
        return piece


@dataclass(frozen=True)
class PartSender:
    """Sends parts; used from several threads. `moved` hears of bytes, and of those lost again."""

    api: DepositApi
    line: Line
    around: Around
    moved: Callable[[int], None]

    def send(self, part: Part, ticket: Json) -> bool:
        """False where the upload it belongs to has ended: completing the file tells what to do."""
        waiting = Waiting(self.around)
        while True:
            answer = self._tried(part, ticket)
            if answer and answer.good:
                return True
            if answer and answer.status == 404:
                return False
            if answer and answer.status == 400:
                _check(part)
            if not waiting.again(answer.retry_after if answer else 0.0):
                raise Later(_reason(answer))
            if answer and answer.status == 403:
                # Its time may be over.
                ticket = self.api.sign([part.asked])[0]

    def _tried(self, part: Part, ticket: Json) -> Answer | None:
        with part.region() as region:
            body = _Counted(region, self._heard)
            try:
                answer = self.line.send(
                    ticket["method"], ticket["url"], headers=ticket["headers"], body=body
                )
            except Broken:
                answer = None
            if answer is None or not answer.good:
                self.moved(-body.sent)
        return answer

    def _heard(self, size: int) -> None:
        self.around.check()
        self.moved(size)


def _check(part: Part) -> None:
    """The storage found other bytes than were declared: by a bad line, or by a change."""
    with part.region() as region:
        if sha256(region) != part.sha256:
            part.local.check()
            raise Changed(
                f"{part.local.path} changed while it was sent. Run this again when it is finished."
            )


def _reason(answer: Answer | None) -> str:
    if answer is None:
        return "The connection to the storage breaks again and again. Run this again later."
    return f"The storage refuses parts ({answer.status}). Run this again later."
