"""What a suggestion writes into the form, by what it is of; the keys are names of fields there.

Whoever suggests makes its items here, and knows nothing of the form.
"""

from dataclasses import dataclass

from zenferry.look_ups.vocabularies import Item

__all__ = ["Named", "award", "funder", "licence", "organisation", "person"]


@dataclass(frozen=True)
class Named:
    """Where somebody works, or who pays; `ror` bare."""

    name: str
    ror: str = ""


def person(
    family_name: str,
    given_name: str,
    *,
    orcid: str = "",
    works_at: Named | None = None,
    role: str = "",
    detail: str = "",
) -> Item:
    """Somebody, for creators and contributors. What is not known leaves a field as it is."""
    name = f"{given_name} {family_name}".strip()
    values: dict[str, object] = {
        "family_name": family_name,
        "given_name": given_name,
        "orcid": orcid,
    }
    if works_at:
        values["affiliations"] = [{"name": works_at.name, "ror": works_at.ror}]
    if role:
        values["role"] = role
    return Item(orcid or name, name, detail or orcid, values)


def organisation(name: str, ror: str, *, detail: str = "") -> Item:
    """An affiliation, or an organisation among the creators."""
    return Item(ror or name, name, detail, {"name": name, "ror": ror})


def funder(name: str, ror: str, *, detail: str = "") -> Item:
    """Who pays, for grants."""
    return Item(ror or name, name, detail, {"funder": name, "funder_ror": ror})


def award(
    title: str, number: str, paid_by: Named, *, id_: str = "", url: str = "", acronym: str = ""
) -> Item:
    """A grant. `id_` is what the repository knows it by."""
    values = {
        "award": title or number,
        "award_number": number,
        "award_id": id_,
        "award_url": url,
        "funder": paid_by.name,
        "funder_ror": paid_by.ror,
    }
    # As InvenioRDM names them, so that the same grant is not suggested twice.
    known = id_ or (f"{paid_by.ror}::{number}" if paid_by.ror else "")
    detail = " · ".join(filter(None, (acronym, number, paid_by.name)))
    return Item(known or number or title, values["award"], detail, values)


def licence(known: str, title: str, link: str) -> Item:
    """A licence by its id, for those beside the first."""
    return Item(known, title, known, {"title": title, "id": known, "link": link})
