"""The steps of signing in that need the page's own secret: done where that may be read, for the
API, which never sees a token.

It knows ports only. What it hears is told in codes.
"""

from contextlib import suppress
from dataclasses import dataclass

from zenferry.errors import Absent, NeedsAttention, NotNow, Refused
from zenferry.seal import Seal, SecretKind
from zenferry.signed_in import SignedIn

__all__ = ["SigningIn"]


@dataclass(frozen=True, kw_only=True)
class SigningIn:
    """At one repository. `redirect` is where people come back to."""

    signed_in: SignedIn
    seal: Seal
    redirect: str

    def sign_in(self, submission: str, code: str) -> dict[str, object]:
        """The account's id, and what was sealed for the deposit; or what is wrong, as a code."""
        try:
            granted = self.signed_in.authority().exchanged(code, self.redirect)
        except Refused:
            return {"outcome": "refused"}
        except NeedsAttention:
            return {"outcome": "unset"}
        except NotNow:
            # Strangers may make this happen: no failure of ours, and no alarm.
            return {"outcome": "later"}
        name = self.signed_in.keep(submission, granted)
        sealed = self.seal.seal(submission, name)
        return {"outcome": "signed_in", "account": granted.account, "sealed": sealed.hex()}

    def sign_out(self, submission: str, sealed: bytes) -> dict[str, object]:
        """What was sealed is not needed: the deposit did not come to be."""
        with suppress(Absent):
            name = self.seal.unsealed(submission, sealed)
            if name.kind is SecretKind.SIGN_IN:
                self.signed_in.leave(submission, name)
        return {"outcome": "signed_out"}
