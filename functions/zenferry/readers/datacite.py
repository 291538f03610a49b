"""DataCite's JSON: as its interface answers for a DOI, or the metadata alone."""

from zenferry.readers import funders, people, terms, words, works
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import read_json
from zenferry.readers.words import listed

__all__ = ["read", "work"]

# What DataCite tells of a DOI beside the metadata that were given.
_ENVELOPE = listed(
    "activeFrom agency citationCount citationsOverTime contentUrl created downloadCount "
    "downloadsOverTime isActive landingPage metadataVersion partCount partOfCount prefix "
    "published publicationYear reason referenceCount registered schemaVersion source state "
    "suffix updated url versionCount versionOfCount viewCount viewsOverTime xml"
)


def read(text: str) -> Imported:
    """`data.attributes` of the interface, `attributes` alone, or kernel 4 as JSON."""
    return work(read_json(text))


def work(whole: Given) -> Imported:
    """The same, once it was read as JSON."""
    given = whole
    for name in ("data", "attributes"):
        given = given[name] if given[name].is_object else given
    if given is not whole:
        whole.skip("included", "links", "meta")
        whole["data"].skip("id", "type", "relationships")
    kind = _kind(given["types"])
    values = works.together(
        filled(
            resource_type=kind,
            publication_date=_published(given),
            version=given["version"].line(),
            publisher=given["publisher"]["name"].line() or given["publisher"].line(),
            creators=given["creators"].gather(_who),
            contributors=given["contributors"].gather(_contributor),
            funding=given["fundingReferences"].gather(_funding),
            keywords=works.keywords(*given["subjects"].gather(_keyword)),
            languages=terms.languages(given["language"].language(terms.LANGUAGES)),
            locations=given["geoLocations"].gather(_place),
            sizes=given["sizes"].gather(Given.line),
            formats=given["formats"].gather(Given.line),
            related=given["relatedIdentifiers"].gather(_related),
        ),
        licence_values(*given["rightsList"].gather(_licence)),
        _titles(given["titles"]),
        _texts(given["descriptions"]),
        _identifiers(given, kind),
        _container(given["container"], kind),
    )
    given["publisher"].take()
    given.skip(*_ENVELOPE)
    return imported("datacite", values, whole)


def _kind(given: Given) -> str:
    kind = given["resourceTypeGeneral"].among(terms.RESOURCE_TYPES)
    given.skip("ris", "bibtex", "citeproc", "schemaOrg")
    # Where the general type says only that it is a text, the other may say which.
    if kind in {"", "publication", "other"}:
        return given["resourceType"].among(terms.RESOURCE_TYPES) or kind
    if words.key(given["resourceType"].peek()) in terms.RESOURCE_TYPES:
        given.skip("resourceType")
    return kind


def _published(given: Given) -> str:
    for one in given["dates"].each():
        if one["dateType"].peek() == "Issued" and one["date"].date():
            one.skip("dateType")
            return one["date"].date()
    return given["publicationYear"].date()


def _who(given: Given) -> dict[str, object]:
    name, family = given["name"].line(), given["familyName"].line()
    if not (name or family):
        return {}
    group = given["nameType"].peek() == "Organizational"
    given.skip("nameType")
    ids = given["nameIdentifiers"].gather(_name_identifier)
    found = {scheme: value for one in ids for scheme, value in one.items()}
    places = given["affiliation"].gather(_affiliation)
    if group:
        return people.organisation(name or family, affiliations=places) | found
    first = given["givenName"].line()
    if family:
        return people.person(family, first, affiliations=places) | found
    return people.named(name, orcid=found.get("orcid", ""), affiliations=places) | found


def _name_identifier(given: Given) -> dict[str, str]:
    scheme = words.key(given["nameIdentifierScheme"].peek())
    value = given["nameIdentifier"]
    found = {"orcid": value.orcid, "ror": value.ror, "gnd": value.line, "isni": value.line}
    if scheme not in found or not (bare := found[scheme]()):
        return {}
    given.skip("nameIdentifierScheme", "schemeUri")
    return {scheme: bare}


def _affiliation(given: Given) -> dict[str, object]:
    name = given["name"].line() or given.line()
    if not name:
        return {}
    if ror := given["affiliationIdentifier"].ror():
        given.skip("affiliationIdentifierScheme", "schemeUri")
    return people.affiliation(name, ror)


def _contributor(given: Given) -> dict[str, object]:
    who = _who(given)
    role = given["contributorType"].among(terms.ROLES) or "other"
    return {"role": role, **who} if who else {}


