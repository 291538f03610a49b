"""A seal with memory, and what keeps what it sealed, behind the ports of seal.py."""

import secrets
from datetime import datetime

from zenferry.accounts.seal import Secret, packed, unpacked
from zenferry.errors import Absent, Conflict

__all__ = ["FakeSeal", "FakeSeals"]


class FakeSeal:
    """Remembers what it sealed for whom; what it gives out says nothing of it."""

    def __init__(self) -> None:
        self._sealed: dict[bytes, tuple[str, bytes]] = {}

    def seal(self, submission: str, secret: Secret) -> bytes:
        sealed = secrets.token_bytes(32)
        self._sealed[sealed] = (submission, packed(secret))
        return sealed

    def unsealed(self, submission: str, sealed: bytes) -> Secret:
        context, text = self._sealed.get(sealed, ("", b""))
        if context != submission:
            raise Absent("own_token_gone")
        return unpacked(text)


class FakeSeals:
    """What is sealed, by deposit."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[bytes, datetime]] = {}

    def keep(
        self, submission: str, sealed: bytes, until: datetime, *, instead_of: bytes | None = None
    ) -> bytes | None:
        there = self.rows.get(submission, (None, until))[0]
        if instead_of is not None and there != instead_of:
            raise Conflict("busy")
        self.rows[submission] = (sealed, until)
        return there

    def get(self, submission: str) -> bytes:
        if submission not in self.rows:
            raise Absent("own_token_gone")
        return self.rows[submission][0]

    def drop(self, submission: str, *, only: bytes | None = None) -> None:
        if only is not None and self.rows.get(submission, (only,))[0] != only:
            return
        self.rows.pop(submission, None)
