"""What a bad example is, and the good values that it spoils."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.examples import Values

__all__ = ["ADA", "GONE", "GOOD", "Bad", "entry", "plain"]

# In place of a value: the key is left out.
GONE = object()

GOOD: Values = {
    "title": "Sediment cores",
    "resource_type": "dataset",
    "description": "Grain sizes by laser.",
    "keywords": ["sediment"],
    "publication_date": "2026-11-21",
    "creators": [{"type": "person", "family_name": "Lovelace", "given_name": "Ada"}],
    "access": "open",
    "licence": "cc-by-4.0",
    "agreement": True,
}
ADA = GOOD["creators"][0]


@dataclass(frozen=True)
class Bad:
    """`values` in place of good ones; `field` and `code` of our message.

    `stricter`: why we refuse what they take. `breaks`: why they say "internal error" to it.
    """

    name: str
    values: Mapping[str, Any]
    field: str
    code: str
    sent: Mapping[str, Any]
    stricter: str = ""
    breaks: str = ""


def plain(
    field: str,
    value: Any,
    code: str,
    *,
    theirs: str = "",
    stricter: str = "",
    breaks: str = "",
) -> Bad:
    """A value of a single field that is sent as it is."""
    path = theirs or f"metadata.{field}"
    named = "nothing" if value == "" else repr(value)[:40]
    sent = GONE if value == "" else value
    return Bad(f"{field}: {named}", {field: value}, field, code, {path: sent}, stricter, breaks)


def entry(group: str, given: Mapping[str, Any], part: str, code: str, **more: Any) -> Bad:
    """One entry of a group; `sent` is the entry of their list, `theirs` the list."""
    theirs = more.get("theirs", f"metadata.{group}")
    reasons = more.get("stricter", ""), more.get("breaks", "")
    field = f"{group}.0.{part}" if part else group
    name = f"{group}: {given!r}"[:90]
    return Bad(name, {group: [given]}, field, code, {theirs: more["sent"]}, *reasons)
