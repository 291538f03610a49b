"""Asks the configured services, and nobody else: no redirects, no proxies' or users' secrets.

It knows time, size and JSON; what the answers mean is its callers' business.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import requests
import urllib3

from zenferry.adapters.named_session import named_session
from zenferry.errors import Absent, NotNow
from zenferry.look_ups.fetching import Elsewhere

__all__ = ["HttpFetcher"]

MOST_BYTES = 2 * 1024 * 1024
CONNECT_SECONDS = 1.5
_BLOCK = 64 * 1024
# Some say so of what they can't understand, too: that is no fault of the service.
_ABSENT = frozenset({400, 404, 410, 422})
_NO_HEADERS: Mapping[Elsewhere, Mapping[str, str]] = {}


class HttpFetcher:
    """GET requests below these addresses. `headers`: what a service wants beside the usual ones."""

    def __init__(
        self,
        addresses: Mapping[Elsewhere, str],
        *,
        contact: str,
        headers: Mapping[Elsewhere, Mapping[str, str]] = _NO_HEADERS,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._addresses = {of: address.rstrip("/") for of, address in addresses.items()}
        self._headers = headers
        self._most_bytes = most_bytes
        self._clock = clock
        self._http = named_session(contact)
        self._http.headers["Accept"] = "application/json"

    def json(
        self,
        of: Elsewhere,
        path: Sequence[str],
        params: Mapping[str, str] | None = None,
        *,
        seconds: float = 2.0,
    ) -> Any:
        """See the port."""
        if any(not step.strip(".") for step in path):
            raise Absent("service_absent", service=of.value)
        url = "/".join((self._addresses[of], *map(_step, path)))
        until = self._clock() + seconds
        try:
            return json.loads(self._content(of, url, params or {}, until))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise NotNow("service_down", service=of.value) from error
        except (ValueError, RecursionError) as error:
            raise NotNow("service_unreadable", service=of.value) from error

    def _content(self, of: Elsewhere, url: str, params: Mapping[str, str], until: float) -> bytes:
        seconds = max(0.1, until - self._clock())
        with self._http.get(
            url,
            params=params,
            headers=self._headers.get(of),
            timeout=(min(CONNECT_SECONDS, seconds), seconds),
            # Where it leads to was chosen by somebody else.
            allow_redirects=False,
            stream=True,
        ) as answer:
            self._http.cookies.clear()
            if answer.status_code in _ABSENT:
                raise Absent("service_absent", service=of.value)
            if answer.status_code != 200:
                raise NotNow("service_down", service=of.value)
            return self._read(answer, until)

    def _read(self, answer: requests.Response, until: float) -> bytes:
        """Block by block: an answer may come in drops, or never end."""
        read = bytearray()
        while block := answer.raw.read1(_BLOCK, decode_content=True):
            read += block
            if len(read) > self._most_bytes:
                raise ValueError("too much")
            if self._clock() > until:
                raise TimeoutError
        return bytes(read)


def _step(text: str) -> str:
    """One step of a path: nothing in it is a slash, or begins a query."""
    return quote(text, safe="", errors="replace")
