"""What others wrote is shown as plain text, whatever it is made of."""

import pytest

from zenferry.public_text import plain
from zenferry.said import LONGEST, bounded, plain_words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<p>One</p><p>Two<br>Three</p>", "One\nTwo\nThree"),
        ("<div>a\n   b</div>\n\n<div> c </div>", "a b\nc"),
        ("<ul><li>x</li><li>y</li></ul>", "x\ny"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<script>alert(1)</script>hello<style>p{}</style>", "hello"),
        ("<img src=x onerror=alert(1)>seen", "seen"),
        ("<p>left\u202eright\u0000\u200b</p>", "leftright"),
        ("<b>un<i>closed", "unclosed"),
        ("half a pair \ud83d", "half a pair"),
    ],
)
def test_html_is_read_as_text(markup: str, words: str) -> None:
    assert plain_words(markup) == words


def test_what_is_very_long_is_cut_and_says_so() -> None:
    words = plain_words(f"<p>{'word ' * 100_000}</p>")

    assert len(words) <= LONGEST
    assert words.endswith(" …")
    assert bounded("x" * LONGEST) == "x" * LONGEST


def test_in_one_line_a_word_stays_whole_and_paragraphs_apart() -> None:
    assert plain("<p>H<sub>2</sub>O</p><p>b &amp; c</p><script>d</script>") == "H2O b & c"
