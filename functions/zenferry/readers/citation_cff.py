"""`CITATION.cff`: how software or data want to be cited, as it lies in code repositories."""

from zenferry.readers import people, terms, words, works
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import read_yaml

__all__ = ["read"]


def read(text: str) -> Imported:
    """The Citation File Format, 1.0 to 1.2."""
    given = read_yaml(text)
    given.skip("cff-version", "message")
    kind = given["type"].among(terms.RESOURCE_TYPES) or "software"
    licences = given["license"].gather(Given.line)
    values = {
        "title": given["title"].line(),
        "resource_type": kind,
        "description": given["abstract"].rich(),
        "version": given["version"].line(),
        "publication_date": given["date-released"].date(),
        "keywords": works.keywords(*given["keywords"].gather(Given.line)),
        "creators": given["authors"].gather(_who),
        "contributors": given["contact"].gather(_contact),
        "references": given["references"].gather(_reference),
        **licence_values(*((name, "") for name in licences), ("", given["license-url"].line())),
        **_code(given, kind),
        "related": _related(given),
        "alternate_identifiers": _identifiers(given),
    }
    return imported("cff", values, given)


def _who(given: Given) -> dict[str, object]:
    places = people.affiliations(given["affiliation"].line())
    if name := given["name"].line():
        return people.organisation(name, affiliations=places)
    particle, family = given["name-particle"].line(), given["family-names"].line()
    family = " ".join(part for part in (particle, family, given["name-suffix"].line()) if part)
    name = given["given-names"].line()
    if not (family or name):
        return {}
    return people.person(family, name, orcid=given["orcid"].orcid(), affiliations=places)


def _contact(given: Given) -> dict[str, object]:
    who = _who(given)
    return {"role": "contactperson", **who} if who else {}


def _code(given: Given, kind: str) -> dict[str, object]:
    """Where the source is: a field of software's own."""
    if kind != "software":
        return {}
    return filled(code_repository=given["repository-code"].line() or given["repository"].line())


def _related(given: Given) -> list[dict[str, object]]:
    """What is named beside the work. Its own web page tells about it, and so does its paper."""
    paper = given["preferred-citation"]["doi"].line()
    if paper:
        # The rest of it is registered with the DOI.
        given.skip("preferred-citation")
    found = {
        "isdescribedby": paper,
        "issupplementedby": given["repository-code"].line(),
        "isdocumentedby": given["url"].line(),
    }
    if given["type"].peek() != "dataset":
        found["issupplementedby"] = ""
    return [works.related(relation, to) for relation, to in found.items() if to]


def _identifiers(given: Given) -> list[dict[str, object]]:
    same = [given["doi"].line(), *given["identifiers"].gather(_identifier)]
    return [{"identifier": identifier} for identifier in dict.fromkeys(same) if identifier]


def _identifier(one: Given) -> str:
    if not works.known(one["value"].peek()):
        return ""
    one.skip("type")
    return one["value"].line()


def _reference(one: Given) -> dict[str, object]:
    """A cited work as it would stand in a list."""
    title = one["title"].line()
    if not title:
        return {}
    one.skip("type")
    names = [name for who in one["authors"].gather(_who) if (name := _printed(who))]
    year = one["year"].line() or one["date-released"].line()
    parts = (", ".join(names), year, title, one["journal"].line())
    text = ". ".join(part.rstrip(".") for part in parts if part)
    return filled(reference=text, identifier=one["doi"].line() or one["url"].line())


def _printed(who: dict[str, object]) -> str:
    names = (who.get(part) for part in ("family_name", "given_name", "name"))
    return words.line(" ".join(str(name) for name in names if name))
