"""The page's editor and the service keep the same HTML: what one takes the other does not drop."""

import re
from pathlib import Path

from zenferry.typed import rich_text

_PAGE = Path("frontend/src/editor/tags.ts").read_text("utf-8")


def test_the_editor_offers_the_tags_that_the_service_keeps() -> None:
    declared = re.search(r"export const TAGS = \((.*?)\)", _PAGE, re.DOTALL)
    assert declared
    words = " ".join(re.findall(r'"([^"]*)"', declared[1])).split()
    assert sorted(words) == sorted(rich_text.TAGS)


def test_the_editor_keeps_the_attributes_that_the_service_keeps() -> None:
    declared = re.search(r"export const ATTRIBUTES = \[(.*?)\]", _PAGE, re.DOTALL)
    assert declared
    assert {"a": set(re.findall(r'"(\w+)"', declared[1]))} == rich_text.ATTRIBUTES


def test_a_link_leads_where_the_service_lets_it_lead() -> None:
    declared = re.search(r"ADDRESS = /\^\(\?:(\S+)\):/i", _PAGE)
    assert declared
    text = {scheme: f'<a href="{scheme}:x">x</a>' for scheme in ("http", "https", "mailto", "ftp")}
    kept = {
        scheme
        for scheme, link in text.items()
        if "href" in rich_text.sanitised({"format": "html", "text": link})
    }
    assert {scheme for scheme in text if re.fullmatch(declared[1], scheme)} == kept
