"""A whole deposit in process, into an account of the depositor's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from tests.api_client import TOKEN
from tests.boundary import Boundary
from tests.crossing import NONCE, Crossing
from tests.written import ID
from zenferry.profile import HandOver, Profile
from zenferry.profile.settings import OwnAccount
from zenferry.repository import Repository

__all__ = ["OTHERS_TOKEN", "OwnCrossing", "deposited"]

OTHERS_TOKEN = "a-token-of-somebody-else-98765"


class OwnCrossing(Crossing):
    """The consortium's account can do nothing here; `used`: the tokens that were shown."""

    def __init__(
        self, *, hand_over: HandOver = HandOver.DRAFT, boundary: Boundary | None = None
    ) -> None:
        # Whatever happens to the consortium's deposits must not happen to this one.
        super().__init__(hand_over=HandOver.PUBLISH, boundary=boundary)
        self._own_hand_over = hand_over
        self.fake.tokens = {TOKEN: "7", OTHERS_TOKEN: "8"}
        self.used: set[str] = set()

    @cached_property
    def profile(self) -> Profile:
        own = OwnAccount(token=True, hand_over=self._own_hand_over)
        return replace(super().profile, own_account=own)

    def reached(self, boundary: Boundary, /) -> dict[str, Any]:
        parts = super().reached(boundary)
        connect = parts["connect_own"]

        def noting(place: object, token: Callable[[], str]) -> Repository:
            def shown() -> str:
                told = token()
                self.used.add(told)
                return told

            reached: Repository = connect(place, shown)
            return reached

        return parts | {"connect_own": noting, "repository": _Nobody()}

    def open(self) -> None:
        """With a token."""
        self.parts.own_accounts.open(ID, "zenodo", TOKEN, nonce=NONCE, language="en")

    def renew(self, token: str) -> None:
        """Another one in its place."""
        self.insist(lambda: self.parts.own_accounts.renew(self.found, token))


class _Nobody:
    """A repository that must not be asked."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"The consortium's account was used for {name}.")


def deposited(hand_over: HandOver) -> OwnCrossing:
    """Handed over."""
    crossing = OwnCrossing(hand_over=hand_over)
    crossing.fill()
    crossing.submit()
    return crossing
