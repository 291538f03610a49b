"""Deposits of people who signed in at the repository, for tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from tests.api_client import NONCE, Client
from tests.crossing import Crossing
from tests.house import House
from tests.written import ID
from zenferry.accounts.door import SignInAnswer
from zenferry.profile import HandOver, Profile
from zenferry.profile.settings import OwnAccount

__all__ = ["SignedInCrossing", "opened"]


def opened(place: House, account: str = "7") -> Client:
    """A deposit of an account that was signed in to."""
    client = place.client()
    answer = client.open_signed_in(client.sign_in(account, place.authority))
    assert answer.status_code == 201, answer.text
    return client


class SignedInCrossing(Crossing):
    """A whole deposit into the account of somebody who signed in."""

    @cached_property
    def profile(self) -> Profile:
        own = OwnAccount(sign_in=True, hand_over=HandOver.DRAFT)
        return replace(super().profile, own_account=own)

    def reached(self, boundary: Any, /) -> dict[str, Any]:
        return super().reached(boundary) | {"repository": _Nobody()}

    def answer(self, account: str = "7") -> SignInAnswer:
        client = Client(self.http)
        client.id = ID
        return SignInAnswer(**client.sign_in(account, self.authority))

    def open(self) -> None:
        told = {"nonce": NONCE, "language": "en"}
        self.parts.own_accounts.open_signed_in(ID, "zenodo", self.answer(), **told)


class _Nobody:
    """The consortium's own account: not asked."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"The consortium's account was used for {name}.")
