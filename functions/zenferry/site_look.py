"""The consortium's two colours as a stylesheet, with the text colour that can be read on each."""

from zenferry.profile import Look

__all__ = ["stylesheet"]

_WHITE = "#ffffff"
_BLACK = "#0c1214"


def _linear(channel: int) -> float:
    # The sRGB curve, as WCAG 2.2 defines relative luminance.
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _readable_on(colour: str) -> str:
    return max((_WHITE, _BLACK), key=lambda ink: _contrast(ink, colour))


def _variables(accent: str) -> str:
    return f":root{{--accent:{accent};--on-accent:{_readable_on(accent)}}}"


def stylesheet(look: Look) -> str:
    """Custom properties only: what they colour stands in frontend/src/style."""
    dark = f"@media (prefers-color-scheme:dark){{{_variables(look.accent_dark)}}}"
    return f"{_variables(look.accent)}\n@media screen{{{dark}}}\n"
