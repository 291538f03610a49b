"""Descriptions: what is kept of Markdown and HTML, and what never gets through."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zenferry.typed.rich_text import ATTRIBUTES, TAGS, plain, sanitised


def markdown(text: str) -> str:
    return sanitised({"format": "markdown", "text": text})


def markup(text: str) -> str:
    return sanitised({"format": "html", "text": text})


class Seen(HTMLParser):
    """Tags and attributes of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("*in* **bold** `x<y`", "<p><em>in</em> <strong>bold</strong> <code>x&lt;y</code></p>"),
        ("<b>typed</b>", "<p>&lt;b&gt;typed&lt;/b&gt;</p>"),
        ("[x](https://example.org)", '<p><a href="https://example.org">x</a></p>'),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("# Head", "<h1>Head</h1>"),
        ("AT&amp;T", "<p>AT&amp;T</p>"),
    ],
)
def test_markdown_becomes_the_html_it_stands_for(typed: str, kept: str) -> None:
    assert markdown(typed) == kept


def test_a_table_is_kept_with_its_head_as_a_row() -> None:
    kept = markdown("| a | b |\n|---|---|\n| 1 | 2 |")
    assert re.sub(r"\s", "", kept).startswith("<table><tbody><tr><th>a</th><th>b</th></tr></tbody>")
    assert "<td>2</td>" in kept


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script><p>x</p>",
        "<p onclick=alert(1)>x</p>",
        "<img src=x onerror=alert(1)><p>x</p>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<svg><script>1</script></svg><p>x</p>",
        "<style>p{}</style><p style=color:red class=y id=z>x</p>",
        "<iframe src=//example.org></iframe><p>x</p>",
        "<p>x</p><math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<p>x<",
        "<p>x</p><!-- comment -->",
    ],
)
def test_what_could_run_or_load_is_gone(hostile: str) -> None:
    kept = markup(hostile)
    assert "x" in kept
    assert_harmless(kept)
    assert "alert" not in kept or "&lt;" in kept


def assert_harmless(kept: str) -> None:
    seen = Seen(kept)
    assert seen.tags <= TAGS
    for tag, name, value in seen.attributes:
        assert name in ATTRIBUTES.get(tag, set())
        if name == "href" and ":" in value.split("/")[0]:
            assert value.lower().startswith(("http:", "https:", "mailto:"))


ANY = st.text(max_size=60) | st.text("<>/=&;\"' abpscriptmgonlkdv:#x0-[](){}`*_~|!\n", max_size=120)


@settings(max_examples=300)
@given(ANY)
def test_whatever_is_typed_is_harmless_and_sanitised_again_as_it_is(typed: str) -> None:
    for kept in (markup(typed), markdown(typed)):
        assert_harmless(kept)
        assert markup(kept) == kept
        assert kept == "" or kept.startswith("<")


@settings(max_examples=200)
@given(ANY)
def test_what_there_is_to_read_is_counted_without_the_marks(typed: str) -> None:
    for kind in ("markdown", "html"):
        assert len(plain({"format": kind, "text": typed})) <= len(typed) + 5 * typed.count("&")


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("markdown", "**ab**", "ab"),
        ("markdown", "---\n***\n", ""),
        ("html", "<p>a &amp; b</p>", "a & b"),
        ("html", "<script>alert(1)</script>", ""),
        ("html", "<img src=x alt=words>", ""),
        ("html", "<p><br></p>", ""),
    ],
)
def test_what_there_is_to_read(kind: str, typed: str, read: str) -> None:
    assert plain({"format": kind, "text": typed}) == read


def test_text_beside_elements_stands_in_one() -> None:
    assert markup("a &lt;b&gt; c") == "<div>a &lt;b&gt; c</div>"
    assert markup("") == ""
