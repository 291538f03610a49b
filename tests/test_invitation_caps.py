"""What an invitation may be good for is the same, whichever way it is made."""

from pathlib import Path

import pytest

from tests.rendered_site import page_at, rendered
from tests.test_cli import NOWHERE, typed
from zenferry.api.curation.schemas import NewInvitation
from zenferry.errors import Invalid
from zenferry.invitations.address_list import read_list
from zenferry.invitations.caps import CAPS, GIGABYTE
from zenferry.invitations.inviting import Offer

each_cap = pytest.mark.parametrize("cap", CAPS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(tmp_path_factory.mktemp("caps") / "out")


@each_cap
@pytest.mark.parametrize("form", ["invite", "invite-list"])
def test_the_desk_takes_as_much_as_the_service(site: Path, form: str, cap: str) -> None:
    field = page_at(site, "curation").by_id(f"{form}-{cap}")
    assert field.attributes["max"] == str(CAPS[cap].most)


@each_cap
def test_a_call_takes_the_most_and_not_one_more(cap: str) -> None:
    name, unit = ("bytes", GIGABYTE) if cap == "gigabytes" else (cap, 1)
    most = CAPS[cap].most * unit
    assert not NewInvitation().validate({name: most})
    assert NewInvitation().validate({name: most + 1})


@each_cap
def test_a_list_takes_the_most_and_not_one_more(cap: str) -> None:
    most = CAPS[cap].most
    assert read_list(f"email,{cap}\nada@example.org,{most}\n", Offer(), ["en"])
    with pytest.raises(Invalid):
        read_list(f"email,{cap}\nada@example.org,{most + 1}\n", Offer(), ["en"])


@each_cap
def test_the_command_takes_no_more(cap: str) -> None:
    done = typed("invite", f"--{cap}={CAPS[cap].most + 1}", **NOWHERE)
    assert f"--{cap}: give a whole number from 1 to {CAPS[cap].most}" in done.stderr


def test_the_desk_begins_with_what_is_usual(site: Path) -> None:
    page = page_at(site, "curation")
    assert page.by_id("invite-days").attributes["value"] == str(Offer.days)
    assert page.by_id("invite-deposits").attributes["value"] == str(Offer.deposits)
