"""What the domain relies on of whatever seals a token, and of whatever keeps it sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import boto3
import pytest
from moto import mock_aws

from tests.clock import START
from tests.fake_seal import FakeSeal, FakeSeals
from tests.table_places import CLOUD, in_the_cloud, made_by_moto
from zenferry.accounts.seal import MOST_SEALED, Seal, SealedSecrets, Secret, SecretKind
from zenferry.adapters.dynamo_seals import DynamoSeals
from zenferry.adapters.kms_seal import KmsSeal
from zenferry.errors import Absent, Conflict, Invalid, NotNow

TOKEN = Secret(SecretKind.TOKEN, "a-token-that-nobody-else-knows")
SIGNED_IN = Secret(
    SecretKind.SIGN_IN, "access-0123456789", "refresh-0123456789", START, START - timedelta(hours=1)
)
UNTIL = START + timedelta(days=90)


def _by_moto() -> KmsSeal:
    kms = boto3.Session("test", "test", region_name="us-east-1").client("kms")
    return KmsSeal(kms, kms.create_key()["KeyMetadata"]["Arn"])


@pytest.fixture(params=["memory", "moto", CLOUD])
def seal(request: pytest.FixtureRequest) -> Iterator[Seal]:
    if request.param == "memory":
        yield FakeSeal()
    elif request.param == "cloud":
        demo = request.getfixturevalue("deployed")
        yield KmsSeal(demo.clients.make("kms"), demo.stack.seal_key)
    else:
        with mock_aws():
            yield _by_moto()


@pytest.fixture(params=["memory", "moto", CLOUD])
def kept(request: pytest.FixtureRequest) -> Iterator[SealedSecrets]:
    if request.param == "memory":
        yield FakeSeals()
    elif request.param == "cloud":
        yield DynamoSeals(in_the_cloud(request.getfixturevalue("deployed")))
    else:
        with mock_aws():
            yield DynamoSeals(made_by_moto())


@pytest.fixture
def submission() -> str:
    return str(uuid4())


@pytest.mark.parametrize("secret", [TOKEN, SIGNED_IN])
def test_what_was_sealed_is_unsealed(seal: Seal, submission: str, secret: Secret) -> None:
    assert seal.unsealed(submission, seal.seal(submission, secret)) == secret


def test_what_is_sealed_does_not_show_what_it_is(seal: Seal, submission: str) -> None:
    sealed = seal.seal(submission, SIGNED_IN)
    assert SIGNED_IN.access.encode() not in sealed
    assert SIGNED_IN.refresh.encode() not in sealed


def test_a_seal_opens_for_its_own_deposit_alone(seal: Seal, submission: str) -> None:
    sealed = seal.seal(submission, TOKEN)
    with pytest.raises(Absent):
        seal.unsealed(str(uuid4()), sealed)


def test_what_is_no_seal_does_not_open(seal: Seal, submission: str) -> None:
    sealed = seal.seal(submission, TOKEN)
    with pytest.raises(Absent):
        seal.unsealed(submission, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_a_secret_too_long_to_be_sealed_is_a_mistake_of_whoever_gave_it(
    seal: Seal, submission: str
) -> None:
    with pytest.raises(Invalid):
        seal.seal(submission, Secret(SecretKind.TOKEN, "x" * MOST_SEALED))


@mock_aws
def test_a_key_that_is_gone_is_no_fault_of_the_depositor(submission: str) -> None:
    kms = boto3.Session("test", "test", region_name="us-east-1").client("kms")
    with pytest.raises(NotNow):
        KmsSeal(kms, str(uuid4())).seal(submission, TOKEN)


def test_a_secret_shows_nothing_of_itself() -> None:
    assert SIGNED_IN.access not in repr(SIGNED_IN)
    assert SIGNED_IN.refresh not in f"{SIGNED_IN}"


def test_nothing_is_kept_of_a_deposit_before_it_is(kept: SealedSecrets, submission: str) -> None:
    with pytest.raises(Absent):
        kept.get(submission)


def test_the_last_one_is_kept(kept: SealedSecrets, submission: str) -> None:
    kept.keep(submission, b"first", UNTIL)
    kept.keep(submission, b"second", UNTIL)
    assert kept.get(submission) == b"second"


def test_who_was_faster_stays(kept: SealedSecrets, submission: str) -> None:
    kept.keep(submission, b"first", UNTIL)
    kept.keep(submission, b"second", UNTIL, instead_of=b"first")
    with pytest.raises(Conflict):
        kept.keep(submission, b"third", UNTIL, instead_of=b"first")
    assert kept.get(submission) == b"second"


def test_what_was_dropped_does_not_come_back(kept: SealedSecrets, submission: str) -> None:
    kept.keep(submission, b"first", UNTIL)
    kept.drop(submission)
    kept.drop(submission)
    with pytest.raises(Conflict):
        kept.keep(submission, b"second", UNTIL, instead_of=b"first")
    with pytest.raises(Absent):
        kept.get(submission)


def test_each_deposit_has_its_own(kept: SealedSecrets, submission: str) -> None:
    kept.keep(submission, b"first", UNTIL)
    with pytest.raises(Absent):
        kept.get(str(uuid4()))


def test_keeping_tells_what_was_there_before(kept: SealedSecrets, submission: str) -> None:
    assert kept.keep(submission, b"first", UNTIL) is None
    assert kept.keep(submission, b"second", UNTIL) == b"first"
    assert kept.keep(submission, b"third", UNTIL, instead_of=b"second") == b"second"


def test_one_that_took_its_place_is_not_dropped_for_it(
    kept: SealedSecrets, submission: str
) -> None:
    kept.keep(submission, b"second", UNTIL)
    kept.drop(submission, only=b"first")
    assert kept.get(submission) == b"second"
    kept.drop(submission, only=b"second")
    with pytest.raises(Absent):
        kept.get(submission)
    kept.drop(submission, only=b"second")
