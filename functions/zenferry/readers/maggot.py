"""Maggot's metadata files (INRAE): flat lists of words; people as "Family Given"."""

from zenferry.readers import people, terms, works
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import read_json
from zenferry.readers.words import listed

__all__ = ["read"]

_ROLES = {
    "contacts": "contactperson",
    "collectors": "datacollector",
    "curators": "datacurator",
    "members": "projectmember",
    "leader": "projectleader",
    "wpleader": "workpackageleader",
}
# Lists of words that describe the data.
_WORDS = listed(
    "keywords topics subject experimentfactor measurement technology species organ factor"
)
_PARTICLES = frozenset(listed("da das de del della der den di do dos du la le van von zu"))


def read(text: str) -> Imported:
    """What Maggot keeps of a dataset, with the people's roles."""
    given = read_json(text)
    given.skip("profile")
    start, end = given["datestart"].date(), given["dateend"].date()
    span = "/".join(dict.fromkeys(day for day in (start, end) if day))
    notes = [given["note"].rich(), given["comment"].rich()]
    kinds = given["kindOfData"].gather(lambda one: one.among(terms.RESOURCE_TYPES))
    labels = [label for name in _WORDS for label in given[name].gather(Given.line)]
    values = {
        "title": given["fulltitle"].line() or given["title"].line(),
        "resource_type": next(iter(kinds), ""),
        "description": given["description"].rich(),
        "additional_descriptions": [{"type": "other", "text": note} for note in notes if note],
        "keywords": works.keywords(*labels),
        "creators": given["authors"].gather(_who),
        "contributors": [*_contributors(given), *given["producer"].gather(_producer)],
        "access": given["access_rights"].among(terms.ACCESS),
        "languages": terms.languages(
            *given["language"].gather(lambda one: one.language(terms.LANGUAGES))
        ),
        "dates": [{"date": span, "type": "collected"}] if span else [],
        "related": [*_paper(given), *given["resources"].gather(_resource)],
        "references": given["publication_citation"].gather(_citation),
        **licence_values((given["license"].line(), "")),
    }
    return imported("maggot", values, given)


def _citation(given: Given) -> dict[str, object]:
    return filled(reference=given.line())


def _who(given: Given) -> dict[str, object]:
    """Family name first, as its list of people makes them."""
    name = given.line()
    if not name or people.is_group(name):
        return people.organisation(name) if name else {}
    parts = name.split()
    first = next((n for n, part in enumerate(parts) if part.lower() not in _PARTICLES), 0)
    return people.person(" ".join(parts[: first + 1]), " ".join(parts[first + 1 :]))


def _contributors(given: Given) -> list[dict[str, object]]:
    return [
        {"role": role, **who} for name, role in _ROLES.items() for who in given[name].gather(_who)
    ]


def _producer(given: Given) -> dict[str, object]:
    name = given.line()
    return {"role": "producer", **people.organisation(name)} if name else {}


def _paper(given: Given) -> list[dict[str, object]]:
    """The publication that the data belong to: by its number, else by its address."""
    number, url = given["publication_idnumber"].line(), given["publication_url"].line()
    scheme = given["publication_idtype"].line()
    if not (number or url):
        return []
    paper = works.related(
        "issupplementto", number or url, scheme=scheme, type_="publication-article"
    )
    return [paper]


def _resource(given: Given) -> dict[str, object]:
    """A resource elsewhere. Files of the dataset itself are chosen on the page."""
    if not works.known(given["location"].peek()):
        return {}
    kind = given["datatype"].among(terms.RESOURCE_TYPES)
    relation = "issupplementto" if kind.startswith("publication") else "haspart"
    return works.related(relation, given["location"].line(), type_=kind)
