"""Lists for curators, newest first and a page at a time. It does not know what is listed."""

from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["MOST_A_PAGE", "Page"]

# What one answer holds: still small, and a desk of ten thousand is read in forty of them.
MOST_A_PAGE = 250

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list. `next`: how to ask for what follows; empty where that was all."""

    items: tuple[T, ...]
    next: str = ""
