"""What an invitation may be good for at most, and is where nobody says anything.

Whoever takes such numbers, on whatever way, reads them here.
"""

from dataclasses import dataclass

__all__ = ["CAPS", "GIGABYTE", "Cap"]

GIGABYTE = 10**9


@dataclass(frozen=True)
class Cap:
    """From one to `most`; `usual` where it is left out."""

    most: int
    usual: int


CAPS = {
    "days": Cap(999, 30),
    "deposits": Cap(999_999, 1),
    "files": Cap(999_999, 100),
    "gigabytes": Cap(999_999, 50),
}
