"""A record as InvenioRDM, and so Zenodo today, gives it by its interface."""

from collections.abc import Iterator

from zenferry.fields import FIELDS, Kind
from zenferry.readers import people, terms, works
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import read_json
from zenferry.readers.words import listed

__all__ = ["read"]

# What a repository tells of a record beside what was written in it.
_ENVELOPE = listed(
    "$schema created custom_fields_ui deletion_status expanded files id is_draft is_published "
    "links media_files parent recid revision_id stats status swh ui updated versions"
)


def read(text: str) -> Imported:
    """A record or draft."""
    whole = read_json(text)
    whole.skip(*_ENVELOPE)
    given = whole["metadata"]
    given["resource_type"].skip("title")
    kind = given["resource_type"]["id"].among(terms.RESOURCE_TYPES)
    own = works.own_identifier(whole["pids"]["doi"]["identifier"].line(), "")
    whole.skip("pids")
    values = {
        "title": given["title"].line(),
        "resource_type": kind,
        "publication_date": given["publication_date"].date(),
        "version": given["version"].line(),
        "publisher": given["publisher"].line(),
        "copyright": given["copyright"].line(),
        "description": given["description"].rich(),
        "creators": given["creators"].gather(_who),
        "contributors": given["contributors"].gather(_who),
        "funding": given["funding"].gather(_funding),
        **_access(whole["access"]),
        **licence_values(*given["rights"].gather(_licence)),
        **_more(given),
        **_works(given, own),
        **dict(_custom(whole["custom_fields"])),
    }
    return imported("inveniordm", values, whole)


def _words(given: Given) -> str:
    """A title of the repository's own lists: in English, else in any language."""
    if not given.is_object:
        return given.line()
    told = given["en"].line() or next((given[k].line() for k in given.names()), "")
    given.take()
    return told


def _who(given: Given) -> dict[str, object]:
    who = given["person_or_org"]
    group = who["type"].peek() == "organizational"
    name = who["name"].line()
    family = who["family_name"].line() or name
    if not family:
        return {}
    who.skip("type")
    given["role"].skip("title")
    ids = {one["scheme"].peek(): one for one in who["identifiers"].each()}
    more = filled(role=given["role"]["id"].among(terms.ROLES)) | _identifiers(ids, group=group)
    places = given["affiliations"].gather(_affiliation)
    if group:
        return people.organisation(name, affiliations=places) | more
    return people.person(family, who["given_name"].line(), affiliations=places) | more


