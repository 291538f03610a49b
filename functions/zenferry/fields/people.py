"""Who made it, and who helped."""

from dataclasses import replace

from zenferry.fields.choices import ROLES, Choice
from zenferry.fields.field import Field, Kind, When

__all__ = ["FIELDS"]

_PERSON = When("type", ("person",))
_ORGANISATION = When("type", ("organisation",))

_AFFILIATION = (
    Field(
        "name",
        Kind.LINE,
        "Affiliation",
        autocomplete="organization",
        required=True,
        vocabulary="affiliations",
    ),
    Field("ror", Kind.ROR, "ROR id", "Filled in when you choose from the list.", aside=True),
)

_ROLE = Field("role", Kind.CHOICE, "Role", choices=ROLES, aside=True)

_WHO = (
    Field(
        "type",
        Kind.RADIOS,
        "Person or organisation",
        required=True,
        default="person",
        choices=(Choice("person", "Person"), Choice("organisation", "Organisation")),
    ),
    Field(
        "family_name",
        Kind.LINE,
        "Family name",
        "Type a name, or choose from those the consortium or ORCID know.",
        when=_PERSON,
        required=True,
        longest=120,
        missing="family_name",
        vocabulary="people",
    ),
    Field("given_name", Kind.LINE, "Given name", when=_PERSON, longest=120),
    Field(
        "orcid",
        Kind.ORCID,
        "ORCID iD",
        "Sixteen digits, such as 0000-0002-1825-0097. Leave it empty if there is none.",
        when=_PERSON,
    ),
    Field(
        "name",
        Kind.LINE,
        "Name of the organisation",
        when=_ORGANISATION,
        required=True,
        missing="organisation_name",
        vocabulary="affiliations",
    ),
    Field(
        "ror",
        Kind.ROR,
        "ROR id",
        "From ror.org, such as 05a28rw58. Leave it empty if there is none.",
        when=_ORGANISATION,
    ),
    Field(
        "affiliations",
        Kind.GROUP,
        "Affiliations",
        "Where this work was done. Several are welcome.",
        parts=_AFFILIATION,
        one="affiliation",
        most=20,
    ),
)

_MORE = (
    Field("gnd", Kind.GND, "GND number", "Such as 118529579.", aside=True),
    Field("isni", Kind.ISNI, "ISNI", "Sixteen digits, such as 0000 0001 2103 2683.", aside=True),
)

_CONTRIBUTOR_ROLE = replace(
    _ROLE, choices=ROLES[1:], required=True, aside=False, missing="role", default="other"
)

FIELDS = (
    Field(
        "creators",
        Kind.GROUP,
        "Creators",
        section="people",
        required=True,
        parts=(*_WHO, _ROLE, *_MORE),
        one="creator",
        most=500,
        missing="creators",
    ),
    Field(
        "contributors",
        Kind.GROUP,
        "Contributors",
        "People who helped, but are not cited as authors.",
        section="people",
        parts=(_CONTRIBUTOR_ROLE, *_WHO, *_MORE),
        one="contributor",
        most=500,
    ),
)
