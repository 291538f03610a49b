"""`codemeta.json`, versions 2 and 3, and other JSON-LD in schema.org's words."""

from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, imported
from zenferry.readers.json_ld import Graph, flat, left
from zenferry.readers.parsing import read_json
from zenferry.readers.schema_org import Work

__all__ = ["read"]

_WORKS = frozenset(
    {"Dataset", "SoftwareSourceCode", "SoftwareApplication", "ScholarlyArticle", "CreativeWork"}
)


def read(text: str) -> Imported:
    """The one work that the file is about; of a graph the first."""
    whole = Given(flat(read_json(text).value))
    software = "codemeta" in str(whole["@context"].value).lower()
    whole.skip("@context")
    values = Work(_work(whole), Graph(whole), kind="software" if software else "").values()
    return imported("codemeta" if software else "schema.org", values, left(whole))


def _work(whole: Given) -> Given:
    nodes = [*whole["@graph"].each(), *(whole.each() if whole.path == () else [])]
    typed = (one for one in nodes if _WORKS & {kind.peek() for kind in one["@type"].each()})
    return next(typed, nodes[0] if nodes else whole)
