"""Who paid for the work."""

from zenferry.fields.field import Field, Kind

__all__ = ["FIELDS"]

_FUNDING = (
    Field("funder", Kind.LINE, "Funder", required=True, vocabulary="funders", missing="funder"),
    Field("funder_ror", Kind.ROR, "ROR id of the funder", aside=True),
    Field(
        "award",
        Kind.LINE,
        "Grant",
        "Its title, or begin with its number.",
        vocabulary="awards",
        longest=500,
    ),
    Field("award_number", Kind.LINE, "Grant number", longest=100),
    Field("award_url", Kind.URL, "Web page of the grant", aside=True),
    Field("award_id", Kind.KEPT, "Grant id", longest=120),
)

FIELDS = (
    Field(
        "funding",
        Kind.GROUP,
        "Grants",
        "Type a grant number or title, or the name of the funder.",
        section="funding",
        parts=_FUNDING,
        one="grant",
        most=50,
    ),
)