def _funding(given: Given) -> dict[str, object]:
    if not (funder := given["funderName"].line()):
        return {}
    ror = funders.ror(given["funderIdentifier"].peek())
    if ror:
        given.skip("funderIdentifier", "funderIdentifierType", "schemeUri")
    return filled(
        funder=funder,
        funder_ror=ror,
        award=given["awardTitle"].line(),
        award_number=given["awardNumber"].line(),
        award_url=given["awardUri"].line(),
    )


def _keyword(given: Given) -> str:
    return given["subject"].line() or given.line()


def _place(given: Given) -> dict[str, object]:
    place, point = given["geoLocationPlace"].line(), given["geoLocationPoint"]
    if not place:
        return {}
    return filled(
        place=place,
        latitude=point["pointLatitude"].number(),
        longitude=point["pointLongitude"].number(),
    )


def _related(given: Given) -> dict[str, object]:
    relation = given["relationType"].among(terms.RELATIONS)
    if not relation or not (value := given["relatedIdentifier"].line()):
        return {}
    kind = given["resourceTypeGeneral"].among(terms.RESOURCE_TYPES)
    scheme = given["relatedIdentifierType"].line()
    return works.related(relation, value, scheme=scheme, type_=kind)


def _licence(given: Given) -> tuple[str, str]:
    name = given["rightsIdentifier"].line()
    if name:
        given.skip("rights", "rightsIdentifierScheme", "schemeUri")
    # How open it is stands there too, and is no licence.
    elif given["rightsUri"].peek().startswith("info:eu-repo/semantics"):
        given.take()
        return "", ""
    return name or given["rights"].line(), given["rightsUri"].line()


def _titles(given: Given) -> dict[str, object]:
    """The first title without a type is the title."""
    title, more = "", []
    for one in given.each():
        kind = one["titleType"].among(terms.TITLE_TYPES)
        if not (words_ := one["title"].line()):
            continue
        language = one["lang"].language(terms.OFFERED_LANGUAGES)
        if not (title or kind):
            title = words_
        else:
            more.append(filled(title=words_, type=kind or "other", language=language))
    return filled(title=title, additional_titles=more)


def _texts(given: Given) -> dict[str, object]:
    """The abstract, else the first text, is the description."""
    texts = given.gather(_text)
    abstracts = [text for text in texts if text["type"] == "abstract"]
    first = (abstracts or texts or [{}])[0]
    rest = [text for text in texts if text is not first]
    return filled(description=first.get("text"), additional_descriptions=rest)


def _text(given: Given) -> dict[str, object]:
    if not (text := given["description"].rich()):
        return {}
    kind = given["descriptionType"].among(terms.DESCRIPTION_TYPES) or "other"
    return filled(type=kind, text=text, language=given["lang"].language(terms.OFFERED_LANGUAGES))


def _identifiers(given: Given, kind: str) -> dict[str, object]:
    dates = [date for one in given["dates"].each() if (date := _date(one))]
    doi = given["doi"].line()
    same = [*given["alternateIdentifiers"].gather(_other), *given["identifiers"].gather(_same)]
    named = [works.identifier(value) for value in dict.fromkeys(same) if value != doi]
    own = works.own_identifier(doi, kind)
    return works.together(own, filled(alternate_identifiers=named, dates=dates))


def _date(given: Given) -> dict[str, object]:
    kind = given["dateType"].among(terms.DATE_TYPES)
    if kind in {"", "issued"} or not (date := given["date"].date()):
        return {}
    return filled(date=date, type=kind, description=given["dateInformation"].line())


def _other(given: Given) -> str:
    return _known(given["alternateIdentifier"], given["alternateIdentifierType"])


def _same(given: Given) -> str:
    return _known(given["identifier"], given["identifierType"])


def _known(value: Given, kind: Given) -> str:
    if not works.known(value.peek()):
        return ""
    kind.take()
    return works.bare_doi(value.line()) or value.line()


def _container(given: Given, kind: str) -> dict[str, object]:
    """The journal, where it is an article."""
    if kind not in {"publication-article", "publication-datapaper"}:
        return {}
    issn = given["identifierType"].peek() == "ISSN"
    first, last = given["firstPage"].line(), given["lastPage"].line()
    given.skip("type", "identifierType")
    return filled(
        journal_title=given["title"].line(),
        journal_volume=given["volume"].line(),
        journal_issue=given["issue"].line(),
        journal_pages="-".join(page for page in (first, last) if page),
        journal_issn=given["identifier"].line() if issn else "",
    )
