"""Lists, a page at a time, and how whoever reads one says where to read on. It knows no list."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from zenferry.errors import Malformed

__all__ = ["MOST_A_PAGE", "Page", "cursor_of", "position_of"]

# What one answer holds: still small, and a desk of ten thousand is read in forty of them.
MOST_A_PAGE = 250

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list. `next`: how to ask for what follows; empty where that was all."""

    items: tuple[T, ...]
    next: str = ""


def cursor_of(position: str) -> str:
    """A place in a list, fit for an address; opaque to whoever asks."""
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def position_of(cursor: str, pattern: re.Pattern[str]) -> re.Match[str]:
    """The place that it names. Malformed, where it is none: anybody may send anything."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        position = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise Malformed("cursor") from error
    if not (found := pattern.fullmatch(position)):
        raise Malformed("cursor")
    return found
