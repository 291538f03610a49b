"""On the embedded cloud, by the functions' own roles: what was left half done ends, or is found."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.demo import Demo
from tests.depositor import Depositor
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.transfer import TransferState
from zenferry.update import update
from zenferry.uploads.staging import staging_key
from zenferry.wiring import Parts, Settings

pytestmark = pytest.mark.cloud


@pytest.fixture
def parts(deployed: Demo) -> Iterator[Parts]:
    """The table and the bucket, with nobody's role."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in deployed.settings.items():
            environment.setenv(name, value)
        yield Parts(Settings.from_environment())


def changed(parts: Parts, depositor: Depositor, change: Callable[[Submission], Submission]) -> None:
    update(parts.submissions, depositor.id, change)


def unnoted(parts: Parts, depositor: Depositor, file: str) -> None:
    """The store is done with a file; whoever asked it has died before that was noted."""
    found = parts.submissions.get(depositor.id)
    late = replace(found.transfer(file), state=TransferState.COMPLETING)
    parts.submissions.put_transfer(found.id, late)


def past() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


def state_of(parts: Parts, depositor: Depositor, file: str) -> TransferState:
    return parts.submissions.get(depositor.id).transfer(file).state


def test_an_end_that_nobody_noted_is_found_by_a_look_and_by_the_schedule(
    deployed: Demo, parts: Parts
) -> None:
    depositor = Depositor(deployed.invitation())
    file = depositor.upload("cores.csv", b"a,b\n" * 1000)

    unnoted(parts, depositor, file)
    assert depositor.json("GET")["files"][0]["state"] == "staged"

    unnoted(parts, depositor, file)
    changed(parts, depositor, lambda old: replace(old, due=past()))
    deployed.tend()
    assert state_of(parts, depositor, file) is TransferState.STAGED


def test_what_was_abandoned_is_told_to_end_and_ends_without_any_lifecycle_rule(
    deployed: Demo, parts: Parts
) -> None:
    depositor = Depositor(deployed.invitation())
    depositor.upload("cores.csv", b"a,b\n" * 1000)
    new = {"path": "half.bin", "size": 3, "type": ""}
    [half] = depositor.json("POST", "/files", json={"files": [new]})["files"]
    part = {"file": half["id"], "part": 1, "size": 3, "sha256": "n" * 43 + "="}
    depositor.json("POST", "/parts", json={"parts": [part]})
    s3, bucket = deployed.clients.s3, deployed.stack.bucket
    prefix = staging_key(depositor.id, "")

    soon = datetime.now(UTC) + timedelta(days=3)
    changed(parts, depositor, lambda old: replace(old, expires=soon, due=past()))
    deployed.tend()
    found = depositor.json("GET")
    assert (found["state"], found["ends_soon"]) == ("draft", True)
    assert found["timeline"][-1]["event"] == "ends_soon"
    assert s3.list_multipart_uploads(Bucket=bucket, Prefix=prefix)["Uploads"]

    changed(parts, depositor, lambda old: replace(old, expires=past(), due=past()))
    deployed.tend()
    deployed.tend()
    assert parts.submissions.get(depositor.id).state is State.EXPIRED
    assert "Contents" not in s3.list_objects_v2(Bucket=bucket, Prefix=prefix)
    assert not s3.list_multipart_uploads(Bucket=bucket, Prefix=prefix).get("Uploads")
