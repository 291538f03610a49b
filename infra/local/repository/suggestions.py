"""What the repository suggests for a vocabulary, from what it knows, in its own shapes."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from infra.local.repository.refusal import Json
from infra.local.repository.search import page
from infra.local.repository.state import State
from infra.local.repository.vocabulary import titles

_WORD = re.compile(r"[^\W_]+")
# The lists of the address by what they are called here.
TERMS = {
    "licenses": "licenses",
    "languages": "languages",
    "code:programmingLanguages": "programminglanguages",
}


@cache
def sample() -> Mapping[str, list[dict[str, Any]]]:
    """What the world knows: organisations, people, awards."""
    return tomllib.loads(Path(__file__).with_name("sample.toml").read_text("utf-8"))


def matches(text: str, names: Iterable[str]) -> bool:
    """Whether each word asked for begins one of these."""
    there = _words(" ".join(names))
    wanted = _words(text)
    return bool(wanted) and all(any(word.startswith(each) for word in there) for each in wanted)


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(c for c in apart if not unicodedata.combining(c)))


def terms(kind: str, query: dict[str, str]) -> Json:
    """A plain list: licences, languages, programming languages."""
    asked = query.get("suggest", "")
    found = [
        {"id": known, "title": {"en": title}, "type": kind}
        for known, title in titles(TERMS[kind]).items()
        if matches(asked, (known, title))
    ]
    return page(found, query) | {"sortBy": "bestmatch"}


def subjects(query: dict[str, str]) -> Json:
    """Subjects know their scheme by their address."""
    found = [
        {"id": known, "subject": title, "scheme": "MeSH" if "mesh" in known else "GEMET"}
        for known, title in titles("subjects").items()
        if matches(query.get("suggest", ""), (title,))
    ]
    return page(found, query) | {"sortBy": "bestmatch"}


def organisations(kind: str, query: dict[str, str]) -> Json:
    """Affiliations or funders; of some it knows no more than the name."""
    more = {each["ror"]: each for each in sample()["organisations"]}
    found = [
        _organisation(known, name, more.get(known, {}))
        for known, name in titles(kind).items()
        if matches(query.get("suggest", ""), (name, *_other_names(more.get(known, {}))))
    ]
    return page(found, query) | {"sortBy": "bestmatch"}


def _other_names(more: Mapping[str, Any]) -> tuple[str, ...]:
    return (more.get("acronym", ""), *more.get("aliases", ()))


def _organisation(known: str, name: str, more: Mapping[str, Any]) -> Json:
    shown = {"country": "code", "country_name": "country", "location_name": "city"}
    placed = {key: more[of] for key, of in shown.items() if of in more}
    acronym = {"acronym": more["acronym"]} if more.get("acronym") else {}
    scheme = [{"identifier": known, "scheme": "ror"}]
    return (
        {"id": known, "name": name, "title": {"en": name}, "identifiers": scheme} | placed | acronym
    )


def awards(query: dict[str, str]) -> Json:
    """Found by number, acronym or title."""
    asked = query.get("suggest", "")
    found = [
        _award(each)
        for each in sample()["awards"]
        if matches(asked, (each["number"], each["acronym"], each["title"]))
    ]
    return page(found, query) | {"sortBy": "bestmatch"}


def _award(each: Mapping[str, Any]) -> Json:
    pages = [{"identifier": each["url"], "scheme": "url"}] if each["url"] else []
    return {
        "id": f"{each['funder']}::{each['number']}",
        "title": {"en": each["title"]},
        "number": each["number"],
        "acronym": each["acronym"],
        "identifiers": pages,
        "funder": {"id": each["funder"], "name": titles("funders")[each["funder"]]},
    }


def communities(state: State, query: dict[str, str]) -> Json:
    """All of them are public here."""
    asked = query.get("q", "").replace("*", "")
    found = [
        {"id": each.id, "slug": each.slug, "metadata": {"title": each.title}}
        for each in state.communities
        if not asked.strip() or matches(asked, (each.slug, each.title))
    ]
    return page(found, query) | {"sortBy": "bestmatch"}
