"""The house over AWS by moto, each function in its own role, with each of their calls noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, cached_property
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from moto import mock_aws

from tests.api_client import digest
from tests.bearing import Bearing
from tests.boundary import Boundary
from tests.clock import Clock
from tests.curated import CuratedHouse
from tests.fake_desk import PromptOrders
from tests.fake_search import FakeSearch
from tests.grants import DESK, MACHINE
from tests.house import House
from tests.recorder import BUCKETS, Call, Recorder
from tests.registered import entry
from tests.staging_places import put
from tests.table_places import made_by_moto
from tests.version_wishes import WishingHouse
from zenferry.adapters import clients
from zenferry.adapters.dynamo_addresses import DynamoAddresses
from zenferry.adapters.dynamo_buckets import DynamoBuckets
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_registry import DynamoRegistry
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.adapters.dynamo_throughputs import DynamoThroughputs
from zenferry.adapters.kms_seal import KmsSeal
from zenferry.adapters.s3_pages import S3Pages
from zenferry.adapters.s3_staging import S3Staging
from zenferry.forwarding.pacing import SharedPace
from zenferry.profile import RepositorySettings
from zenferry.repository import Repository
from zenferry.uploads.staging import Part, Ticket
from zenferry.wiring import Parts
from zenferry.wiring.desk_parts import DeskParts

__all__ = ["RecordedHouse", "RecordedWishes", "moto"]

# Real here, over moto; in a house they are fakes.
_REAL = frozenset(
    {
        "submissions",
        "queue_rows",
        "invitations",
        "seals",
        "sign_in_rows",
        "account_users",
        "addresses",
        "tallies",
        "wishes",
        "claims",
        "throughputs",
        "registry",
        "passes",
        "log",
        "shelf",
    }
)
_KEYS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}
# These act without the page's address: they refresh nobody's tokens.
_TOLD_NO_PAGE = {"SendRole", "LongRole", "RescueRole"}


@contextmanager
def moto() -> Iterator[None]:
    """AWS, empty."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        for name, value in _KEYS.items():
            environment.setenv(name, value)
        yield


class _Store(S3Staging):
    """With a browser's half, and with what moto does not list: the checksums of parts."""

    digests: ClassVar[dict[tuple[str, str], str]] = {}
    clock: Clock

    @contextmanager
    def open(self, key: str, size: int) -> Iterator[Iterator[bytes]]:
        """It takes so long that its pace is worth a note."""
        with super().open(key, size) as chunks:
            yield map(self._after_a_while, chunks)

    def _after_a_while(self, chunk: bytes) -> bytes:
        self.clock.advance(seconds=40)
        return chunk

    def send(self, ticket: Ticket, content: bytes) -> bool:
        asked = parse_qs(urlsplit(ticket.url).query)
        self.digests[asked["uploadId"][0], asked["partNumber"][0]] = digest(content)
        return put(ticket, content)

    def parts(self, key: str, upload: str) -> tuple[Part, ...]:
        listed = super().parts(key, upload)
        return tuple(replace(p, sha256=self.digests[upload, str(p.number)]) for p in listed)


