"""Where the record goes. What can be chosen is the profile's; with one choice nobody is asked."""

from zenferry.fields.field import Field, Kind

__all__ = ["FIELDS", "PRACTICE"]

# What is said beside a repository that the profile marks as one to practise with.
PRACTICE = "To practise: nothing there is for good, and its DOI leads nowhere."

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
