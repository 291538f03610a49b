"""What a form was filled with from a record, kept small: what was changed since is told from it.

Long values are kept as digests: that they are others is known then, and not what they were.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Change", "changed", "is_as_filled", "remembered", "shortened"]

# Bytes in the row, of all values together. It has little more room beside what was typed.
LARGEST = 16_000
_DIGEST = "#"
# Characters of a value, where it is shown to a person.
MOST_SHOWN = 500

Values = Mapping[str, object]


@dataclass(frozen=True)
class Change:
    """A field that says something else now. `before` is None where it was too long to keep."""

    field: str
    before: object | None
    after: object


def remembered(values: Values) -> str:
    """The values, as text; the longest only by their digests, should they be too much."""
    kept: dict[str, object] = {}
    room = LARGEST
    plain = {name: _plain(value) for name, value in values.items()}
    for name in sorted(plain, key=lambda name: _size(plain[name])):
        if not plain[name]:
            continue
        room -= _size(plain[name])
        kept[name] = plain[name] if room >= 0 else {_DIGEST: _digest(plain[name])}
    return _text(kept)


def changed(said: str, values: Values) -> list[Change]:
    """The fields that say something else than they were filled with."""
    before = json.loads(said) if said else {}
    names = {**before, **values}
    return [
        Change(name, _readable(before.get(name, "")), values.get(name, ""))
        for name in names
        if not _same(before.get(name), values.get(name))
    ]


def is_as_filled(said: str, name: str, value: object) -> bool:
    """Whether nobody wrote something else into this field."""
    return _same(json.loads(said or "{}").get(name), value)


def shortened(value: object) -> str:
    """The words of a value on a line, for a person to compare; cut where they are long."""
    line = ", ".join(" ".join(word.split()) for word in _words(value))
    return line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}…"


def _words(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)
    elif value not in (None, "", False):
        yield str(value)


def _same(before: object, value: object) -> bool:
    plain = _plain(value)
    if isinstance(before, dict) and before.keys() == {_DIGEST}:
        return bool(before[_DIGEST] == _digest(plain))
    return (before or None) == (plain or None)


def _readable(before: object) -> object | None:
    digest = isinstance(before, dict) and before.keys() == {_DIGEST}
    return None if digest else before


def _plain(value: object) -> object:
    """Without what is empty: a form adds that, and it says nothing."""
    if isinstance(value, Mapping):
        return {name: plain for name, each in value.items() if (plain := _plain(each))}
    if isinstance(value, list | tuple):
        return [plain for each in value if (plain := _plain(each))]
    return value


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _size(value: object) -> int:
    """As text in a text, which is how a row has it: each quotation mark is more there."""
    return len(_text(_text(value)).encode(errors="surrogatepass"))


def _digest(value: object) -> str:
    return hashlib.sha256(_text(value).encode()).hexdigest()[:16]
