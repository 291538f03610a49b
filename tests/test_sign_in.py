"""A sign-in is ended once, in time, by the browser that began it, for what it was begun for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from tests.clock import Clock
from tests.fake_invitations import FakeTallies
from tests.fake_sign_ins import FakeSignIns
from tests.house import EXAMPLE
from zenferry.accounts.sign_in import SignIns
from zenferry.accounts.threshold import SIGN_INS_FROM_ONE, SIGN_INS_IN_ALL, Threshold
from zenferry.adapters.invenio_sign_in import asking_at
from zenferry.errors import Conflict, NotNow, Refused
from zenferry.profile import Profile, read_profile
from zenferry.profile.settings import OwnAccount
from zenferry.tally import Daily

PAGE = "https://deposit.example/"
SOURCE = "203.0.113.9"
ONE, OTHER = str(uuid4()), str(uuid4())


@pytest.fixture
def profile() -> Profile:
    read = read_profile(EXAMPLE).everywhere(client_id="the-page")
    return replace(read, own_account=OwnAccount(sign_in=True))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sign_ins(profile: Profile, clock: Clock) -> SignIns:
    return made(FakeSignIns(), profile, clock)


def made(rows: FakeSignIns, profile: Profile, clock: Clock) -> SignIns:
    threshold = Threshold(Daily(tallies=FakeTallies(), now=clock.now))
    return SignIns(
        rows=rows,
        profile=profile,
        threshold=threshold,
        page=PAGE,
        asking_at=asking_at,
        now=clock.now,
    )


def begun(sign_ins: SignIns, submission: str = ONE) -> tuple[str, str]:
    """The state that the repository will send back, and the browser's secret."""
    left = sign_ins.begin(submission, "zenodo", SOURCE)
    return parse_qs(urlsplit(left.url).query)["state"][0], left.secret


def end(sign_ins: SignIns, state: str, secret: str, **meant: str) -> None:
    asked = {"submission": ONE, "repository": "zenodo"} | meant
    sign_ins.end(state, secret, **asked)


def test_it_leads_to_the_repositorys_own_page_with_all_that_it_asks_for(sign_ins: SignIns) -> None:
    left = sign_ins.begin(ONE, "sandbox", SOURCE)

    address = urlsplit(left.url)
    asked = {name: value for name, [value] in parse_qs(address.query).items()}
    state = asked.pop("state")
    assert f"{address.scheme}://{address.netloc}{address.path}" == (
        "https://sandbox.zenodo.org/oauth/authorize"
    )
    assert asked == {
        "response_type": "code",
        "client_id": "the-page",
        "redirect_uri": "https://deposit.example/signed-in/",
        "scope": "deposit:write deposit:actions",
    }
    assert len(state) >= 32
    assert left.secret not in left.url


def test_neither_state_nor_secret_is_kept(profile: Profile, clock: Clock) -> None:
    rows = FakeSignIns()
    sign_ins = made(rows, profile, clock)

    state, secret = begun(sign_ins)

    assert state not in repr(rows.rows)
    assert secret not in repr(rows.rows)


def test_who_began_it_ends_it(sign_ins: SignIns) -> None:
    end(sign_ins, *begun(sign_ins))


def test_a_replayed_state_is_refused(sign_ins: SignIns, clock: Clock) -> None:
    state, secret = begun(sign_ins)
    end(sign_ins, state, secret)

    # The same call, sent again because no answer came, waits for the end of the first.
    with pytest.raises(NotNow):
        end(sign_ins, state, secret)
    clock.advance(minutes=2)
    with pytest.raises(Refused):
        end(sign_ins, state, secret)


def test_nobody_ends_what_another_browser_began(sign_ins: SignIns) -> None:
    state, _ = begun(sign_ins)
    _, secret_of_another = begun(sign_ins)

    for secret in (secret_of_another, "", "x" * 32):
        with pytest.raises(Refused):
            end(sign_ins, state, secret)


def test_a_state_that_nobody_was_given_is_refused(sign_ins: SignIns) -> None:
    _, secret = begun(sign_ins)

    for state in ("", "x" * 32, "<script>", "\N{SNOWMAN}"):
        with pytest.raises(Refused):
            end(sign_ins, state, secret)


def test_it_is_for_one_deposit_and_one_repository(sign_ins: SignIns) -> None:
    state, secret = begun(sign_ins)

    with pytest.raises(Refused):
        end(sign_ins, state, secret, submission=OTHER)
    with pytest.raises(Refused):
        end(sign_ins, state, secret, repository="sandbox")
    # Nothing of that used it up.
    end(sign_ins, state, secret)


def test_after_ten_minutes_it_is_too_late(sign_ins: SignIns, clock: Clock) -> None:
    state, secret = begun(sign_ins)
    clock.advance(minutes=10)

    with pytest.raises(Refused):
        end(sign_ins, state, secret)


def test_all_refusals_are_alike(sign_ins: SignIns, clock: Clock) -> None:
    state, secret = begun(sign_ins)
    said = []
    for wrong in ((state, "no"), ("no", secret)):
        with pytest.raises(Refused) as refused:
            end(sign_ins, *wrong)
        said.append((refused.value.code, refused.value.params))
    clock.advance(minutes=10)
    with pytest.raises(Refused) as late:
        end(sign_ins, state, secret)

    assert said == [(late.value.code, late.value.params)] * 2


@pytest.mark.parametrize(
    "closed",
    [
        lambda profile: replace(profile, own_account=OwnAccount(token=True)),
        lambda profile: profile.everywhere(client_id=""),
    ],
    ids=["the profile wants none", "the page is registered nowhere"],
)
def test_where_it_is_not_wanted_none_is_begun(
    profile: Profile, clock: Clock, closed: object
) -> None:
    assert callable(closed)
    rows = FakeSignIns()
    sign_ins = made(rows, closed(profile), clock)

    with pytest.raises(Refused):
        sign_ins.begin(ONE, "zenodo", SOURCE)
    assert rows.rows == {}


def test_only_the_profiles_repositories_can_be_signed_in_at(sign_ins: SignIns) -> None:
    for elsewhere in ("", "nowhere", "https://evil.example/api", "zenodo.org"):
        with pytest.raises(Refused):
            sign_ins.begin(ONE, elsewhere, SOURCE)


def test_from_one_place_so_many_are_begun_in_a_minute_and_no_more(
    sign_ins: SignIns, clock: Clock
) -> None:
    for _ in range(SIGN_INS_FROM_ONE):
        sign_ins.begin(ONE, "zenodo", SOURCE)
    with pytest.raises(Conflict, match="own_account_enough"):
        sign_ins.begin(ONE, "zenodo", SOURCE)
    sign_ins.begin(ONE, "zenodo", "198.51.100.7")
    clock.advance(minutes=1)
    sign_ins.begin(ONE, "zenodo", SOURCE)


def test_one_place_does_not_use_up_what_is_for_all(profile: Profile, clock: Clock) -> None:
    rows = FakeSignIns()
    sign_ins = made(rows, profile, clock)
    for _ in range(SIGN_INS_IN_ALL * 2):
        with suppress(Conflict):
            sign_ins.begin(ONE, "zenodo", SOURCE)
    assert len(rows.rows) == SIGN_INS_FROM_ONE
    for number in range(SIGN_INS_IN_ALL * 2):
        with suppress(Conflict):
            sign_ins.begin(ONE, "zenodo", f"place {number}")
    assert len(rows.rows) == SIGN_INS_IN_ALL
