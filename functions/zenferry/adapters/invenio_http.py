"""One session with an InvenioRDM: who we are, how long we wait, what its answers mean.

It knows status codes and headers, not records. The token goes to this one address only.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter

from zenferry.accounts.seal import OWN_TOKEN_FORBIDS, OWN_TOKEN_REFUSED
from zenferry.adapters.named_session import named_session
from zenferry.errors import Absent, Doubtful, NeedsAttention, NotNow, Unanswered
from zenferry.forwarding.pacing import LonePace, Pace, Said
from zenferry.forwarding.stream import Body

__all__ = ["Refusal", "Session", "token_for"]

CONNECT_SECONDS = 10
ANSWER_SECONDS = 60
# The repository hashes and stores before it answers the last byte of a large file.
CONTENT_SECONDS = 300
NO_HEADERS: Mapping[str, str] = {}
BLOCK = 1024 * 1024
LONGEST_QUOTE = 300
# InvenioRDM's own shape: Zenodo's default for records is the shape of its former API.
RECORDS = "application/vnd.inveniordm.v1+json"
# To that, reviews answer 500, and the files of a published record 406.
PLAIN = "application/json"
_PLAIN_ONLY = re.compile(r"requests/.*|.*/(review|submit-review)|records/[^/]+/files")


# Whose token it is that is refused, or may not do what was asked of it.
_OURS = ("repository_denied", "repository_forbids")
_OWN = (OWN_TOKEN_REFUSED, OWN_TOKEN_FORBIDS)


def token_for(secret: str, repository: str, *, only: bool) -> str:
    """The token in a secret: that alone, or a JSON object of tokens by the repositories' keys.

    Standing alone it is that of the only repository: no other is ever shown it.
    """
    if only and not secret.lstrip().startswith("{"):
        return secret.strip()
    try:
        return str(json.loads(secret)[repository]).strip()
    except (ValueError, KeyError) as error:
        raise NeedsAttention("repository_denied") from error


@dataclass(frozen=True)
class Refusal(Exception):
    """A 400: what was sent is not taken. `errors` are (their field, words)."""

    words: str
    errors: tuple[tuple[str, str], ...] = ()


class _BigBlocks(HTTPAdapter):
    """Sends bodies in large blocks: four times the speed of the default 16 KiB."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, blocksize=BLOCK)


