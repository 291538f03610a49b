"""A work in schema.org's words, as codemeta, RO-Crate and web pages have it."""

import re

from zenferry.readers import terms, words, works
from zenferry.readers.given import Given
from zenferry.readers.imported import filled
from zenferry.readers.json_ld import Graph, kinds
from zenferry.readers.licences import licence_values
from zenferry.readers.schema_org_people import Peoples

__all__ = ["Work"]

_RELATIONS = {
    "isBasedOn": "isderivedfrom",
    "isPartOf": "ispartof",
    "referencePublication": "isdescribedby",
    "subjectOf": "isreferencedby",
    "softwareHelp": "isdocumentedby",
    "readme": "isdocumentedby",
    "url": "isdocumentedby",
    "sameAs": "isidenticalto",
    "hasPart": "haspart",
    "supportingData": "issupplementedby",
}
_DATES = {"dateCreated": "created", "dateModified": "updated", "temporalCoverage": "collected"}
# What says nothing about the work, or nothing that a record could hold.
_SKIPPED = (
    "@context",
    "@id",
    "@type",
    "type",
    "id",
    "conformsTo",
    "sdPublisher",
    "sdDatePublished",
)
# InvenioRDM's list of programming languages has these, among many.
_PROGRAMMING = {
    **{
        words.key(label): (words.key(label), label)
        for label in words.listed(
            "Python R Julia C Java JavaScript Rust TypeScript Fortran MATLAB Shell Go HTML"
        )
    },
    "c++": ("c++", "C++"),
    "cpp": ("c++", "C++"),
    "c#": ("c#", "C#"),
    "jupyternotebook": ("jupyter_notebook", "Jupyter Notebook"),
}


