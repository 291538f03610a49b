"""Each function is told what it reads and nothing else: found out by calling it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.crossing import EXAMPLE, ID
from tests.table_places import made_by_moto
from tests.template import of_type
from zenferry import handlers
from zenferry.api.curation.door import Desk
from zenferry.api.service import Reading, Service
from zenferry.errors import Absent, NotNow
from zenferry.wiring import Parts, Settings
from zenferry.wiring.desk_parts import DeskParts

SETTINGS = {field.name for field in fields(Settings)}
# These start executions, but ask for no DOI: whom they would ask, they need not know. And what
# tends sends no file, whatever time there would be for one.
READ_IN_VAIN = {
    "TendFunction": {"forward", "send_seconds", "long_seconds"},
    "ForwardFunction": {"forward"},
    "DeskFunction": {"forward"},
}
STEPS = (
    "prepare",
    "reconcile",
    "hand_over",
    "cancel",
    "stop",
    "give_up",
    "reserve_doi",
    "next_in_line",
)


class Noted(Settings):
    """Settings that remember which of them were read."""

    def __getattribute__(self, name: str) -> Any:
        if name in SETTINGS:
            read = object.__getattribute__(self, "__dict__").setdefault("read", set())
            read.add(name)
        return super().__getattribute__(name)


def asked(parts: Parts, service: type) -> None:
    """Whatever routes may ask for."""
    for name, each in vars(service).items():
        if isinstance(each, property):
            getattr(parts, name)


def api(parts: Parts) -> None:
    asked(parts, Service)
    # Asked for with a large file.
    assert parts.ways


def read(parts: Parts) -> None:
    asked(parts, Reading)


def forward(parts: Parts) -> None:
    # A step of a deposit that there is: what each of them is made of. Who signed in may have to be
    # refreshed.
    assert parts.own_tokens
    for made in (parts.forwarding, parts.ending, parts.attention, parts.queue):
        assert made
    assert parts.at_the_door
    for step in STEPS:
        with suppress(Absent):
            handlers.forward({"step": step, "submission": ID, "attempt": 1}, None)


def send(parts: Parts) -> None:
    # The seal is of use only to a deposit into an account of its own.
    assert parts.sending
    assert parts.seal
    with suppress(Absent):
        handlers.send({"submission": ID, "file": "f", "attempt": 1}, None)


def launch(_: Parts) -> None:
    # There is no such cluster here.
    with suppress(NotNow):
        handlers.launch({"submission": ID, "file": "f", "attempt": 1, "token": "t"}, None)


def tend(parts: Parts) -> None:
    assert parts.tending
    assert parts.seal
    assert handlers.tend({}, None) == {"looked_at": 0}


def desk(parts: Parts) -> None:
    asked(DeskParts(parts.settings), Desk)


def mail(parts: Parts) -> None:
    assert parts.mailer
    assert handlers.mail({}, None) == {"sent": 0}


def records(_: Parts) -> None:
    boto3.client("s3").create_bucket(Bucket="bucket")
    handlers.records({"ask": False}, None)


def rescue(_: Parts) -> None:
    with suppress(Absent):
        handlers.rescue({"detail": {"name": f"{ID}.1"}}, None)


CALLS: dict[str, Callable[[Parts], None]] = {
    f"{call.__name__.title()}Function": call
    for call in (api, read, forward, send, launch, tend, desk, mail, records, rescue)
}


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    """The parts that the handlers share, told everything there is to tell."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        secrets = boto3.client("secretsmanager")
        secret = secrets.create_secret(Name="token", SecretString='{"zenodo": "the-token"}')["ARN"]
        table = made_by_moto().name
        handlers._parts.cache_clear()
        made = handlers._parts()
        made.settings = Noted(
            table=table,
            bucket="bucket",
            machine="machine",
            forward="forward",
            secret=secret,
            records_bucket="bucket",
            profile=str(EXAMPLE),
        )
        yield made
        handlers._parts.cache_clear()


def setting_of(variable: str) -> str:
    """The one that an environment variable sets."""
    plain, told = Settings(), Settings.from_environment({variable: "77"})
    (setting,) = [name for name in SETTINGS if getattr(told, name) != getattr(plain, name)]
    return setting


def test_what_is_set_comes_as_what_it_is_and_what_is_empty_is_not_said() -> None:
    settings = Settings.from_environment(
        {
            "LONG_SECONDS": "43200",
            "LONG_SUBNETS": "subnet-1, subnet-2",
            "TABLE_NAME": "table",
            "SEND_SECONDS": "",
        }
    )
    assert (settings.long_seconds, settings.table) == (43200, "table")
    assert settings.long_subnets == ("subnet-1", "subnet-2")
    assert settings.send_seconds == Settings().send_seconds == 900


def test_every_function_is_called_here() -> None:
    assert set(CALLS) == set(of_type("AWS::Lambda::Function"))


@pytest.mark.parametrize("name", CALLS)
def test_a_function_is_told_what_it_reads_and_nothing_else(name: str, parts: Parts) -> None:
    environment = of_type("AWS::Lambda::Function")[name]["Properties"]["Environment"]
    CALLS[name](parts)

    read = vars(parts.settings)["read"] - READ_IN_VAIN.get(name, set())
    assert {setting_of(variable) for variable in environment["Variables"]} == read
