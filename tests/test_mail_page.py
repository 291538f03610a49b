"""The demo's page of mails shows whatever came, and lets none of it do anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from infra.local import mail_page

HEAD = "From: deposit@tidal-flats.example\nTo: ada@example.org\nSubject: {subject}\n\n"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[str]:
    with mail_page.shown(tmp_path) as address:
        yield address


def put(folder: Path, number: int, text: str, html: str = "", subject: str = "Subject") -> None:
    (folder / f"{number:03}.txt").write_text(HEAD.format(subject=subject) + text, "utf-8")
    if html:
        (folder / f"{number:03}.html").write_text(html, "utf-8")


def got(address: str) -> requests.Response:
    return requests.get(address, timeout=10)


def test_it_says_that_there_are_none_yet(page: str) -> None:
    assert "None yet" in got(page).text


def test_the_newest_comes_first_with_whom_it_went_to(page: str, tmp_path: Path) -> None:
    for number in (1, 2, 10):
        put(tmp_path, number, "text", subject=f"Number {number}!")
    text = got(page).text
    found = [text.index(f"Number {number}!") for number in (10, 2, 1)]
    assert found == sorted(found)
    assert "ada@example.org" in text


def test_a_link_can_be_followed(page: str, tmp_path: Path) -> None:
    link = "http://127.0.0.1:8080/#submission=1&key=2"
    put(tmp_path, 1, f"Open\n{link}\nnow")
    assert f'<a href="{link.replace("&", "&amp;")}" target="_blank"' in got(page).text


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "https://x\"onclick='a()'<b>"])
def test_what_stands_in_a_mail_is_text_here(page: str, tmp_path: Path, hostile: str) -> None:
    put(tmp_path, 1, hostile, subject=hostile)
    text = got(page).text
    assert "<script" not in text
    assert "<b>" not in text
    assert 'x"onclick' not in text


def test_html_lies_in_a_frame_that_can_run_nothing(page: str, tmp_path: Path) -> None:
    put(tmp_path, 1, "text", "<p>Hello</p><script>alert(1)</script>")
    assert '<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"' in got(page).text
    framed = got(f"{page}001.html")
    policy = framed.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert framed.text.startswith('<base target="_blank"><p>Hello</p>')


@pytest.mark.parametrize("path", ["002.html", "..%2f001.html", "001.txt", "x"])
def test_nothing_else_is_there(page: str, tmp_path: Path, path: str) -> None:
    put(tmp_path, 1, "text", "<p>Hello</p>")
    assert got(page + path).status_code == 404
