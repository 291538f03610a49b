"""The one way out to the network: a request goes, an answer comes, or nothing whole.

It knows neither the API nor the storage; what takes its place needs one method.
"""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import InvalidSchema, InvalidURL
from requests.models import PreparedRequest

from zenferry import __version__

__all__ = ["Answer", "Broken", "Line", "NoSuchHost", "Outgoing", "RequestsLine"]

# Also how long a block of 64 KiB may take to leave: slower than that is a dead connection.
CONNECT_SECONDS = 30
# Longer than the service may take for one answer (29 s), and enough for the storage to hash.
ANSWER_SECONDS = 60
BLOCK = 64 * 1024
# A whole deposit of a hundred files, its words and its timeline stays far below.
MOST_ANSWER = 8 * 1024 * 1024


class Broken(Exception):
    """No answer came, or only a piece: what was asked may have been done or not."""


class NoSuchHost(Broken):
    """Whoever knows all names knows none like this."""


@dataclass(frozen=True)
class Answer:
    """What came back. The names of headers are in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def good(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> float:
        """How many seconds it wants to be left alone; 0 where it does not say."""
        said = self.headers.get("retry-after", "")
        return float(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0.0


class Outgoing(Protocol):
    """A body of known length that is read while it is sent."""

    def __len__(self) -> int: ...

    def read(self, amount: int = -1) -> bytes:
        """Up to `amount` bytes; b"" at the end."""
        ...


class Line(Protocol):
    """Everything that reaches the network. Called from several threads at once."""

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | Outgoing | None
    ) -> Answer:
        """One request, once. Broken when no whole answer came."""
        ...


class _Blocks(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, blocksize=BLOCK)


def _no_credentials(request: PreparedRequest) -> PreparedRequest:
    # With none at all, requests would look for some in .netrc, and put them in our key's place.
    return request


class RequestsLine:
    """The real one. Proxies and certificates are the environment's, as other commands have it."""

    def __init__(self, *, at_once: int = 8) -> None:
        self._http = requests.Session()
        self._http.auth = _no_credentials
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self._http.headers["User-Agent"] = f"Zenferry/{__version__} (deposit)"
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, _Blocks(pool_maxsize=at_once + 2))

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | Outgoing | None
    ) -> Answer:
        """Neither redirected nor repeated: both would send a key or a file unasked."""
        try:
            answer = self._http.request(
                method,
                url,
                headers=dict(headers),
                data=body,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                allow_redirects=False,
                stream=True,
            )
            content = _read(answer)
        except (InvalidURL, InvalidSchema) as error:
            # Said again it would be none either.
            raise ValueError("no address") from error
        except (requests.RequestException, ConnectionError, TimeoutError) as error:
            raise _broken(error, url) from error
        named = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, named, content)


def _read(answer: requests.Response) -> bytes:
    with answer:
        read = bytearray()
        for block in answer.iter_content(BLOCK):
            read += block
            if len(read) > MOST_ANSWER:
                raise Broken("an answer without an end")
        return bytes(read)


def _broken(error: Exception, url: str) -> Broken:
    """What kind of thing it was: the words themselves may hold a signed address."""
    inner = error
    while isinstance(inner.__context__, Exception):
        inner = inner.__context__
    if isinstance(inner, socket.gaierror):
        if isinstance(error, requests.exceptions.ProxyError):
            return Broken("the proxy's host was not found")
        host = urlsplit(url).hostname
        known = inner.errno != socket.EAI_NONAME
        return (Broken if known else NoSuchHost)(f"host not found: {host}")
    if isinstance(inner, OSError) and inner.errno:
        return Broken(os.strerror(inner.errno))
    return Broken(type(inner).__name__)
