"""A fake repository as it is to who bears a token of an account of their own."""

from collections.abc import Callable
from typing import Any

from tests.fake_repository import FakeRepository
from zenferry.accounts.seal import OWN_TOKEN_REFUSED
from zenferry.errors import NeedsAttention, NotNow


class Bearing:
    """The same, for who comes with a token of an own account: read once, and again when refused."""

    def __init__(self, fake: FakeRepository, token: Callable[[], str]) -> None:
        self._fake = fake
        self._token = token
        self._held = ""

    def account(self) -> str:
        return self._account()

    def _account(self) -> str:
        if self._fake.down:
            raise NotNow("repository_unreachable")
        for _ in range(2):
            self._held = self._held or self._token()
            if account := self._fake.tokens.get(self._held):
                return account
            self._held = ""
        raise NeedsAttention(OWN_TOKEN_REFUSED)

    def __getattr__(self, name: str) -> Any:
        act = getattr(self._fake, name)

        def acted(*args: object) -> Any:
            self._account()
            return act(*args)

        return acted
