"""Where people sign in at an InvenioRDM. Apart from the rest of its OAuth, for the API's sake: it
makes no call, and needs nothing for that.
"""

from urllib.parse import urlencode

from zenferry.profile import RepositorySettings

__all__ = ["asking_at"]


def asking_at(place: RepositorySettings, redirect: str, state: str) -> str:
    """The page that asks a person; where it sends them back to is registered there."""
    asked = {
        "response_type": "code",
        "client_id": place.client_id,
        "redirect_uri": redirect,
        "scope": place.scopes,
        "state": state,
    }
    return f"{place.site}/oauth/authorize?{urlencode(asked)}"
