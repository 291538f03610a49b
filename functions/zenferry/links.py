"""The links that people are given. What is secret in them stands behind the #: no server sees it.

`page` is an address of the deposit page, ending in a slash.
"""

from urllib.parse import urlencode

__all__ = ["to_deposit", "to_desk", "to_form", "to_waiting"]


def to_form(page: str, invitation: str, *, former: bool = False) -> str:
    """What opens the form. `former`: for one published record, whose words fill it in at once."""
    more = {"former": "1"} if former else {}
    return f"{page}#{urlencode({'invitation': invitation, **more})}"


def to_deposit(page: str, submission: str, key: str) -> str:
    """What opens a deposit."""
    return f"{page}#{urlencode({'submission': submission, 'key': key})}"


def to_desk(page: str, secret: str) -> str:
    """What a curator opens; nothing is used up by that."""
    return f"{page.rstrip('/')}/curation/#{urlencode({'sign-in': secret})}"


def to_waiting(page: str, submission: str) -> str:
    """One deposit at the desk, for who is signed in there or will be."""
    return f"{page}curation/#{urlencode({'submission': submission})}"
