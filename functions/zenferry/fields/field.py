"""What a field of the form is: one declaration, from which everything else follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zenferry.fields.choices import Choice

__all__ = ["Field", "Kind", "Section", "When"]


class Kind(StrEnum):
    """How a field is drawn (templates/fields/<kind>), how it is read (typed/kinds.py), what it
    holds.
    """

    # Text. With a vocabulary, suggestions are offered and anything else is taken too.
    LINE = "line"
    PARAGRAPHS = "paragraphs"
    # {"format": "html" or "markdown", "text": "..."}
    RICH = "rich"
    DATE = "date"
    FUTURE_DAY = "future_day"
    NUMBER = "number"
    EMAIL = "email"
    URL = "url"
    # An identifier of one kind: kept bare, its check digits tested.
    ORCID = "orcid"
    ROR = "ror"
    GND = "gnd"
    ISNI = "isni"
    ISBN = "isbn"
    ISSN = "issn"
    # An identifier of any kind, recognised; the sibling "scheme" says which when it can't be.
    IDENTIFIER = "identifier"
    # One of `choices`.
    CHOICE = "choice"
    RADIOS = "radios"
    # A list of words.
    KEYWORDS = "keywords"
    # A list of {"id", "label"} from the field's vocabulary, and of nothing else.
    TERMS = "terms"
    # An id that a suggestion fills in: kept, and not drawn for people to type.
    KEPT = "kept"
    # A list of entries, each with `parts`.
    GROUP = "group"
    AGREEMENT = "agreement"


_ID_KINDS = frozenset({Kind.ORCID, Kind.ROR, Kind.GND, Kind.ISNI, Kind.KEPT})


@dataclass(frozen=True)
class When:
    """The field applies only while a sibling has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One field. Lengths in characters; `most` entries of a list; `missing` a message's code.
    A number lies from `least` to `greatest`.

    `vocabulary` names the look-up that suggests values: what a suggestion holds is written into
    the fields of those names around this one. `to` says where the value goes, see mapping.py;
    empty, it has a place of its own in metadata.py. `aside`: drawn folded, as seldom needed.
    `guide` names the guide page that helps with it.
    """

    name: str
    kind: Kind
    label: str
    help: str = ""
    section: str = ""
    required: bool = False
    default: str = ""
    fixed: bool = False
    when: When | None = None
    choices: tuple[Choice, ...] = ()
    parts: tuple["Field", ...] = ()
    one: str = ""
    shortest: int = 1
    longest: int = 300
    most: int = 200
    least: float = float("-inf")
    greatest: float = float("inf")
    missing: str = ""
    autocomplete: str = ""
    vocabulary: str = ""
    to: str = ""
    aside: bool = False
    guide: str = ""

    @property
    def is_id(self) -> bool:
        """Stands for something else: a suggestion fills it, and typing the name over empties it."""
        return self.kind in _ID_KINDS

    def applies(self, values: Mapping[str, object]) -> bool:
        """Whether the siblings' values call for this field."""
        return self.when is None or values.get(self.when.field) in self.when.values


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading of its own. `aside`: folded until it is wanted."""

    name: str
    label: str
    help: str = ""
    aside: bool = False
