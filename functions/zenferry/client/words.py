"""The metadata file: values of the form as they are, or whatever the service can read.

It knows no format: which file is which the service knows, and the names of its form's fields.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zenferry.client.api import Api, Json, Said
from zenferry.client.trouble import NotTaken, Usage

__all__ = ["Words", "check_readable", "checksum", "read_words"]

# The service takes no more (1 MiB with what is around it).
LARGEST = 1000_000
# Other formats in JSON have these names: values of a form have none that is expected of them.
FOREIGN = (".zenodo.json", "zenodo.json", "codemeta.json", "datapackage.json")


@dataclass(frozen=True)
class Words:
    """Values of the form, and what of the file found no place in it.

    `chosen`: what the page chooses beforehand, and the file did not say.
    """

    values: Json
    format: str = ""
    not_understood: tuple[tuple[str, str], ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()


def check_readable(place: Path) -> None:
    """Usage where it is no text at all: told before anything is begun."""
    _text(place)


def read_words(place: Path, api: Api, given: Sequence[str] = (), *, form: str = "") -> Words:
    """The file's words; `given` are NAME=VALUE that go before. `form`: values, import, or "" """
    text = _text(place)
    values = None if form == "import" else _values(place, text)
    taken = None if values is None else api.form()
    if values is not None and taken and (form == "values" or values.keys() <= taken.names):
        filled, chosen = taken.filled({**values, **assigned(given)})
        return Words(filled, chosen=tuple(chosen))
    if form == "values":
        raise Usage(f"{place} is no JSON object with values of the form.")
    # Nothing is chosen here: what another format says of a licence may be what was not understood.
    found = _imported(place, text, api)
    return replace(found, values={**found.values, **assigned(given)})


def _text(place: Path) -> str:
    try:
        raw = place.read_bytes()
        if len(raw) > LARGEST:
            raise Usage(f"{place} is too large for a metadata file. Are the arguments in order?")
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise Usage(f"The metadata file {place} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Usage(f"{place} is no text in UTF-8. Is it the metadata file?") from error


def _values(place: Path, text: str) -> Json | None:
    if place.name.lower() in FOREIGN:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _imported(place: Path, text: str, api: Api) -> Words:
    try:
        answer = api.read_words(text, place.name)
    except Said as error:
        raise NotTaken(f"{place}: {error}", error.problems) from error
    left = tuple((str(x["what"]), str(x["value"])) for x in answer["not_understood"])
    return Words(dict(answer["values"]), str(answer["format"]), left)


def assigned(given: Sequence[str]) -> Json:
    """NAME=VALUE each: the value as JSON where it is any, else as text."""
    values: Json = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not (name and equals):
            raise Usage(f"--set takes NAME=VALUE, not “{one}”.")
        try:
            values[name] = json.loads(value)
        except ValueError:
            values[name] = value
    return values


def checksum(values: Mapping[str, object]) -> str:
    """The same for the same values, however they are written."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