def _identifiers(ids: dict[str, Given], *, group: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    for scheme in ("ror",) if group else ("orcid",):
        if scheme in ids:
            found[scheme] = getattr(ids[scheme]["identifier"], scheme)()
            ids[scheme].skip("scheme")
    for scheme in ("gnd", "isni"):
        if scheme in ids:
            found[scheme] = ids[scheme]["identifier"].line()
            ids[scheme].skip("scheme")
    return filled(**found)


def _affiliation(given: Given) -> dict[str, object]:
    name = given["name"].line()
    # An affiliation of the repository's list may be named by its id alone, which is its ROR id.
    return people.affiliation(name, given["id"].ror()) if name else {}


def _funding(given: Given) -> dict[str, object]:
    funder, award = given["funder"], given["award"]
    name = _words(funder["name"])
    ror = funder["id"].ror()
    if not (name or ror):
        return {}
    funder.take()
    urls = [one["identifier"].peek() for one in award["identifiers"].each()]
    award.skip("program", "acronym", "identifiers")
    return filled(
        funder=name or ror,
        funder_ror=ror,
        award=_words(award["title"]),
        award_number=award["number"].line(),
        award_id=award["id"].line(),
        award_url=next((url for url in urls if url.startswith("http")), ""),
    )


def _access(given: Given) -> dict[str, object]:
    embargo = given["embargo"]
    restricted = given["files"].peek() == "restricted"
    given.skip("record", "files", "status")
    embargo.skip("active")
    if embargo["active"].value is True:
        until, reason = embargo["until"].date(), embargo["reason"].line()
        return filled(access="embargoed", embargo_until=until, embargo_reason=reason)
    return filled(access="restricted" if restricted else "open") if given else {}


def _licence(given: Given) -> tuple[str, str]:
    link = given["link"].line() or given["props"]["url"].line()
    title = _words(given["title"])
    name = given["id"].line() or title
    given.skip("description", "props")
    return name, link


def _more(given: Given) -> dict[str, object]:
    return filled(
        keywords=works.keywords(*given["subjects"].gather(_keyword)),
        subjects=given["subjects"].gather(_subject),
        languages=terms.languages(*given["languages"].gather(_language)),
        dates=given["dates"].gather(_date),
        locations=given["locations"]["features"].gather(_place),
        sizes=given["sizes"].gather(Given.line),
        formats=given["formats"].gather(Given.line),
        additional_titles=given["additional_titles"].gather(_title),
        additional_descriptions=given["additional_descriptions"].gather(_text),
    )


def _keyword(given: Given) -> str:
    return "" if given["id"] else given["subject"].line()


def _subject(given: Given) -> dict[str, object]:
    if not (id_ := given["id"].line()):
        return {}
    given.skip("scheme", "props")
    return filled(id=id_, label=given["subject"].line() or id_)


def _language(given: Given) -> str:
    given.skip("title")
    return given["id"].language(terms.LANGUAGES)


def _date(given: Given) -> dict[str, object]:
    if not (date := given["date"].date()):
        return {}
    kind = given["type"]["id"].among(terms.DATE_TYPES) or "other"
    given["type"].skip("title")
    return filled(date=date, type=kind, description=given["description"].line())


def _place(given: Given) -> dict[str, object]:
    if not (place := given["place"].line()):
        return {}
    geometry, spot = given["geometry"], {}
    if geometry["type"].peek() == "Point":
        longitude, latitude, *_ = [*geometry["coordinates"].each(), Given(None), Given(None)]
        geometry.skip("type")
        spot = {"latitude": latitude.number(), "longitude": longitude.number()}
    return filled(place=place, description=given["description"].line(), **spot)


def _title(given: Given) -> dict[str, object]:
    if not (title := given["title"].line()):
        return {}
    kind = given["type"]["id"].among(terms.TITLE_TYPES) or "other"
    return filled(title=title, type=kind, language=_offered(given["lang"], given["type"]))


def _text(given: Given) -> dict[str, object]:
    if not (text := given["description"].rich()):
        return {}
    kind = given["type"]["id"].among(terms.DESCRIPTION_TYPES) or "other"
    return filled(type=kind, text=text, language=_offered(given["lang"], given["type"]))


def _offered(language: Given, kind: Given) -> str:
    kind.skip("title")
    language.skip("title")
    return language["id"].language(terms.OFFERED_LANGUAGES)


def _works(given: Given, own: dict[str, object]) -> dict[str, object]:
    related = given["related_identifiers"].gather(_related)
    same = given["identifiers"].gather(_identifier)
    references = given["references"].gather(_reference)
    return works.together(
        own, filled(related=related, alternate_identifiers=same, references=references)
    )


def _related(given: Given) -> dict[str, object]:
    relation = given["relation_type"]["id"].among(terms.RELATIONS)
    if not relation or not (identifier := given["identifier"].line()):
        return {}
    for part in ("relation_type", "resource_type"):
        given[part].skip("title")
    kind = given["resource_type"]["id"].among(terms.RESOURCE_TYPES)
    return works.related(relation, identifier, scheme=given["scheme"].line(), type_=kind)


def _identifier(given: Given) -> dict[str, object]:
    return works.identifier(given["identifier"].line(), scheme=given["scheme"].line())


def _reference(given: Given) -> dict[str, object]:
    if not (reference := given["reference"].line()):
        return {}
    given.skip("scheme")
    return filled(reference=reference, identifier=given["identifier"].line())


def _custom(given: Given) -> Iterator[tuple[str, object]]:
    """Each field says itself which custom field is its own."""
    for field in FIELDS:
        where, _, name = field.to.partition(":")
        if where not in {"custom", "term"}:
            continue
        names = name.partition(".")
        part = given[names[0]][names[2]] if names[2] else given[names[0]]
        if field.kind is Kind.TERMS:
            yield field.name, part.gather(_term)
        elif field.kind is Kind.CHOICE:
            part.skip("title")
            yield field.name, part["id"].line()
        elif field.kind is Kind.DATE:
            yield field.name, part.date()
        else:
            yield field.name, part.line()


def _term(given: Given) -> dict[str, object]:
    id_ = given["id"].line()
    return filled(id=id_, label=_words(given["title"]) or id_) if id_ else {}
