"""The published record that a link or a DOI means, by the profile alone: nobody is asked."""

import re
from urllib.parse import SplitResult, urlsplit

from zenferry.errors import Invalid, Problem
from zenferry.profile import Profile
from zenferry.versions.basis import Basis, BasisKind

__all__ = ["located"]

_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,39}", re.ASCII)
_PATH = re.compile(r"/(?:records?|uploads)/([0-9a-z-]+)(?:/.*)?", re.ASCII)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\S+)", re.ASCII | re.IGNORECASE)


def located(profile: Profile, kind: BasisKind, text: str) -> Basis:
    """The record that a link or a DOI means, at a repository of the profile. Invalid otherwise."""
    known = dict(profile.records())
    for each in profile.repositories:
        site = urlsplit(each.url)
        start = each.doi_start or known.get(site.netloc, "")
        if record := _record(text.strip(), site, start):
            url = f"{site.scheme}://{site.netloc}/records/{record}"
            return Basis(kind, record, f"{start}{record}" if start else "", url, each.key)
    names = " / ".join(dict.fromkeys(each.name for each in profile.repositories))
    raise Invalid([Problem("record", "record_link", {"repository": names})])


def _record(text: str, site: SplitResult, start: str) -> str:
    """The id in a text that may be the address of a record of this site, or its DOI."""
    doi = _DOI.fullmatch(text)
    if doi and start and doi[1].lower().startswith(start.lower()):
        found = doi[1][len(start) :].lower()
        return found if _ID.fullmatch(found) else ""
    try:
        address = urlsplit(text)
    except ValueError:
        return ""
    path = _PATH.fullmatch(address.path)
    same = address.scheme in {"http", "https"} and address.netloc == site.netloc
    return path[1] if same and path and _ID.fullmatch(path[1]) else ""
