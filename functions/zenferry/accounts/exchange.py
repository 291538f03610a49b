"""The steps of signing in that need the page's own secret: done where that may be read, for the
API, which never sees a token.

It knows ports only. What it hears is told in codes.
"""

import base64
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from zenferry.accounts.seal import Seal, SecretKind
from zenferry.accounts.shared_tokens import SignedIn
from zenferry.errors import Absent, NeedsAttention, NotNow, Refused

__all__ = ["SigningIn"]


@dataclass(frozen=True, kw_only=True)
class SigningIn:
    """At the repositories, by their keys. `redirect` is where people come back to."""

    signed_in: Callable[[str], SignedIn]
    seal: Seal
    redirect: str

    def sign_in(self, submission: str, repository: str, code: str) -> dict[str, object]:
        """The account's id, and what was sealed for the deposit; or what is wrong, as a code."""
        there = self.signed_in(repository)
        try:
            granted = there.authority().exchanged(code, self.redirect)
        except Refused:
            return {"outcome": "refused"}
        except NeedsAttention:
            return {"outcome": "unset"}
        except NotNow:
            # Strangers may make this happen: no failure of ours, and no alarm.
            return {"outcome": "later"}
        name = there.keep(submission, granted)
        told = base64.b64encode(self.seal.seal(submission, name)).decode()
        return {"outcome": "signed_in", "account": granted.account, "sealed": told}

    def sign_out(self, submission: str, repository: str, sealed: bytes) -> dict[str, object]:
        """What was sealed is not needed: the deposit did not come to be."""
        with suppress(Absent):
            name = self.seal.unsealed(submission, sealed)
            if name.kind is SecretKind.SIGN_IN:
                self.signed_in(repository).leave(submission, name)
        return {"outcome": "signed_out"}
