"""Descriptions: what is kept of Markdown and HTML, and what never gets through."""

import re
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zenferry import rules
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
        most = len(rules.shown(typed)) + 5 * typed.count("&")
        assert len(plain({"format": kind, "text": typed})) <= most


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("markdown", "**ab**", "ab"),
        ("markdown", "---\n***\n", ""),
        ("html", "<p>a &amp; b</p>", "a & b"),
        ("html", "<script>alert(1)</script>", ""),
        ("html", "<img src=x alt=words>", ""),
        ("html", "<p><br></p>", ""),
        ("html", "<!-- a long and honest description", ""),
        ("html", "</ everything here", ""),
        ("html", "<? everything here", ""),
        ("html", "<![temp[" + "x" * 60, ""),
        ("html", "<p>see <![x below</p>and on", "see and on"),
        ("html", "<!-->a<!--->b<!-- c --!>d<!-- - -- -->e", "abde"),
        ("html", "a < b <3 </> c", "a < b <3 c"),
        ("html", "<p title='>' class = \">\" x=y/>a<b", "a"),
        ("html", "<svg><title>hello there", ""),
        ("html", "<script><!--</script>a", "a"),
        ("html", "&#" + "9" * 5000 + ";", "\N{REPLACEMENT CHARACTER}"),
        ("html", "&#x200B;&nbsp;&shy;", ""),
        ("markdown", "&nbsp;&#32;", ""),
    ],
)
def test_what_there_is_to_read(kind: str, typed: str, read: str) -> None:
    assert plain({"format": kind, "text": typed}) == read


def test_text_beside_elements_stands_in_one() -> None:
    assert markup("a &lt;b&gt; c") == "<div>a &lt;b&gt; c</div>"
    assert markup("") == ""


# Characters that are written another way before they are sent, some of which become markup.
REWRITTEN = (
    "\N{FULLWIDTH LESS-THAN SIGN}\N{FULLWIDTH GREATER-THAN SIGN}\N{FULLWIDTH AMPERSAND}"
    "\N{FULLWIDTH QUOTATION MARK}\N{FULLWIDTH APOSTROPHE}\N{FULLWIDTH COLON}"
    "\N{FULLWIDTH SOLIDUS}\N{FULLWIDTH EQUALS SIGN}\u201c\u201d\u2018\u2019\u02bc"
    "\N{COMBINING LONG SOLIDUS OVERLAY}\N{COMBINING CEDILLA}\N{COMBINING ACUTE ACCENT}"
    "\N{ZERO WIDTH SPACE}\N{NO-BREAK SPACE}\u2028\ufb01\u0132\u037e\u1fef\r\x00"
)
ENTITIES = [
    *(f"&#x{ord(one):X};" for one in REWRITTEN),
    *re.findall(r"\S+", "&lt; &gt; &amp; &quot; &ldquo; &rdquo; &nbsp; &zwj; &Tab; &colon; &#0;"),
]
PIECES = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href='",
    '<a title="',
    "'>",
    '">',
    "</a>",
    "<table><tr><td>",
    "</table>",
    "<thead>",
    "<ul><li>",
    "<pre>",
    "<svg>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?",
    "</ ",
    "javascript",
    "alert(1)",
    "img src=x onerror=",
    " onmouseover=",
    "[x](",
    ' "',
    '")',
    "|a|b|\n|-|-|\n",
    "    ",
    "`",
    "lt;",
    "e",
    " ",
    "\n",
    "=",
    ":",
    "<",
    ">",
]
HOSTILE = st.lists(
    st.sampled_from([*PIECES, *ENTITIES, *REWRITTEN]) | st.text(max_size=3), max_size=25
).map("".join)


@settings(max_examples=1000)
@given(HOSTILE)
def test_rewritten_characters_never_become_markup(typed: str) -> None:
    for kept in (markup(typed), markdown(typed)):
        assert_harmless(kept)
        cleaned = nh3.clean(
            kept,
            tags=set(TAGS),
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
        )
        assert cleaned.replace("&nbsp;", "\N{NO-BREAK SPACE}") == kept
        # What a repository writes another way is written so already.
        assert rules.visible(kept) == kept
        assert markup(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "<p>x &#xFF1C;img src=x onerror=alert(1)&#xFF1E; x</p>",
        '<a title="x&#x201C; onmouseover=&#x201D;alert(1)" href="https://a.b">x</a>',
        "<a href='https://a.b/&#xFF02; onmouseover=alert(1) x=&#xFF02;'>x</a>",
        "<a href='java&#x200B;script:alert(1)'>x</a>",
        "<a href='javascript&#xFF1A;alert(1)'>x</a>",
        "<p>&#x338; onclick=alert(1) <b>x</b></p>",
        "<p>x &#xFF06;lt;script&#xFF06;gt;</p>",
        '[x](https://a.b "x&ldquo; onmouseover=alert(1) y=&rdquo;")',
        "x &#xFF1C;script&#xFF1E;alert(1)&#xFF1C;/script&#xFF1E;",
    ],
)
def test_what_becomes_markup_when_it_is_rewritten_is_text(typed: str) -> None:
    for kept in (markup(typed), markdown(typed)):
        assert "x" in kept
        assert_harmless(kept)
        assert rules.visible(kept) == kept


def says(kept: str) -> bool:
    """Whether the sent HTML has anything to read, as another parser sees it."""
    bare = nh3.clean(kept, tags=set())
    return bool(bare.replace("&nbsp;", " ").split())


@settings(max_examples=1000)
@given(HOSTILE | ANY)
def test_html_counts_as_empty_exactly_where_it_is_sent_empty(typed: str) -> None:
    assert bool(plain({"format": "html", "text": typed})) == says(markup(typed))


@settings(max_examples=1000)
@given(HOSTILE | ANY | st.text("[]()!:<>-*_#`~=|&;\\ \nax1.", max_size=40))
def test_markdown_that_counts_is_never_sent_empty(typed: str) -> None:
    if plain({"format": "markdown", "text": typed}):
        assert says(markdown(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "[1]: https://example.org/thing",
        "![pic](https://example.org/b.png)",
        "```python\n```",
        "[](https://example.org)",
    ],
)
def test_markdown_that_stands_for_nothing_is_sent_as_it_was_typed(typed: str) -> None:
    assert says(markdown(typed))


def test_elements_that_never_come_to_rest_are_sent_as_text() -> None:
    typed = "<a>" + "<table><a>x" * 20
    assert markup(markup(typed)) == markup(typed)