class Session:
    """Calls to the records API under `base`, which ends in /api.

    `renewed` reads the token anew, when it is not taken any more: it may have been changed; where
    there is no token yet, it is read so before the first call. `own`: it is a depositor's.
    `pace` says when a call may be made; without one it is as fast as the repository lets it.
    """

    def __init__(  # noqa: PLR0913 - the last two are time itself, for tests
        self,
        base: str,
        token: str | None,
        *,
        contact: str,
        own: bool = False,
        renewed: Callable[[], str] | None = None,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base = base
        self._renewed = renewed
        self._denied_code, self._forbids_code = _OWN if own else _OURS
        self._clock = clock
        self._sleep = sleep
        self._pace = pace or LonePace(clock)
        self._http = named_session(contact)
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, _BigBlocks())
        if token is not None:
            self._bear(token)

    def get(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        """GET, tried once more when the line breaks."""
        try:
            return self._json("GET", path, params=params)
        except NotNow:
            return self._json("GET", path, params=params)

    def post(self, path: str, body: object = None) -> dict[str, Any]:
        """POST JSON."""
        return self._json("POST", path, json={} if body is None else body)

    def put(self, path: str, body: object) -> dict[str, Any]:
        """PUT JSON."""
        return self._json("PUT", path, json=body)

    def delete(self, path: str) -> None:
        """DELETE; the answer is empty, or a page of somebody in between: nothing was deleted."""
        answer = self._answer("DELETE", path)
        if answer.status_code != 204:
            _parsed(answer)

    def upload(self, path: str, body: Body) -> dict[str, Any]:
        """PUT a stream, once: a body half read is never sent again.

        Doubtful where the token is good: what others send again here, the caller has to.
        """
        headers = {"Content-Type": "application/octet-stream"}
        answer = self._once("PUT", path, data=body, headers=headers, timeout=CONTENT_SECONDS)
        if answer.status_code in {401, 403}:
            raise self._denied(answer, Doubtful)
        return _parsed(self._understood(answer))

    def _json(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        return _parsed(self._answer(method, path, **given))

    def _answer(self, method: str, path: str, **given: Any) -> requests.Response:
        answer = self._once(method, path, **given)
        if answer.status_code in {401, 403} and self._token_is_good():
            # Zenodo now and then refuses a good token: believed the second time.
            answer = self._once(method, path, **given)
        elif answer.status_code in {429, 503}:
            may_be_done = method == "POST" and answer.status_code == 503
            answer = self._once(method, path, **given)
            if may_be_done and not answer.ok:
                # The second answer says nothing of what the first one hides.
                raise Unanswered("repository_busy", retry_after=self._shut(answer))
        return self._understood(answer)

    def _once(
        self,
        method: str,
        path: str,
        *,
        timeout: int = ANSWER_SECONDS,
        headers: Mapping[str, str] = NO_HEADERS,
        **given: Any,
    ) -> requests.Response:
        if self._renewed and "Authorization" not in self._http.headers:
            self._bear_first(self._renewed, method)
        if wait := self._pace.take():
            self._sleep(wait)
        accept = PLAIN if _PLAIN_ONLY.fullmatch(path) else RECORDS
        try:
            answer = self._http.request(
                method,
                f"{self._base}/{path}",
                headers={"Accept": accept, **headers},
                timeout=(CONNECT_SECONDS, timeout),
                # A redirect would carry the token, and the file, to somebody else.
                allow_redirects=False,
                **given,
            )
        except (requests.RequestException, OSError) as error:
            raise NotNow("repository_unreachable") from error
        self._pace.heard(_said(answer, self._clock()))
        return answer

    def _token_is_good(self) -> bool:
        """Whether it is taken; if not, whether the one that took its place meanwhile is."""
        if self._is_taken():
            return True
        if self._renewed is None:
            return False
        self._bear(self._renewed())
        return self._is_taken()

    def _is_taken(self) -> bool:
        # Any other answer says nothing about the token.
        return self._once("GET", "user/records", params={"size": "1"}).status_code not in {401, 403}

    def _bear_first(self, token: Callable[[], str], method: str) -> None:
        try:
            self._bear(token())
        except NeedsAttention:
            # What is public, anybody may look at.
            if method != "GET":
                raise

    def _bear(self, token: str) -> None:
        self._http.headers["Authorization"] = f"Bearer {token}"

    def _understood(self, answer: requests.Response) -> requests.Response:
        status = answer.status_code
        if 200 <= status < 300:
            return answer
        if 300 <= status < 400:
            raise NeedsAttention("repository_redirect")
        if status in {404, 410}:
            raise Absent("repository_absent")
        if status in {401, 403}:
            raise self._denied(answer)
        if status in {400, 415}:
            raise self._refusal(answer)
        if status in {429, 503}:
            # The former refuses; what stands in between says the latter, of whatever was done.
            busy = NotNow if status == 429 else Unanswered
            raise busy("repository_busy", retry_after=self._shut(answer))
        raise NotNow("repository_failed", status=status)

    def _shut(self, answer: requests.Response) -> int:
        return max(1, round(_said(answer, self._clock()).shut))

    def _denied(
        self, answer: requests.Response, forbidden: type[NeedsAttention] = NeedsAttention
    ) -> NeedsAttention:
        if not self._token_is_good():
            return NeedsAttention(self._denied_code)
        return forbidden(self._forbids_code, words=self._refusal(answer).words)

    def _refusal(self, answer: requests.Response) -> Refusal:
        """What it says, but for our own token, should it say that."""
        own = str(self._http.headers.get("Authorization", "")).removeprefix("Bearer ")
        words = answer.content.decode(errors="replace")
        return _refusal(words.replace(own, "…") if own else words, answer.status_code)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _retry_after(answer: requests.Response, now: float) -> float:
    """Seconds or a date; where it is neither, one second."""
    said = answer.headers.get("Retry-After", "")
    seconds = _number(said)
    if seconds is not None:
        return seconds
    try:
        return parsedate_to_datetime(said).timestamp() - now
    except (ValueError, OverflowError):
        return 1


def _said(answer: requests.Response, now: float) -> Said:
    """Retry-After comes with every answer: it means something only with these two."""
    told = {
        name: _number(answer.headers.get(f"X-RateLimit-{name.capitalize()}", ""))
        for name in ("limit", "remaining", "reset")
    }
    return Said(
        limit=told["limit"],
        remaining=told["remaining"],
        reset=None if told["reset"] is None else told["reset"] - now,
        retry_after=_retry_after(answer, now) if answer.status_code in {429, 503} else None,
    )


def _parsed(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError as error:
        raise NotNow("repository_failed", status=answer.status_code) from error
    if not isinstance(body, dict):
        raise NotNow("repository_failed", status=answer.status_code)
    return cast("dict[str, Any]", body)


def _refusal(said: str, status: int) -> Refusal:
    try:
        body = json.loads(said)
    except ValueError:
        body = {}
    found = body.get("errors") if isinstance(body, dict) else None
    errors = found if isinstance(found, list) else []
    named = tuple(
        (str(error.get("field", "")), " ".join(map(str, error.get("messages", []))))
        for error in errors
        if isinstance(error, dict)
    )
    words = str(body.get("message", "")) if isinstance(body, dict) else ""
    return Refusal(words[:LONGEST_QUOTE] or f"HTTP {status}", named)
