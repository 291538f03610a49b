"""Amounts of bytes in the words of the people: 50 GB. It knows no limit, and no language."""

from collections.abc import Callable

__all__ = ["amount"]

_UNITS = ("B", "kB", "MB", "GB")


def _plain(number: float) -> str:
    return f"{number:.15g}"


def amount(count: int, written: Callable[[float], str] = _plain) -> str:
    """Three digits of it, in the largest unit that fits: 1.5 GB. `written`: as numbers are here.

    Rounded first: 999.7 GB have three digits only as 1 TB.
    """
    number = float(f"{count:.3g}")
    for unit in _UNITS:
        if number < 1000:
            return f"{written(number)} {unit}"
        number /= 1000
    return f"{written(number)} TB"
