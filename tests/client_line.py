"""What the client sends through, in process: the API over fakes, and the storage in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.deposit_client import SECRET, VALUES, House, house
from zenferry.access import Invitation
from zenferry.api.reading import create_reading_app
from zenferry.client.api import Api, Json
from zenferry.client.around import Around
from zenferry.client.deposit import Depositing, Wish
from zenferry.client.files import gathered
from zenferry.client.inline import Inline
from zenferry.client.journal import Journal
from zenferry.client.line import Answer, Outgoing
from zenferry.client.telling import Event, Silence
from zenferry.uploads.staging import Ticket
from zenferry.wiring import Parts, Settings

PAGE = "https://deposit.example/"
INVITED = {"invitation": SECRET}


@dataclass(frozen=True)
class Call:
    """One request, before it was answered."""

    method: str
    path: str
    body: bytes


# What happens to a call: it may answer itself, raise, or let the service answer.
Fault = Callable[[Call, Callable[[], Answer]], Answer]


@dataclass
class HouseLine:
    """A Line to a house; `fault` stands before every call."""

    house: House
    fault: Fault = lambda _, answer: answer()
    calls: list[Call] = field(default_factory=list)

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | Outgoing | None
    ) -> Answer:
        content = body if isinstance(body, bytes) else body.read() if body else b""
        call = Call(method, urlsplit(url).path if url.startswith("http") else url, content)
        self.calls.append(call)
        return self.fault(call, lambda: self._answered(call, headers))

    def _answered(self, call: Call, headers: Mapping[str, str]) -> Answer:
        if call.path.startswith("fake://"):
            upload = call.path.partition("upload=")[2].partition("&")[0]
            if upload not in self.house.staging.uploads:
                return Answer(404)
            taken = self.house.staging.send(
                Ticket(call.method, call.path, dict(headers)), call.body
            )
            return Answer(200 if taken else 400)
        reading = call.path in {"/api/imports", "/api/preview"}
        http = _reading(self.house) if reading else self.house.http
        got = http.open(call.path, method=call.method, headers=dict(headers), data=call.body)
        named = {name.lower(): value for name, value in got.headers.items()}
        return Answer(got.status_code, named, got.data)

    def said(self, ending: str) -> list[Call]:
        """The calls to addresses that end so."""
        return [call for call in self.calls if call.path.endswith(ending)]

    @property
    def parts(self) -> list[Call]:
        """What was sent to the storage."""
        return [call for call in self.calls if call.path.startswith("fake://")]


def _reading(house: House) -> Any:
    parts = Parts(Settings(), profile=house.profile, now=house.clock.now, fetcher=None)
    return create_reading_app(parts).test_client()


class Heard(Silence):
    """Remembers all events, and how many bytes were told to be there."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.there = self.total = 0

    def tell(self, event: Event) -> None:
        self.events.append(event)

    def begin(self, sent: int, total: int) -> None:
        self.there, self.total = sent, total

    def moved(self, size: int) -> None:
        self.there += size

    @property
    def names(self) -> list[str]:
        return [event.name for event in self.events]


@dataclass
class Desk:
    """A person's machine: a folder, a journal, and the line out."""

    house: House
    folder: Path
    line: HouseLine = field(init=False)
    heard: Heard = field(default_factory=Heard)

    def __post_init__(self) -> None:
        self.line = HouseLine(self.house)

    @property
    def journal(self) -> Path:
        return self.folder / "state" / "journal.json"

    def write(self, **contents: bytes) -> None:
        """Files of the data folder; `__` stands for a dot."""
        for name, content in contents.items():
            place = self.folder / "data" / name.replace("__", ".")
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content)

    def written(self) -> dict[str, bytes]:
        """What should arrive of the data folder."""
        places = (self.folder / "data").iterdir()
        return {f"data/{place.name}": place.read_bytes() for place in places}

    @property
    def invitation(self) -> Invitation:
        """The only one, with what was used of it."""
        [row] = self.house.invitations.rows.values()
        return row

    def run(
        self,
        *given: str,
        values: Json = VALUES,
        opens: Mapping[str, str] = INVITED,
        **wish: Any,
    ) -> Json:
        """The same command, as a new process would run it."""
        self.heard = Heard()
        clock = self.house.clock
        around = Around(lambda: clock.now().timestamp(), clock.sleep, lambda: 0.5)
        journal = Journal(self.journal, PAGE)
        journal.read()
        depositing = Depositing(
            Api(f"{PAGE}api", self.line, around), journal, self.heard, pool=Inline()
        )
        files = gathered([self.folder / name for name in given or ("data",)])
        return depositing.run(Wish(opens, values, files, **wish))

    def staged(self) -> dict[str, bytes]:
        """What arrived, by the names of the record."""
        [found] = self.house.kept_submissions()
        return {
            file.path: self.house.staging.objects[f"staging/{found.id}/{file.id}"]
            for file in found.files
            if found.transfer(file.id).staged
        }


def filled_desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """With a small file, and one of three parts: they have 1 MiB here, which is less to hash."""
    monkeypatch.setattr("zenferry.uploads.staging.LEAST_PART", 1)
    made = Desk(house(), folder)
    made.write(a__csv=b"a,b\n" * 10, b__bin=bytes(range(256)) * 10_000)
    return made
