"""One pair of tokens for an account, refreshed when refused, worthless after its last deposit."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.clock import Clock
from tests.fake_seal import FakeSeal, FakeSeals
from tests.fake_sign_ins import FakeAuthority, FakeUsers
from zenferry.accounts.seal import Secret
from zenferry.accounts.shared_tokens import LONGEST_REFRESH, SignedIn
from zenferry.errors import Absent, NeedsAttention, NotNow

REDIRECT = "https://deposit.example/signed-in/"
ONE, OTHER = str(uuid4()), str(uuid4())


class Scene:
    """The tokens of one repository's accounts, and the server that gives them."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.seal, self.seals, self.users = FakeSeal(), FakeSeals(), FakeUsers()
        self.authority = FakeAuthority()
        self.signed_in = SignedIn(
            place="zenodo",
            seal=self.seal,
            seals=self.seals,
            users=self.users,
            authority=lambda: self.authority,
            now=self.clock.now,
        )

    def sign_in(self, submission: str = ONE, account: str = "7") -> None:
        """As after the person came back."""
        code = self.authority.code(account, REDIRECT)
        granted = self.authority.exchanged(code, REDIRECT)
        name = self.signed_in.keep(submission, granted)
        self.seals.keep(submission, self.seal.seal(submission, name), self.clock.now())

    def name(self, submission: str = ONE) -> Secret:
        """What the deposit's own row says."""
        return self.seal.unsealed(submission, self.seals.get(submission))

    def access(self, submission: str = ONE) -> str:
        return self.signed_in.read(self.name(submission)).access

    def renew(self, refused: str, submission: str = ONE) -> Secret:
        return self.signed_in.renewed(self.name(submission), refused)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_the_second_deposit_of_an_account_does_not_end_the_first(scene: Scene) -> None:
    scene.sign_in(ONE)
    scene.sign_in(OTHER)

    # The repository has ended the first token: both use the second.
    assert scene.authority.takes(scene.access(ONE))
    assert scene.access(ONE) == scene.access(OTHER)


def test_accounts_have_nothing_of_each_other(scene: Scene) -> None:
    scene.sign_in(ONE, account="7")
    scene.sign_in(OTHER, account="8")

    assert scene.access(ONE) != scene.access(OTHER)
    with pytest.raises(Absent):
        scene.seal.unsealed(OTHER, scene.seals.get(ONE))


def test_a_token_that_is_refused_is_refreshed(scene: Scene) -> None:
    scene.sign_in()
    old = scene.access()

    fresh = scene.renew(old)

    assert fresh.access not in ("", old)
    assert scene.authority.takes(fresh.access)
    assert scene.access() == fresh.access


def test_who_comes_second_takes_what_the_first_has_refreshed(scene: Scene) -> None:
    scene.sign_in(ONE)
    scene.sign_in(OTHER)
    old = scene.access()
    first = scene.renew(old, ONE)

    assert scene.renew(old, OTHER) == first


def test_two_do_not_refresh_at_once(scene: Scene) -> None:
    scene.sign_in()
    now = scene.clock.now()
    scene.users.claim(scene.name().access, now, now + LONGEST_REFRESH)

    with pytest.raises(NotNow):
        scene.renew(scene.access())
    # Killed in the middle, it holds up nobody for long.
    scene.clock.sleep(LONGEST_REFRESH.total_seconds() + 1)
    assert scene.renew(scene.access()).access


def test_a_lost_answer_of_a_refresh_leads_to_signing_in_again(scene: Scene) -> None:
    scene.sign_in()
    old = scene.access()
    scene.authority.loses = True
    with pytest.raises(NotNow):
        scene.renew(old)
    scene.authority.loses = False

    with pytest.raises(NeedsAttention) as stop:
        scene.renew(old)
    assert stop.value.code == "own_token_refused"

    scene.sign_in()
    assert scene.authority.takes(scene.access())


def test_withdrawn_by_the_person_it_leads_to_signing_in_again(scene: Scene) -> None:
    scene.sign_in()
    scene.authority.tokens.clear()

    with pytest.raises(NeedsAttention) as stop:
        scene.renew(scene.access())
    assert stop.value.code == "own_token_refused"


def test_after_the_last_deposit_nothing_is_kept_and_nothing_that_was_kept_is_taken(
    scene: Scene,
) -> None:
    scene.sign_in(ONE)
    scene.sign_in(OTHER)
    used, names = scene.access(), {each: scene.name(each) for each in (ONE, OTHER)}

    scene.signed_in.leave(ONE, names[ONE])
    assert scene.authority.takes(used)

    scene.signed_in.leave(OTHER, names[OTHER])
    assert not scene.authority.takes(used)
    assert scene.seals.rows.keys() <= {ONE, OTHER}
    # The same step may run twice.
    scene.signed_in.leave(OTHER, names[OTHER])


def test_what_cannot_be_made_worthless_is_forgotten_all_the_same(scene: Scene) -> None:
    scene.sign_in()
    name = scene.name()
    scene.authority.loses = True

    scene.signed_in.leave(ONE, name)

    assert scene.seals.rows.keys() == {ONE}


def test_who_signs_in_while_the_last_deposit_leaves_keeps_what_came_of_it(scene: Scene) -> None:
    scene.sign_in(ONE)
    name, leave = scene.name(ONE), scene.users.leave

    def leaving(account: str, submission: str) -> bool:
        last = leave(account, submission)
        scene.sign_in(OTHER)
        return last

    scene.users.leave = leaving  # type: ignore[method-assign]
    scene.signed_in.leave(ONE, name)

    assert scene.authority.takes(scene.access(OTHER))
