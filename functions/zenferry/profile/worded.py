"""Texts of a profile: one for all languages, or a table with one for each.

    tagline = "Eleven institutes"
    tagline = {en = "Eleven institutes", de = "Elf Institute"}

It knows how such a text is read and chosen from, not which texts there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields

__all__ = ["Worded", "told_in", "untold"]


@dataclass(frozen=True)
class _Table:
    texts: Mapping[str, object]


class Worded(fields.Field[Any]):
    """What `one` takes, or a table of that by language."""

    def __init__(self, one: fields.Field[Any], **options: Any) -> None:
        super().__init__(required=one.required, load_default=one.load_default, **options)
        self.one = one
        self.error_messages |= {"required": one.error_messages["required"]}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, dict):
            return self.one.deserialize(value)
        texts, mistakes = {}, {}
        for language, text in value.items():
            try:
                texts[language] = self.one.deserialize(text)
            except ValidationError as error:
                mistakes[language] = error.messages
        if mistakes:
            raise ValidationError(mistakes)
        return _Table(texts)


def told_in(data: Any, language: str) -> Any:
    """The same data with the texts of one language in place of the tables."""
    if isinstance(data, _Table):
        return data.texts[language]
    if isinstance(data, dict):
        return {key: told_in(inner, language) for key, inner in data.items()}
    return [told_in(inner, language) for inner in data] if isinstance(data, list) else data


def untold(data: object, languages: list[str], key: str = "") -> Iterator[str]:
    """Tables that lack a language of the profile, or have one too many: key and remedy."""
    if isinstance(data, _Table):
        if lacking := [language for language in languages if language not in data.texts]:
            yield f"{key}: Say it also in: {', '.join(lacking)}."
        if more := [language for language in data.texts if language not in languages]:
            yield f"{key}: Add to languages, or leave out: {', '.join(more)}."
    elif isinstance(data, dict):
        for name, inner in data.items():
            yield from untold(inner, languages, f"{key}.{name}".lstrip("."))
    elif isinstance(data, list):
        for number, inner in enumerate(data):
            yield from untold(inner, languages, f"{key}.{number}")