class _Recorded(House):
    """`recorder` has all calls of the functions; what the tests look at themselves is not noted."""

    recorder: Recorder

    def stand(self, recorder: Recorder) -> None:
        """To be called last: it puts AWS in the place of what a house remembers with."""
        self.recorder = recorder
        self._table = made_by_moto()
        s3 = clients.s3()
        for bucket in BUCKETS:
            s3.create_bucket(Bucket=bucket)
        _Store.clock = self.clock
        self._key = clients.keys().create_key()["KeyMetadata"]["KeyId"]
        self._acting: dict[str, Parts] = {}
        self._tables = cache(lambda role: recorder.table(role, self._table.name))
        self.search = FakeSearch(
            *(entry("zenodo", str(n), updated=f"2026-11-0{n}") for n in range(1, 4))
        )
        # What a test looks into, or puts there before anybody acts.
        looked_at: Any = self
        looked_at.submissions = DynamoSubmissions(self._table)
        looked_at.invitations = DynamoInvitations(self._table)
        looked_at.throughputs = DynamoThroughputs(self._table)
        looked_at.addresses = DynamoAddresses(self._table)
        looked_at.registry = DynamoRegistry(self._table)
        looked_at.staging = _Store(s3, "staging")
        self.invite()

    def acting(self, role: str) -> Parts:
        if role not in self._acting:
            self._acting[role] = Parts(self._settings(role), **self._made(role))
        return self._acting[role]

    def _settings(self, role: str) -> Any:
        page = "" if role in _TOLD_NO_PAGE else self.settings.page
        # One place: others wait for it, and the next begins as one ends.
        return replace(self.settings, page=page, most_at_work=1)

    @cached_property
    def desk_parts(self) -> DeskParts:
        def sent(curator: str) -> None:
            made.doorbell.mail_link(curator)

        ordered = ("DeskRole", DESK, "lambda:InvokeFunction")
        asked = self._noted(PromptOrders(sent), lambda _: ordered)
        made = DeskParts(self._settings("DeskRole"), asked=asked, **self._made("DeskRole"))
        return made

    def _noted(self, thing: Any, call: Callable[[str], tuple[str, str, str] | None]) -> Any:
        return self.recorder.around(thing, lambda name: Call(*it) if (it := call(name)) else None)

    def _made(self, role: str) -> dict[str, Any]:
        fakes = {k: v for k, v in self.made(Boundary()).items() if k not in _REAL}
        listen = self.recorder.listen
        s3 = listen(role, clients.s3())
        mail = (role, "*", "ses:SendEmail")
        return fakes | {
            "_table": self._tables(role),
            "staging": _Store(s3, "staging"),
            "record_files": S3Pages(s3, "records"),
            "seal": KmsSeal(listen(role, clients.keys()), self._key),
            "mailer": self._noted(self.mailer, lambda name: mail if name == "send" else None),
            "workflow": self._noted(self.workflow, lambda name: _asked(role, name)),
            "search": lambda _: self.search,
            **self._reached(role),
        }

    def _reached(self, role: str) -> dict[str, Any]:
        """The repository: who calls it reads a token, and takes its turn."""
        secret = (role, "RepositorySecret", "secretsmanager:GetSecretValue")

        def theirs(name: str) -> Callable[[RepositorySettings, Callable[[], str]], Repository]:
            return lambda place, token: self._paced(
                role, f"{place.key}{name}", Bearing(self.fake, token)
            )

        return {
            "repository": self._paced(role, "zenodo", self._noted(self.fake, lambda _: secret)),
            "connect_own": theirs(""),
            "connect_door": theirs("/door"),
            "authority": lambda _: self._noted(self.authority, lambda _: secret),
        }

    def _paced(self, role: str, name: str, repository: Any) -> Any:
        buckets, clock = DynamoBuckets(self._tables(role)), self.clock
        pace = SharedPace(buckets, name, lambda: clock.now().timestamp(), 6000)

        def paced(_: str) -> None:
            pace.take()

        return self.recorder.around(repository, paced)


def _asked(role: str, name: str) -> tuple[str, str, str]:
    if name == "start":
        machine = MACHINE if role == "ForwardRole" else "StateMachine"
        return role, machine, "states:StartExecution"
    return role, "ForwardFunction", "lambda:InvokeFunction"


class RecordedHouse(_Recorded, CuratedHouse):
    """With curators, who look first unless told otherwise."""

    def __init__(self, recorder: Recorder, *, look: bool = True, **more: Any) -> None:
        super().__init__(look=look, **more)
        self.stand(recorder)


class RecordedWishes(_Recorded, WishingHouse):
    """With a published record."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__()
        self.stand(recorder)
