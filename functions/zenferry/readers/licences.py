"""Which licence is meant: by an SPDX id, an address, or in free words."""

import re

from zenferry.fields.choices import LICENCES
from zenferry.readers.imported import filled

__all__ = ["licence_values"]

_OFFERED = frozenset(choice.value for choice in LICENCES) - {"other"}
# Names without a version, and others for the same, as Zenodo has long read them.
_OTHER_NAMES = {
    "cc-zero": "cc0-1.0",
    "cc0": "cc0-1.0",
    "cc-by": "cc-by-4.0",
    "cc-by-sa": "cc-by-sa-4.0",
    "cc-by-nc": "cc-by-nc-4.0",
    "cc-by-nd": "cc-by-nd-4.0",
    "mit-license": "mit",
    "apache2.0": "apache-2.0",
    "apache-license-2.0": "apache-2.0",
    "gpl-3.0+": "gpl-3.0-or-later",
    "odc-odbl-1.0": "odbl-1.0",
    "odc-odbl": "odbl-1.0",
}
_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]+)/([\d.]+)|publicdomain/zero/([\d.]+))",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(
    r"(?:spdx\.org/licenses|opensource\.org/licenses?|choosealicense\.com/licenses)/([\w.+-]+?)"
    r"(?:\.html|\.json)?/?",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def _id(written: str) -> str:
    bare = re.sub(r"^https?://(?:www\.)?", "", written[:300].strip())
    if match := _CREATIVE_COMMONS.match(bare):
        return f"cc-{match[1]}-{match[2]}".lower() if match[1] else f"cc0-{match[3]}"
    if match := _ADDRESSES.fullmatch(bare):
        bare = match[1]
    name = re.sub(r"[\s_]+", "-", bare.lower())
    return _OTHER_NAMES.get(name, name)


def licence_values(*wanted: tuple[str, str]) -> dict[str, object]:
    """The form's values for licences, each a name or id and an address: one is the licence."""
    licence, more = "", []
    for name, link in wanted:
        known = next((id_ for id_ in map(_id, (name, link)) if id_ in _OFFERED), "")
        if known and not licence:
            licence = known
        elif name or link:
            more.append(_own_terms(name, link))
    return filled(licence=licence or ("other" if more else ""), licences=more)


def _own_terms(name: str, link: str) -> dict[str, object]:
    """A licence that the form does not offer, as it was named."""
    if _WEB.fullmatch(name):
        name, link = "", name
    return filled(title=name or link, link=link)
