"""The steps that a deposit takes, as its page is told them."""

import pytest

from tests.api_client import TOKEN, Client
from tests.continued import Continued
from tests.crossing import INVITATION
from tests.curated import CuratedHouse
from tests.house import house
from zenferry.profile import HandOver
from zenferry.versions.basis import BasisKind


def way(client: Client) -> tuple[bool, str]:
    told = client.look()["way"]
    return told["look"], told["ends"]


def test_it_ends_as_the_profile_says_and_is_looked_at_where_curators_want_to() -> None:
    assert way(house().opened()) == (False, "review")
    assert way(CuratedHouse().opened()) == (True, "review")


def test_in_an_account_of_ones_own_it_ends_as_those_do() -> None:
    place = house()
    place.fake.tokens = {TOKEN: "7"}
    assert place.profile.own_account.hand_over is HandOver.DRAFT
    client = place.client()
    assert client.open_own().status_code == 201
    assert way(client) == (False, "draft")


@pytest.mark.parametrize(
    ("kind", "hand_over", "ends"),
    [
        (BasisKind.VERSION, HandOver.REVIEW, "publish"),
        (BasisKind.CORRECTION, HandOver.REVIEW, "publish"),
        (BasisKind.VERSION, HandOver.DRAFT, "draft"),
        (BasisKind.CORRECTION, HandOver.DRAFT, "publish"),
    ],
)
def test_what_becomes_of_a_public_record_is_looked_at_by_our_own_curators_alone(
    kind: BasisKind, hand_over: HandOver, ends: str
) -> None:
    client = Continued(kind, hand_over=hand_over).client()
    assert client.open(INVITATION).status_code == 201
    assert way(client) == (True, ends)
