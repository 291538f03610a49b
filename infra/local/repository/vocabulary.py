"""The ids the repository accepts, and the titles it adds to them."""

import tomllib
from functools import cache
from pathlib import Path

from infra.local.repository.refusal import Json, Refusal


@cache
def _vocabularies() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("vocabularies.toml").read_text("utf-8"))


def titles(kind: str) -> dict[str, str]:
    """All ids of one kind, each with its title."""
    return _vocabularies()[kind]


def term(kind: str, identifier: object) -> Json:
    """The id with its title; an unknown one is refused, without saying in which field."""
    title = _vocabularies()[kind].get(str(identifier))
    if title is None:
        raise Refusal(400, f"Invalid value {identifier}.")
    if kind == "affiliations":
        scheme = {"identifier": identifier, "scheme": "ror"}
        return {"id": identifier, "name": title, "identifiers": [scheme]}
    return {"id": identifier, "title": {"en": title}}


def award(identifier: str) -> Json:
    """A grant of the sample; an unknown one is refused like any other term."""
    funder, _, number = identifier.partition("::")
    for each in _awards():
        if (each["funder"], each["number"]) == (funder, number):
            return {"id": identifier, "number": number, "title": {"en": each["title"]}}
    raise Refusal(400, f"Invalid value {identifier}.")


@cache
def _awards() -> list[dict[str, str]]:
    listed = tomllib.loads(Path(__file__).with_name("sample.toml").read_text("utf-8"))["awards"]
    return list(listed)


def award_entry(identifier: str) -> Json:
    """What a look-up of one grant answers."""
    try:
        return award(identifier)
    except Refusal as unknown:
        raise Refusal(404, "Not found.") from unknown


def entry(kind: str, identifier: str) -> Json:
    """What a look-up of one id answers; 404 when there is none."""
    if identifier not in _vocabularies().get(kind, {}):
        raise Refusal(404, "Not found.")
    return term(kind, identifier)
