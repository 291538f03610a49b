"""Who paid for the work."""

from zenferry.fields.field import Field, Kind

__all__ = ["FIELDS"]

# What people have at hand comes first: a grant brings its funder along.
_FUNDING = (
    Field(
        "award",
        Kind.LINE,
        "Grant",
        "Its number or a word of its title finds it. Leave this blank if there is only a funder.",
        vocabulary="awards",
        longest=500,
    ),
    Field("award_number", Kind.LINE, "Grant number", longest=100),
    Field("funder", Kind.LINE, "Funder", required=True, vocabulary="funders", missing="funder"),
    Field("funder_ror", Kind.ROR, "ROR id of the funder", aside=True),
    Field("award_url", Kind.URL, "Web page of the grant", aside=True),
    Field("award_id", Kind.KEPT, "Grant id", longest=120),
)

FIELDS = (
    Field(
        "funding",
        Kind.GROUP,
        "Grants",
        "Begin with the number or the title of the grant: the funder is filled in with it.",
        section="funding",
        parts=_FUNDING,
        one="grant",
        most=50,
    ),
)
