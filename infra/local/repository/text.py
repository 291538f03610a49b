"""What InvenioRDM does to text before it keeps it: quietly, so a client has to compare.

A small part of it: the rewriting of characters, and the cleaning of HTML down to harmless tags.
"""

import html
import unicodedata
from html.parser import HTMLParser

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"'))
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
    | {"Ĳ": "IJ", "ĳ": "ij", "ŉ": "'n", "Ǳ": "DZ", "ǲ": "Dz", "ǳ": "dz"}
)
_LINE_BREAKS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x85": "\n"})
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_DROPPED = {"\u200b", "\ufeff"}

_TAGS = (
    {"a", "abbr", "acronym", "b", "blockquote", "br", "code", "col", "colgroup", "div", "em"}
    | {"h1", "h2", "h3", "h4", "h5", "i", "li", "ol", "p", "pre", "s", "span", "strike", "strong"}
    | {"sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"}
)
_ATTRIBUTES = {
    "a": {"href", "title", "name", "target", "rel", "rev", "alt"},
    "abbr": {"title", "lang", "dir"},
    "div": {"dir", "lang"},
    "p": {"dir", "lang"},
    "span": {"dir", "lang"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_VOID = frozenset({"br", "col"})
_SCHEMES = ("http://", "https://", "mailto:", "#", "/")


def plain(text: str) -> str:
    """A text field, as it is kept."""
    text = text.strip()
    if "<" not in text:
        text = html.unescape(text)
    text = text.translate(_QUOTES).translate(_LIGATURES).translate(_LINE_BREAKS)
    text = "".join(_half_width(letter) for letter in text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in unicodedata.normalize("NFC", text) if _kept(c))


def _half_width(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter) if ord(letter) in _FULL_WIDTH else letter


def _kept(letter: str) -> bool:
    control = unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\n\r"
    return not control and letter not in _DROPPED


def markup(text: str) -> str:
    """A field with HTML, as it is kept: unknown tags go, their text stays."""
    cleaner = _Cleaner()
    cleaner.feed(plain(text))
    cleaner.close()
    return cleaner.text().strip()


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._pieces: list[str] = []
        self._open: list[str] = []

    # Without this, what is inside a script would not be seen as text with tags.
    def set_cdata_mode(self, *_args: object, **_options: object) -> None:
        pass

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            return
        kept = (f' {name}="{html.escape(value)}"' for name, value in _allowed(tag, attrs))
        self._pieces.append(f"<{tag}{''.join(kept)}>")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open:
            last = self._open.pop()
            self._pieces.append(f"</{last}>")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        self._pieces.append(html.escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self._pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._pieces.append(f"&#{name};")

    def text(self) -> str:
        return "".join(self._pieces) + "".join(f"</{tag}>" for tag in reversed(self._open))


def _allowed(tag: str, attrs: list[tuple[str, str | None]]) -> list[tuple[str, str]]:
    names = _ATTRIBUTES.get(tag, set())
    return [
        (name, value)
        for name, value in attrs
        if name in names and value is not None and (name != "href" or value.startswith(_SCHEMES))
    ]
