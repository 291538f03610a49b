"""HTTP under our name, and with nothing of the machine's own along. It knows no address."""

import requests

from zenferry import __version__

__all__ = ["named_session"]


def named_session(contact: str) -> requests.Session:
    """Neither a proxy's credentials nor a .netrc entry may go along, or take a token's place."""
    session = requests.Session()
    session.trust_env = False
    # Zenodo answers 403 to agents without a name.
    session.headers["User-Agent"] = f"Zenferry/{__version__} (mailto:{contact})"
    return session
