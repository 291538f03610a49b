"""People, institutions and grants in schema.org's words."""

import re

from zenferry.readers import people, words
from zenferry.readers.given import Given
from zenferry.readers.imported import filled
from zenferry.readers.json_ld import Graph
from zenferry.readers.words import listed

__all__ = ["Peoples"]

_ROLES = {
    "contributor": "other",
    "editor": "editor",
    "maintainer": "other",
    "producer": "producer",
    "copyrightHolder": "rightsholder",
    "sponsor": "sponsor",
    "provider": "distributor",
    "translator": "translator",
    "contactPoint": "contactperson",
    "accountablePerson": "contactperson",
}
_GROUPS = frozenset(
    listed(
        "organization consortium project researchproject fundingagency collegeoruniversity ngo "
        "corporation governmentorganization researchorganization"
    )
)


class Peoples:
    """Reads whoever a work names."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        # By their place in the file: a thousand may share one institute, or be one and the same.
        self._read: dict[tuple[str, ...], dict[str, object]] = {}
        self._places: dict[tuple[str, ...], dict[str, object]] = {}

    def values(self, given: Given) -> dict[str, object]:
        """The creators, contributors and grants of a work."""
        makers = [one for name in ("author", "creator") for one in self._graph.each(given[name])]
        creators = [who for one in makers if (who := self._who(one))]
        helpers = [
            {"role": role, **who}
            for name, role in _ROLES.items()
            for one in self._graph.each(given[name])
            if (who := self._who(one)) and who not in creators
        ]
        unique = [who for n, who in enumerate(creators) if who not in creators[:n]]
        return filled(creators=unique, contributors=helpers, funding=self._funding(given))

    def _who(self, one: Given) -> dict[str, object]:
        if one.path not in self._read:
            self._read[one.path] = self._somebody(one)
        return self._read[one.path]

    def _somebody(self, one: Given) -> dict[str, object]:
        kind = {words.key(k.peek()) for k in one["@type"].each()}
        places = [p for x in self._graph.each(one["affiliation"]) if (p := self._place(x))]
        family, first = one["familyName"].line(), one["givenName"].line()
        name = one["name"].line() or one.line()
        orcid, ror = self._id(one, "orcid"), self._id(one, "ror")
        if not (family or name):
            return {}
        one.skip("@type")
        if kind & _GROUPS or ror:
            return people.organisation(name or family, ror=ror, affiliations=places)
        if family:
            return people.person(family, first, orcid=orcid, affiliations=places)
        if "person" in kind:
            family, first = people.split_name(name)
            return people.person(family, first, orcid=orcid, affiliations=places)
        return people.named(name, orcid=orcid, affiliations=places)

    def _id(self, one: Given, scheme: str) -> str:
        """The ORCID iD or ROR id, which may stand in several places."""
        bare = {"orcid": words.bare_orcid, "ror": words.bare_ror}[scheme]
        found = ""
        for name in ("@id", "identifier", "sameAs", "url", scheme):
            for part in one[name].each():
                value = part["value"] if part["value"] else part["@id"] if part["@id"] else part
                if told := bare(value.peek()):
                    part.take()
                    found = found or told
        return found

    def _place(self, one: Given) -> dict[str, object]:
        if one.path not in self._places:
            self._places[one.path] = self._somewhere(one)
        return self._places[one.path]

    def _somewhere(self, one: Given) -> dict[str, object]:
        name = one["name"].line() or one["legalName"].line() or one.line()
        if not name:
            return {}
        ror = self._id(one, "ror")
        one.skip("@type")
        return people.affiliation(name, ror)

    def _funding(self, given: Given) -> list[dict[str, object]]:
        """Grants with their funders, then funders alone. Codemeta tells grants as text."""
        grants = [g for one in self._graph.each(given["funding"]) if (g := self._grant(one))]
        named = {grant["funder"] for grant in grants}
        funders = [p for one in self._graph.each(given["funder"]) if (p := self._place(one))]
        alone = [self._funder(place) for place in funders if place["name"] not in named]
        told = given["funding"]
        if len(alone) == 1 and not grants and re.fullmatch(r"\S{1,40}", told.peek()):
            alone[0]["award_number"] = told.line()
        return grants + alone

    def _funder(self, place: dict[str, object]) -> dict[str, object]:
        return filled(funder=place.get("name"), funder_ror=place.get("ror"))

    def _grant(self, one: Given) -> dict[str, object]:
        funders = [*self._graph.each(one["funder"]), *self._graph.each(one["sponsor"])]
        place = next((p for funder in funders if (p := self._place(funder))), None)
        if place is None:
            return {}
        url = one["url"].line() or one["@id"].peek()
        one.skip("@type", "@id")
        return self._funder(place) | filled(
            award=one["name"].line(),
            award_number=one["identifier"].line(),
            award_url=url if re.match(r"https?://", url) else "",
        )
