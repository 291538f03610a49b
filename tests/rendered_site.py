"""A rendered site as tests look at it: the example's pages, each a list of elements."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from zenferry.site import render

EXAMPLE = Path("infra/example")
STAGING = "https://staging.example"
GUIDES = ("deposit", "description", "licence", "token")
# Of one language.
PAGES = (
    *("", "status/", "curation/", "privacy/", "imprint/", "accessibility/", "guide/"),
    *(f"guide/{name}/" for name in GUIDES),
)
_VOID = frozenset({"meta", "link", "input", "img", "br"})
_SCRIPTS = (
    "form-page.js",
    "status-page.js",
    "status-page.css",
    "records-page.js",
    "records-page.css",
    "curation-page.js",
    "curation-page.css",
    "hash-worker.js",
    "style.css",
    "prose.css",
)


@dataclass
class Element:
    """A tag with its attributes and the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page as a list of its elements, those in templates included."""

    source: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def by_id(self, wanted: str) -> Element:
        return next(e for e in self.elements if e.attributes.get("id") == wanted)


def built_in(folder: Path) -> Path:
    """What the page's build leaves, without having to run it."""
    folder.mkdir()
    manifest = {}
    for name in _SCRIPTS:
        stem, _, ending = name.rpartition(".")
        file = f"{stem}-ABCD2345.{ending}"
        (folder / file).write_text("/* built */")
        imports = ["chunk-ABCD2345.js"] if stem == "form-page" else []
        manifest[name] = {"file": file, "integrity": f"sha384-{stem}", "imports": imports}
    (folder / "chunk-ABCD2345.js").write_text("/* built */")
    manifest["chunk-ABCD2345.js"] = {"file": "chunk-ABCD2345.js", "integrity": "sha384-chunk"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def rendered(out: Path, profile: Path = EXAMPLE / "profile.toml") -> Path:
    render(profile, out, staging_origin=STAGING, assets=built_in(out.parent / f"{out.name}-built"))
    return out


def page_at(site: Path, page: str) -> Page:
    return Page((site / page / "index.html").read_text("utf-8"))
