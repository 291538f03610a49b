"""The only place where real things are chosen. What only the desk needs is `desk_parts`."""

from zenferry.wiring.parts import Parts
from zenferry.wiring.settings import Settings

__all__ = ["Parts", "Settings"]
