"""The texts of a record that everybody will be able to read, by the field they stand in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from zenferry.metadata import Metadata
from zenferry.typed.markup import text_of, unescaped

__all__ = ["links", "plain", "texts"]

# Fields of the record that have another name in the form.
_NAMES = {"description_html": "description"}

# Each address counts that is linked and each that is written, as Zenodo counts them.
# No address is longer than browsers take.
_LINK = re.compile(
    r"""href=["']?([^"'>]{1,2000}+)[^"'>]*+"""
    r"""|\b(https?://[^\s'"<>,]{1,2000}+|www\.[^\s'"<>,]{1,2000}+)[^\s'"<>,]*+"""
)


def texts(record: Metadata) -> Iterator[tuple[str, str]]:
    """Every text with the form's name of its field, as it will be sent: HTML where it is HTML."""
    for field in (each for each in fields(record) if each.name != "origins"):
        name = _NAMES.get(field.name, field.name)
        yield from ((name, text) for text in _within(getattr(record, field.name)))


def _within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from _within(tuple(value.values()))
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _within(inner)


def plain(markup: str) -> str:
    """HTML as somebody reads it, in one line."""
    return " ".join(text_of(markup).split())


def links(markup: str) -> list[str]:
    """Addresses in a piece of HTML."""
    return [unescaped(linked or written) for linked, written in _LINK.findall(markup)]
