"""What was kept becomes what it was, whichever version of the service kept it.

A field that this version does not know is passed over, one that was not kept yet has its default.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from zenferry.versions.basis import Basis, BasisKind

__all__ = ["basis_of", "made_of"]

T = TypeVar("T")


def made_of(kind: Callable[..., T], told: Mapping[str, Any], /, **instead: Any) -> T:
    """One of this kind of dataclass. `instead`: what is more than the text or number of it."""
    dataclass: Any = kind
    names = {field.name for field in fields(dataclass)}
    return kind(**{name: told[name] for name in names & told.keys()} | instead)


def basis_of(told: Mapping[str, Any]) -> Basis:
    """The published record that something goes on from."""
    return made_of(Basis, told, kind=BasisKind(told["kind"]))
