"""What belongs to it elsewhere: papers, software, other data."""

from dataclasses import replace

from zenferry.fields.choices import RELATIONS, RESOURCE_TYPES, SCHEMES, Choice
from zenferry.fields.field import Field, Kind

__all__ = ["FIELDS"]

_IDENTIFIER = Field(
    "identifier",
    Kind.IDENTIFIER,
    "Identifier",
    "A DOI, a web address, an ISBN, … What it is, is recognised.",
    required=True,
    longest=500,
    missing="identifier",
)
_SCHEME = Field("scheme", Kind.CHOICE, "Kind of identifier", choices=SCHEMES, aside=True)

_RELATED = (
    Field(
        "relation",
        Kind.CHOICE,
        "This record",
        required=True,
        default="issupplementto",
        choices=RELATIONS,
    ),
    _IDENTIFIER,
    _SCHEME,
    Field(
        "resource_type",
        Kind.CHOICE,
        "Kind of the other work",
        choices=(Choice("", "Not said"), *RESOURCE_TYPES),
        aside=True,
    ),
)

FIELDS = (
    Field(
        "related",
        Kind.GROUP,
        "Related work",
        "The paper that these data belong to comes first.",
        section="links",
        parts=_RELATED,
        one="related work",
        most=100,
    ),
    Field(
        "references",
        Kind.GROUP,
        "References",
        "Works that are cited in yours, as they would stand in a list of references.",
        section="links",
        parts=(
            Field("reference", Kind.LINE, "Reference", required=True, longest=1000),
            replace(_IDENTIFIER, required=False, help="", aside=True),
        ),
        one="reference",
        most=300,
    ),
    Field(
        "alternate_identifiers",
        Kind.GROUP,
        "Other identifiers of this work",
        "If it has one already elsewhere.",
        section="links",
        parts=(_IDENTIFIER, _SCHEME),
        one="identifier",
        most=20,
    ),
)
