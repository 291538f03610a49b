"""What is relied on of whatever keeps wishes about published records."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.clock import START
from tests.fake_wishes import FakeWishes
from tests.table_places import CLOUD, in_the_cloud, made_by_moto
from zenferry.adapters.dynamo_wishes import DynamoWishes
from zenferry.errors import Absent, Conflict
from zenferry.versions.basis import Basis, BasisKind
from zenferry.versions.wishes import Answer, Wish, Wishes

BASIS = Basis(BasisKind.VERSION, "12", "10.5281/zenodo.12", "https://zenodo.org/records/12", "z")


def wish(**more: object) -> Wish:
    made = Wish(str(uuid4()), BASIS, "Ä “new” core\n2", "de", START, START + timedelta(days=30))
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "moto", CLOUD])
def wishes(request: pytest.FixtureRequest) -> Iterator[Wishes]:
    if request.param == "memory":
        yield FakeWishes()
    elif request.param == "moto":
        with mock_aws():
            yield DynamoWishes(made_by_moto())
    else:
        yield DynamoWishes(in_the_cloud(request.getfixturevalue("demo")))


def test_a_wish_comes_back_as_it_went(wishes: Wishes) -> None:
    new = wish(email="ada@example.org")

    wishes.add(new)
    wishes.add(new)

    assert wishes.get(new.id) == new
    with pytest.raises(Absent):
        wishes.get(str(uuid4()))


def test_it_is_answered_once_and_its_address_is_gone_then(wishes: Wishes) -> None:
    new = wish(email="ada@example.org")
    wishes.add(new)

    wishes.answer(new, Answer.AGREED)

    assert wishes.get(new.id) == replace(new, answer=Answer.AGREED, email="")
    with pytest.raises(Conflict, match="wish_answered"):
        wishes.answer(new, Answer.REFUSED)
    assert wishes.get(new.id).answer is Answer.AGREED


def test_those_that_wait_are_listed_newest_first_without_addresses(wishes: Wishes) -> None:
    made = [wish(at=START + timedelta(seconds=n), email="ada@example.org") for n in range(5)]
    for each in made:
        wishes.add(each)
    wishes.answer(made[3], Answer.REFUSED)
    ours = {each.id for each in made}

    found, before = [], ""
    while True:
        page = wishes.listed(2, before)
        assert len(page.items) <= 2
        found += [each for each in page.items if each.id in ours]
        if not (before := page.next):
            break

    assert found == [replace(made[n], email="") for n in (4, 2, 1, 0)]
