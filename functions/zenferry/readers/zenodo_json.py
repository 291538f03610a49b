"""`.zenodo.json`: what Zenodo's older interface takes, as it lies in many code repositories."""

from zenferry.readers import people, terms, words, works
from zenferry.readers.funders import FUNDERS
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import read_json

__all__ = ["read"]

# The form's names for what stands under a name of its own.
_LINES = {
    "title": "title",
    "version": "version",
    "journal_title": "journal_title",
    "journal_volume": "journal_volume",
    "journal_issue": "journal_issue",
    "journal_pages": "journal_pages",
    "meeting_title": "conference_title",
    "meeting_acronym": "conference_acronym",
    "meeting_dates": "conference_dates",
    "meeting_place": "conference_place",
    "meeting_url": "conference_url",
    "meeting_session": "conference_session",
    "meeting_session_part": "conference_session_part",
    "publisher": "imprint_publisher",
    "book_isbn": "imprint_isbn",
    "book_place": "imprint_place",
    "book_title": "partof_title",
    "book_pages": "partof_pages",
    "thesis_university": "thesis_university",
}
_EUROPEAN_COMMISSION = "10.13039/501100000780"


def read(text: str) -> Imported:
    """Legacy deposit metadata, bare or inside a "metadata" as the interface takes it."""
    whole = read_json(text)
    given = whole["metadata"] if whole["metadata"].is_object else whole
    values = {
        **{field: given[name].line() for field, name in _LINES.items()},
        **_kind(given),
        **_access(given),
        **licence_values((_licence(given["license"]), "")),
        **_texts(given),
        **_works(given),
        **_details(given),
        "creators": given["creators"].gather(_who),
        "contributors": [
            *given["contributors"].gather(_contributor),
            *given["thesis_supervisors"].gather(_supervisor),
        ],
        "funding": given["grants"].gather(_grant),
    }
    return imported("zenodo", values, whole)


def _kind(given: Given) -> dict[str, object]:
    for name, family in (("publication_type", "publication"), ("image_type", "image")):
        kind = terms.RESOURCE_TYPES.get(words.key(family + given[name].peek()), "")
        if kind and given[name]:
            given.skip(name, "upload_type")
            return {"resource_type": kind}
    return filled(resource_type=given["upload_type"].among(terms.RESOURCE_TYPES))


def _access(given: Given) -> dict[str, object]:
    access = given["access_right"].among(terms.ACCESS)
    return filled(
        access=access,
        embargo_until=given["embargo_date"].date() if access == "embargoed" else "",
        access_conditions=given["access_conditions"].text() if access == "restricted" else "",
        publication_date=given["publication_date"].date(),
    )


def _licence(given: Given) -> str:
    return given["id"].line() if given.is_object else given.line()


def _texts(given: Given) -> dict[str, object]:
    kinds = {"notes": "other", "method": "methods"}
    texts = {kind: given[name].rich() for name, kind in kinds.items()}
    more = [{"type": kind, "text": text} for kind, text in texts.items() if text]
    return filled(description=given["description"].rich(), additional_descriptions=more)


def _works(given: Given) -> dict[str, object]:
    given.skip("prereserve_doi")
    same = [doi for doi in [given["doi"].line()] if doi]
    same += given["related_identifiers"].gather(_same)
    return filled(
        alternate_identifiers=[{"identifier": identifier} for identifier in same],
        related=given["related_identifiers"].gather(_related),
        references=[{"reference": line} for line in given["references"].gather(Given.line)],
    )


def _same(one: Given) -> str:
    """The identifier, where it is one of this very work."""
    if words.key(one["relation"].peek()) != "isalternateidentifier":
        return ""
    one.skip("relation", "scheme")
    return one["identifier"].line()


def _related(one: Given) -> dict[str, object]:
    relation = one["relation"].among(terms.RELATIONS)
    if not relation or not (identifier := one["identifier"].line()):
        return {}
    kind = one["resource_type"].among(terms.RESOURCE_TYPES)
    return works.related(relation, identifier, scheme=one["scheme"].line(), type_=kind)


def _details(given: Given) -> dict[str, object]:
    topics = given["subjects"].gather(lambda one: one["term"].line())
    return filled(
        keywords=works.keywords(*given["keywords"].gather(Given.line), *topics),
        languages=terms.languages(given["language"].language(terms.LANGUAGES)),
        dates=given["dates"].gather(_date),
        locations=given["locations"].gather(_place),
    )


def _date(one: Given) -> dict[str, object]:
    start, end = one["start"].date(), one["end"].date()
    if not (start or end):
        return {}
    span = f"{start}/{end}" if start and end and start != end else start or end
    kind = one["type"].among(terms.DATE_TYPES) or "other"
    return filled(date=span, type=kind, description=one["description"].line())


def _place(one: Given) -> dict[str, object]:
    name = one["place"].line()
    if not name:
        return {}
    return filled(
        place=name,
        latitude=one["lat"].number(),
        longitude=one["lon"].number(),
        description=one["description"].line(),
    )


def _who(given: Given) -> dict[str, object]:
    name = given["name"].line()
    if not name:
        return {}
    orcid = given["orcid"].orcid()
    places = people.affiliations(*given["affiliation"].line().split(";"))
    who = people.named(name, orcid=orcid, affiliations=places)
    return who | filled(gnd=given["gnd"].line())


def _contributor(given: Given) -> dict[str, object]:
    who = _who(given)
    return {"role": given["type"].among(terms.ROLES) or "other", **who} if who else {}


def _supervisor(given: Given) -> dict[str, object]:
    who = _who(given)
    return {"role": "supervisor", **who} if who else {}


def _grant(one: Given) -> dict[str, object]:
    funder, _, number = one["id"].peek().rpartition("::")
    name, ror = FUNDERS.get(funder or _EUROPEAN_COMMISSION, ("", ""))
    if not (name and number):
        return {}
    one.skip("id")
    return filled(funder=name, funder_ror=ror, award_number=number)