class Work:
    """One thing of a graph, read as the work that is to be deposited."""

    def __init__(self, given: Given, graph: Graph, *, kind: str = "") -> None:
        self._given = given
        self._graph = graph
        self._people = Peoples(graph)
        found = kinds(given, terms.RESOURCE_TYPES)
        self._kind = found[0] if found else kind

    def values(self) -> dict[str, object]:
        """The form's values for it."""
        given = self._given
        same = self._identifiers()
        found = works.together(
            filled(
                title=given["name"].line() or given["title"].line() or given["headline"].line(),
                resource_type=self._kind,
                version=given["version"].line() or given["softwareVersion"].line(),
                publication_date=given["datePublished"].date(),
                keywords=works.keywords(*self._keywords()),
                publisher=self._name(given["publisher"]),
                copyright=given["copyrightNotice"].line(),
                formats=self._lines("encodingFormat", "fileFormat"),
                sizes=self._lines("size", "contentSize"),
                languages=terms.languages(*map(self._language, self._each("inLanguage"))),
                alternate_identifiers=[{"identifier": identifier} for identifier in same],
                references=[ref for one in self._each("citation") if (ref := self._cited(one))],
            ),
            self._texts(),
            self._people.values(given),
            self._licences(),
            self._software(),
            self._times_and_places(),
            {"related": self._related(set(same))},
        )
        given.skip(*_SKIPPED)
        return found

    def _each(self, *names: str) -> list[Given]:
        return [one for name in names for one in self._graph.each(self._given[name])]

    def _lines(self, *names: str) -> list[str]:
        return [line for one in self._each(*names) if (line := self._word(one))]

    def _word(self, one: Given) -> str:
        return one.line() or one["name"].line()

    def _name(self, part: Given) -> str:
        return self._word(self._graph.one(part))

    def _language(self, one: Given) -> str:
        for part in (one, one["alternateName"], one["name"], one["@id"]):
            if found := part.language(terms.LANGUAGES):
                return found
        return ""

    def _keywords(self) -> list[str]:
        labels = self._lines("keywords", "about", "applicationCategory", "measurementTechnique")
        return [part for label in labels for part in label.split(",")]

    def _texts(self) -> dict[str, object]:
        description, abstract = self._given["description"].rich(), self._given["abstract"].rich()
        methods = self._given["methods"].rich()
        more = [{"type": "methods", "text": methods}] if methods else []
        if description and abstract:
            more.insert(0, {"type": "abstract", "text": abstract})
        other = self._given["alternateName"].line()
        titles = [{"title": other, "type": "alternative-title"}] if other else []
        return filled(
            description=description or abstract,
            additional_descriptions=more,
            additional_titles=titles,
        )

    def _licences(self) -> dict[str, object]:
        return licence_values(*(self._licence(one) for one in self._each("license")))

    def _licence(self, one: Given) -> tuple[str, str]:
        if not one.is_object:
            return one.line(), ""
        link = one["url"].line() or one["@id"].line()
        one.skip("@type", "@id", "description")
        return one["identifier"].line() or one["name"].line(), link

    def _identifiers(self) -> list[str]:
        found = []
        for one in self._each("identifier", "doi", "cite-as"):
            value = one["value"] if one.is_object else one
            written = value.peek() or one["@id"].peek()
            if works.known(written):
                one.take()
                found.append(works.bare_doi(written) or written)
        id_ = works.bare_doi(self._given["@id"].peek())
        return list(dict.fromkeys([*found, *([id_] if id_ else [])]))

    def _related(self, same: set[str]) -> list[dict[str, object]]:
        related = []
        for name, relation in _RELATIONS.items():
            for one in self._each(name):
                address = self._address(one)
                if address and address not in same and works.known(address):
                    one.take()
                    related.append(works.related(relation, address))
        if self._kind != "software" and (code := self._given["codeRepository"].line()):
            related.append(works.related("issupplementedby", code))
        return related

    def _address(self, one: Given) -> str:
        """What names another work: its DOI, else its address."""
        parts = (one["identifier"], one["doi"], one["url"], one["@id"], one)
        found = [part.peek() for part in parts if works.known(part.peek())]
        return next((doi for value in found if (doi := works.bare_doi(value))), (found or [""])[0])

    def _cited(self, one: Given) -> dict[str, object]:
        address, text = self._address(one), self._word(one)
        if not (text or address):
            return {}
        one.skip("@type", "@id", "url", "identifier")
        return filled(reference=text or address, identifier=address)

    def _software(self) -> dict[str, object]:
        if self._kind != "software":
            return {}
        languages = [
            _PROGRAMMING.get(self._peeked(one)) for one in self._each("programmingLanguage")
        ]
        for one, known in zip(self._each("programmingLanguage"), languages, strict=True):
            if known:
                one.take()
        return filled(
            code_repository=self._given["codeRepository"].line(),
            programming_languages=[{"id": k[0], "label": k[1]} for k in languages if k],
            development_status=self._state(),
        )

    def _peeked(self, one: Given) -> str:
        written = (one["name"].peek() or one.peek()).lower()
        return written if written in _PROGRAMMING else words.key(written)

    def _state(self) -> str:
        given = self._given["developmentStatus"]
        state = terms.STATES.get(re.split(r"[/#]", given.peek().lower().rstrip("/"))[-1], "")
        if state:
            given.take()
        return state

    def _times_and_places(self) -> dict[str, object]:
        dates = [
            {"date": date, "type": kind}
            for name, kind in _DATES.items()
            if (date := self._given[name].date())
        ]
        spots = self._each("spatialCoverage", "contentLocation", "locationCreated")
        places = [place for one in spots if (place := self._place(one))]
        embargo = self._given["embargoEndDate"].date() or self._given["embargoDate"].date()
        access = filled(access="embargoed" if embargo else "", embargo_until=embargo)
        return filled(dates=dates, locations=places) | access

    def _place(self, one: Given) -> dict[str, object]:
        if not (name := self._word(one)):
            return {}
        spot = self._graph.one(one["geo"])
        one.skip("@id", "@type")
        return filled(
            place=name,
            latitude=spot["latitude"].number(),
            longitude=spot["longitude"].number(),
            description=one["description"].line(),
        )
