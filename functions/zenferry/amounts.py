"""Amounts of bytes in the words of the people: 50 GB. It knows no limit, and no language."""

__all__ = ["amount"]


def amount(count: int) -> str:
    """Three digits of it, in the largest unit that fits: 1.5 GB."""
    if count < 1000:
        return f"{count} B"
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6)):
        if count >= bytes_:
            whole = count >= 1000 * bytes_
            return f"{count // bytes_} {unit}" if whole else f"{count / bytes_:.3g} {unit}"
    return f"{-(-count // 1000)} kB"
