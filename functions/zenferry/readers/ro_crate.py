"""`ro-crate-metadata.json`, 1.0 to 1.2. The files it lists are chosen on the page, not read here.

Read as JSON: the library for crates wants the whole directory, and may fetch what it names.
"""

from collections.abc import Iterator

from zenferry.errors import Unreadable
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, imported
from zenferry.readers.json_ld import Graph, flat, left
from zenferry.readers.parsing import read_json
from zenferry.readers.schema_org import Work

__all__ = ["DESCRIPTORS", "read"]

DESCRIPTORS = ("ro-crate-metadata.json", "ro-crate-metadata.jsonld")


def read(text: str) -> Imported:
    """The crate itself, with the people, places and grants around it."""
    whole = Given(flat(read_json(text).value))
    graph = Graph(whole)
    root = _root(whole, graph)
    values = Work(root, graph, kind="dataset").values()
    whole.skip("@context")
    return imported("ro-crate", values, _left(whole))


def _root(whole: Given, graph: Graph) -> Given:
    for node in whole["@graph"].each():
        if node["@id"].peek().rpartition("/")[2] in DESCRIPTORS:
            root = graph.at(node["about"]["@id"].peek())
            if root is not None:
                node.take()
                return root
    raise Unreadable("import_crate")


def _left(whole: Given) -> Iterator[tuple[str, object]]:
    """What was not understood; what was not looked at by kind, for files may be thousands."""
    untouched: dict[str, list[str]] = {}
    nodes = {node.path: node for node in whole["@graph"].each()}
    for what, value in left(whole):
        node = nodes.get(tuple(what.split(".")))
        if node is None:
            yield what, value
        else:
            kind = " ".join(one.peek() for one in node["@type"].each())
            untouched.setdefault(kind, []).append(node["@id"].peek())
    for kind, ids in untouched.items():
        yield f"@graph: {kind} ({len(ids)})", ", ".join(ids)
