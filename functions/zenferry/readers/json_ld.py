"""JSON-LD as plain JSON: parts that are named by "@id" are found, and nothing is fetched for it."""

from collections.abc import Iterator, Mapping

from zenferry.readers.given import Given

__all__ = ["Graph", "flat", "kinds", "left"]

_VALUES = ("@value", "@list", "@set")
_PREFIXES = ("http://schema.org/", "https://schema.org/", "schema:", "codemeta:")


def flat(value: object) -> object:
    """The same without JSON-LD's wrappings, and with schema.org's names alone."""
    if isinstance(value, list):
        return [flat(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    for wrapping in _VALUES:
        if wrapping in value:
            return flat(value[wrapping])
    return {_bare(name): flat(inner) for name, inner in value.items()}


def _bare(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


class Graph:
    """The things of a file by their "@id". A part that only names another is that other one."""

    def __init__(self, whole: Given) -> None:
        self._whole = whole
        self._nodes: dict[str, Given] = {}
        for node in [*whole["@graph"].each(), whole]:
            self._index(node)

    def _index(self, node: Given) -> None:
        """The node, and what lies right inside it: an author told once and named again."""
        for part in [node, *(p for name in node.names() for p in node[name].each())]:
            id_ = part["@id"].peek()
            if id_ and len(part.names()) > 1:
                self._nodes.setdefault(id_, part)

    def at(self, id_: str) -> Given | None:
        """The thing of that name."""
        return self._nodes.get(id_)

    def each(self, part: Given) -> list[Given]:
        """The entries of a part, each in full. One step is gone, so circles lead nowhere."""
        return [self._full(one) for one in part.each()]

    def one(self, part: Given) -> Given:
        """The first entry."""
        return next(iter(self.each(part)), Given(None))

    def _full(self, one: Given) -> Given:
        if one.is_object and one.names() == ("@id",):
            found = self.at(one["@id"].peek())
            if found is not None:
                one.take()
                return found
        return one


def kinds(node: Given, known: Mapping[str, str]) -> list[str]:
    """What its "@type" says, as far as it is known."""
    return [kind for one in node["@type"].each() if (kind := one.among(known))]


def left(whole: Given) -> Iterator[tuple[str, object]]:
    """What was not understood; names and kinds of things that were, say nothing more."""
    for what, value in whole.left():
        if not what.endswith((".@id", ".@type")):
            yield what, value
