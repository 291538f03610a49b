"""Where the record goes. What can be chosen is the profile's; with one choice nobody is asked."""

from zenferry.fields.field import Field, Kind

__all__ = ["FIELDS"]

FIELDS = (
    Field("repository", Kind.RADIOS, "Where it goes", section="work"),
    Field(
        "community",
        Kind.CHOICE,
        "Community",
        "Its curators look at the record before it becomes public.",
        section="work",
    ),
)
