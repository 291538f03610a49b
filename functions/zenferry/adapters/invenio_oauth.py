"""An InvenioRDM's authorisation server, as its confidential client. It knows forms and answers.

What the server says is never quoted: it may repeat what it was shown.
"""

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from zenferry.accounts.seal import Secret, SecretKind
from zenferry.accounts.shared_tokens import Granted
from zenferry.adapters.named_session import named_session
from zenferry.errors import NeedsAttention, NotNow, Refused
from zenferry.forwarding.pacing import Pace

__all__ = ["InvenioOAuth"]

# With the wait at the door less than the API waits for (clients.py): whoever got tokens is heard.
SECONDS = (2, 8)
_LATER = {408, 425, 429}
# What a header takes. Of anything else the errors that come of it would repeat it.
_TOKEN = re.compile(r"[\x21-\x7e]{1,4000}")


class InvenioOAuth:
    """Calls to /oauth/token of the site at this address, which ends in no slash."""

    def __init__(
        self, site: str, client_id: str, secret: Callable[[], str], *, contact: str, door: Pace
    ) -> None:
        """`secret`: the client's, read when needed; `door`: the pace of what strangers ask."""
        self._url = f"{site}/oauth/token"
        self._client_id, self._secret, self._door = client_id, secret, door
        self._http = named_session(contact)

    def exchanged(self, code: str, redirect: str) -> Granted:
        time.sleep(self._door.take())
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect}
        return self._granted(form)

    def refreshed(self, secret: Secret) -> Granted:
        return self._granted({"grant_type": "refresh_token", "refresh_token": secret.refresh})

    def _granted(self, form: Mapping[str, str]) -> Granted:
        client = {"client_id": self._client_id, "client_secret": self._secret()}
        try:
            answer = self._http.post(
                self._url,
                data={**client, **form},
                headers={"Accept": "application/json"},
                timeout=SECONDS,
                # A redirect would carry the client's secret to somebody else.
                allow_redirects=False,
            )
        except (requests.RequestException, OSError) as error:
            # From its kind alone: what it says may hold the form.
            raise NotNow("repository_unreachable") from _bare(error)
        told = _object(answer)
        if answer.status_code == 200:
            return _read(told)
        raise _refusal(answer.status_code, told)


def _bare(error: Exception) -> Exception:
    return type(error)() if isinstance(error, requests.RequestException) else OSError()


def _object(answer: requests.Response) -> Mapping[str, Any]:
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _refusal(status: int, told: Mapping[str, Any]) -> NotNow | Refused | NeedsAttention:
    if status >= 500 or status in _LATER:
        return NotNow("repository_failed", status=status)
    if told.get("error") == "invalid_grant":
        return Refused("sign_in")
    # The page is not registered there, its secret is wrong, or something stands in between.
    return NeedsAttention("sign_in_unset")


def _read(told: Mapping[str, Any]) -> Granted:
    user = told.get("user")
    account = user.get("id") if isinstance(user, dict) else None
    access, refresh = told.get("access_token"), told.get("refresh_token", "")
    good = isinstance(access, str) and _TOKEN.fullmatch(access) and isinstance(refresh, str)
    if not good or not isinstance(account, str | int) or account == "":
        raise NotNow("repository_failed", status=200)
    lasts = told.get("expires_in")
    seconds = lasts if isinstance(lasts, int) and 0 < lasts < 10**9 else None
    now = datetime.now(UTC)
    ends = now + timedelta(seconds=seconds) if seconds else None
    return Granted(Secret(SecretKind.SIGN_IN, str(access), refresh, ends, now), str(account))
