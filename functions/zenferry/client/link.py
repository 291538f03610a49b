"""The secret link of a page, read where it is given. Pure; links.py makes them."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit, urlunsplit

from zenferry.client.trouble import Usage

__all__ = ["Invited", "read_link"]

_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Invited:
    """Where to deposit, and the leave to do so."""

    page: str
    invitation: str = field(repr=False)

    @property
    def origin(self) -> str:
        """The address of the host."""
        parts = urlsplit(self.page)
        return f"{parts.scheme}://{parts.netloc}"


def read_link(text: str) -> Invited:
    """An invitation's link; Usage when it is none."""
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname or ""
        secret = parse_qs(parts.fragment).get("invitation", [""])[0]
    except ValueError:
        host = secret = ""
    if not (host and secret):
        raise Usage(
            "This is no invitation link: it looks like https://deposit.example/#invitation=..."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _HERE):
        raise Usage("The link must begin with https://, or others could read what it opens.")
    path = parts.path if parts.path.endswith("/") else parts.path.rpartition("/")[0] + "/"
    return Invited(urlunsplit((parts.scheme, parts.netloc, path, "", "")), secret)
