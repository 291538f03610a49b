"""What becomes public, line by line, in the order of the form, as words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from zenferry.fields import Field, Kind
from zenferry.form import Form
from zenferry.languages import of_form
from zenferry.messages import sentence
from zenferry.public_text import plain
from zenferry.typed.rich_text import sanitised
from zenferry.typed.values import figure

__all__ = ["Row", "choice_label", "rows"]

# They head the record, or are no part of it.
_ELSEWHERE = frozenset({"title", "description", "repository"})
_NOT_TOLD = frozenset({Kind.AGREEMENT, Kind.KEPT})
_BETWEEN = " · "


@dataclass(frozen=True)
class Row:
    """One line. `link` is an address on the web, `note` a remark of ours."""

    label: str
    value: str
    link: str | None = None
    note: str | None = None


def rows(
    form: Form, read: Mapping[str, Any], language: str
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Heading and lines of each section that has any."""
    for section in form.sections:
        fields = [field for field in form.fields if field.section == section.name]
        found = tuple(row for field in fields for row in _rows(field, read, language))
        if found:
            yield of_form(section.label, language), found


def _rows(field: Field, read: Mapping[str, Any], language: str) -> Iterator[Row]:
    if field.name in _ELSEWHERE or field.kind in _NOT_TOLD or field.name not in read:
        return
    note = sentence("only_beside", {}, language) if field.to == "beside" else None
    value = read[field.name]
    label = of_form(field.label, language)
    for entry in value if field.kind is Kind.GROUP else (value,):
        text = _told(field, entry, language)
        if text:
            yield Row(label, text, _link(field, entry), note)


def _told(field: Field, value: Any, language: str) -> str:
    if field.kind is Kind.GROUP:
        return _entry(field, value, language)
    if field.choices:
        return choice_label((field,), field.name, str(value), language)
    teller = _TELLERS.get(field.kind)
    return teller(value) if teller else str(value)


def _entry(field: Field, entry: Mapping[str, Any], language: str) -> str:
    """Its parts side by side; a person's two names as one."""
    told = []
    for part in field.parts:
        value = entry.get(part.name)
        if part.kind in _NOT_TOLD or part.name == "given_name" or not value:
            continue
        if part.kind is Kind.RADIOS:
            continue
        inner = value if part.kind is Kind.GROUP else (value,)
        texts = [_told(part, each, language) for each in inner]
        if part.name == "family_name" and entry.get("given_name"):
            texts.append(str(entry["given_name"]))
        told.append(("; " if part.kind is Kind.GROUP else ", ").join(filter(None, texts)))
    return _BETWEEN.join(told)


def choice_label(fields: Sequence[Field], name: str, value: str, language: str) -> str:
    """What a value that was chosen is called."""
    for field in fields:
        for choice in field.choices if field.name == name else ():
            if choice.value == value:
                return of_form(choice.label, language)
    return value


_IDS = (Kind.ORCID, Kind.ROR, Kind.GND, Kind.ISNI)
# What leads to the thing itself comes before what leads to somebody named in it.
_FIRST = (Kind.URL, Kind.IDENTIFIER)


def _terms(value: Sequence[Mapping[str, str]]) -> str:
    return ", ".join(term.get("label") or term["id"] for term in value)


_TELLERS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.KEYWORDS: lambda value: ", ".join(str(word) for word in value),
    Kind.TERMS: _terms,
    Kind.RICH: lambda value: plain(sanitised(value)),
    Kind.NUMBER: figure,
    # A bare number tells nobody what it is.
    **{kind: partial("{} {}".format, kind.upper()) for kind in _IDS},
}


def _link(field: Field, value: Any, scheme: str = "") -> str | None:
    """Where it leads, if to the web: never to anything else, such as javascript:."""
    if field.kind is Kind.GROUP:
        given = str(value.get("scheme") or "")
        single = (part for part in field.parts if part.kind is not Kind.GROUP)
        in_order = sorted(single, key=lambda part: part.kind not in _FIRST)
        links = (_link(part, value.get(part.name), given) for part in in_order)
        return next(filter(None, links), None)
    address = _address(field, str(value or ""), scheme)
    return address if address.startswith(("https://", "http://")) else None


def _address(field: Field, value: str, scheme: str) -> str:
    # Slow to load; what only looks up names shall not wait for it.
    import idutils  # noqa: PLC0415

    if not value:
        return ""
    if field.kind is Kind.URL:
        return value
    if field.kind is Kind.IDENTIFIER:
        scheme = scheme or next(iter(idutils.detect_identifier_schemes(value)), "")
    else:
        scheme = field.kind if field.kind in _IDS else ""
    return str(idutils.to_url(value, scheme, url_scheme="https") or "") if scheme else ""
