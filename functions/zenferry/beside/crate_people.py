"""Who made it, helped and paid, as RO-Crate names them: each once, however often they are named."""

from typing import TYPE_CHECKING, Any

from zenferry.beside.crate_words import address_of
from zenferry.metadata import Affiliation, Creator, Funding, Organisation, Person

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

__all__ = ["Credits"]


class Credits:
    """The people and organisations of one crate, added to it as they are named."""

    def __init__(self, made: "ROCrate") -> None:
        self._made = made
        self._ids: dict[object, str] = {}

    def of(self, creator: Creator) -> Any:
        """A creator, or whoever helped."""
        if isinstance(creator, Organisation):
            return self._organisation(creator)
        return self._person(creator)

    def _person(self, person: Person) -> Any:
        names = [part for part in (person.given_name, person.family_name) if part]
        known = f"https://orcid.org/{person.orcid}" if person.orcid else None
        key = (person.family_name, person.given_name, person.affiliations)
        return self._added(
            known or self._id("person", key),
            "Person",
            name=" ".join(names),
            familyName=person.family_name,
            givenName=person.given_name,
            affiliation=[self._affiliation(each) for each in person.affiliations],
            identifier=_bare(person),
        )

    def _organisation(self, organisation: Organisation) -> Any:
        return self._added(
            self._at_ror(organisation.name, organisation.ror),
            "Organization",
            name=organisation.name,
            identifier=_bare(organisation),
        )

    def _affiliation(self, affiliation: Affiliation) -> Any:
        return self.named(affiliation.name, affiliation.ror)

    def named(self, name: str, ror: str | None = None) -> Any:
        """An organisation of which only that is known."""
        return self._added(self._at_ror(name, ror), "Organization", name=name)

    def _at_ror(self, name: str, ror: str | None) -> str:
        return f"https://ror.org/{ror}" if ror else self._id("organisation", name)

    def in_role(self, creator: Creator) -> Any:
        """Whoever helped, with what they did."""
        who = self.of(creator)
        role = self._id("role", (who.id, creator.role))
        told = creator.role or "other"
        return self._added(role, "Role", name=told, roleName=told, contributor=who)

    def grant(self, funding: Funding) -> Any:
        """A grant, or the mere fact that somebody paid."""
        award = funding.award
        address = address_of(award.url) if award and award.url.startswith("https://") else ""
        name = (award and (award.title or award.number)) or funding.funder
        return self._added(
            address or self._id("grant", funding),
            "Grant",
            name=name,
            identifier=[award.number] if award and award.number else [],
            funder=self.named(funding.funder, funding.ror),
        )

    def _id(self, kind: str, key: object) -> str:
        """Counted in the order they are named: the same record gives the same ids."""
        numbered = f"#{kind}-{len(self._ids) + 1}"
        return self._ids.setdefault((kind, key), numbered)

    def _added(self, at: str, kind: str, /, **properties: Any) -> Any:
        from rocrate.model import ContextEntity  # noqa: PLC0415

        given = {name: value for name, value in properties.items() if value}
        entity = ContextEntity(self._made, at, properties={"@type": kind, **given})
        return self._made.get(at) or self._made.add(entity)


def _bare(creator: Creator) -> list[str]:
    numbers = {"https://d-nb.info/gnd/": creator.gnd, "https://isni.org/isni/": creator.isni}
    return [f"{before}{number}" for before, number in numbers.items() if number]
