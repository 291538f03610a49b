"""A whole number in what somebody wrote. Pure."""

__all__ = ["whole_number"]

# More digits are nobody's number, and take long to read.
_DIGITS = 9


def whole_number(text: str, most: int = 10**_DIGITS) -> int | None:
    """The number of these digits; None where there is anything else, or more than that."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    return int(text) if int(text) <= most else None
