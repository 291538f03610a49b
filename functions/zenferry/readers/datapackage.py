"""`datapackage.json`: Frictionless Data Packages, version 1 and 2."""

from zenferry.readers import people, terms, words, works
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import read_json

__all__ = ["read"]

_AUTHORS = frozenset({"", "author", "creator", "wrangler"})


def read(text: str) -> Imported:
    """Of the files that it describes only the formats and titles say something here."""
    given = read_json(text)
    given.skip("$schema", "profile")
    # Version 1 has a role each, version 2 several.
    people_ = [(one, _roles(one)) for one in given["contributors"].each()]
    authors = [who for one, roles in people_ if roles & _AUTHORS and (who := _who(one))]
    others = [who for one, roles in people_ if not roles & _AUTHORS and (who := _helper(one))]
    formats = given["resources"].gather(lambda one: one["mediatype"].line() or one["format"].line())
    given["resources"].take()
    values = {
        "title": given["title"].line() or given["name"].line(),
        "resource_type": "dataset",
        "description": given["description"].rich(),
        "version": given["version"].line(),
        "keywords": works.keywords(*given["keywords"].gather(Given.line)),
        "creators": authors + given["author"].gather(_who),
        "contributors": others,
        "formats": list(dict.fromkeys(formats)),
        "related": [*_home(given), *given["sources"].gather(_source)],
        "alternate_identifiers": _own(given),
        **licence_values(*given["licenses"].gather(_licence)),
        **_created(given),
    }
    given.skip("name")
    return imported("datapackage", values, given)


def _roles(given: Given) -> frozenset[str]:
    roles = given["roles"].gather(Given.peek) or [given["role"].peek()]
    return frozenset(map(words.key, roles))


def _who(given: Given) -> dict[str, object]:
    first, family = given["givenName"].line(), given["familyName"].line()
    name = given["title"].line() or given.peek()
    places = people.affiliations(given["organization"].line())
    orcid = given["path"].orcid()
    given.skip("role", "roles")
    if family:
        return people.person(family, first, orcid=orcid, affiliations=places)
    # "Ada Lovelace <ada@example.org> (https://example.org)", as version 1 allows it.
    bare = name.partition("<")[0].partition("(")[0].strip()
    return people.named(bare, orcid=orcid, affiliations=places) if bare else {}


def _helper(given: Given) -> dict[str, object]:
    roles = [terms.ROLES.get(role, "") for role in _roles(given)]
    who = _who(given)
    return {"role": next(filter(None, sorted(roles)), "other"), **who} if who else {}


def _home(given: Given) -> list[dict[str, object]]:
    home = given["homepage"].line()
    return [works.related("isdocumentedby", home)] if home else []


def _source(given: Given) -> dict[str, object]:
    path = given["path"]
    return works.related("isderivedfrom", path.line()) if works.known(path.peek()) else {}


def _own(given: Given) -> list[dict[str, object]]:
    id_ = given["id"]
    return [works.identifier(id_.line())] if works.known(id_.peek()) else []


def _licence(given: Given) -> tuple[str, str]:
    name, title = given["name"].line(), given["title"].line()
    return name or title, given["path"].line()


def _created(given: Given) -> dict[str, object]:
    date = given["created"].date()
    return filled(dates=[{"date": date, "type": "created"}] if date else [])
