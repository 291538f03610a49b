"""The only place where real things are chosen."""

from zenferry.wiring.desk_parts import DeskParts
from zenferry.wiring.parts import Parts
from zenferry.wiring.settings import Settings

__all__ = ["DeskParts", "Parts", "Settings"]
