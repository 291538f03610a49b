"""The link that opens a deposit, read where it is given. Pure; links.py makes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit, urlunsplit
from uuid import UUID

from zenferry.client.trouble import Usage

__all__ = ["Door", "read_link"]

_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Door:
    """Where to deposit, and what opens it, as the API calls it: an invitation, a token of one's
    own and its repository, or the submission and the key of a deposit that is there.
    """

    page: str
    opens: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def origin(self) -> str:
        """The address of the host."""
        parts = urlsplit(self.page)
        return f"{parts.scheme}://{parts.netloc}"


def read_link(text: str, *, bare: bool = False) -> Door:
    """An invitation's link or a status link; `bare`: the page's own. Usage when it is none."""
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname or ""
        opens = _opens(parts.fragment)
    except ValueError:
        host, opens = "", {}
    if not host or bool(opens) == bare:
        raise Usage(_BARE if bare else _NO_LINK)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _HERE):
        raise Usage("The link must begin with https://, or others could read what it opens.")
    path = parts.path if parts.path.endswith("/") else parts.path.rpartition("/")[0] + "/"
    return Door(urlunsplit((parts.scheme, parts.netloc, path, "", "")), opens)


def _opens(fragment: str) -> dict[str, str]:
    found = {name: values[0] for name, values in parse_qs(fragment).items()}
    if "invitation" in found:
        return {"invitation": found["invitation"]}
    if not found.keys() >= {"submission", "key"}:
        return {}
    # It becomes a piece of an address.
    return {"submission": str(UUID(found["submission"])), "key": found["key"]}


_NO_LINK = (
    "This is no link to deposit by: it looks like https://deposit.example/#invitation=... or, "
    "to go on with a deposit, https://deposit.example/#submission=...&key=..."
)
_BARE = (
    "With a token the link is the page's address alone, such as https://deposit.example/, "
    "with nothing after a #."
)
