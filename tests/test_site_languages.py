"""The site in each of its languages: the same pages, and every link leads somewhere."""

import json
import re
from pathlib import Path

import pytest

from tests.rendered_site import EXAMPLE, GUIDES, PAGES, Page, page_at, rendered
from zenferry.languages import ENGLISH
from zenferry.site_words import words_in

LANGUAGES = {"en": "", "de": "de/"}
_EVERYWHERE = [f"{folder}{page}" for folder in LANGUAGES.values() for page in PAGES]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(tmp_path_factory.mktemp("languages") / "out")


def addresses(page: Page) -> list[str]:
    found = [element.attributes.get("href", "") for element in page.elements if element.tag == "a"]
    return [address for address in found if address and not re.match(r"[a-z]+:", address)]


def lists_of_records(site: Path) -> list[Path]:
    """Where those will be that are written when there are records."""
    frame = json.loads((site / "records" / "frame.json").read_text("utf-8"))
    return [(site / "records" / each["folder"]).resolve() for each in frame["languages"]]


@pytest.mark.parametrize("page", _EVERYWHERE)
def test_every_link_within_the_site_leads_to_a_page_and_to_a_place_on_it(
    site: Path, page: str
) -> None:
    read = page_at(site, page)
    for address in addresses(read):
        path, _, anchor = address.partition("#")
        target = (site / page / path).resolve()
        if target in lists_of_records(site):
            continue
        assert (target / "index.html").is_file(), address
        there = Page((target / "index.html").read_text("utf-8"))
        assert not anchor or anchor in there.ids(), address


@pytest.mark.parametrize("page", _EVERYWHERE)
def test_a_page_says_its_language_and_links_to_itself_in_the_others(site: Path, page: str) -> None:
    read = page_at(site, page)
    language = "de" if page.startswith("de/") else "en"
    assert read.elements[0].attributes["lang"] == language
    switch = [e.attributes for e in read.elements if "data-language" in e.attributes]
    assert [link["hreflang"] for link in switch] == list(LANGUAGES)
    assert [link["lang"] for link in switch] == list(LANGUAGES)
    assert [link["hreflang"] for link in switch if "aria-current" in link] == [language]
    for link in switch:
        there = (site / page / link["href"] / "index.html").resolve()
        wanted = LANGUAGES[link["hreflang"]] + page.removeprefix("de/")
        assert there == (site / wanted / "index.html").resolve()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_same_parts_in_each_language(site: Path, page: str) -> None:
    one, other = page_at(site, page), page_at(site, f"de/{page}")
    assert [e.tag for e in one.elements] == [e.tag for e in other.elements]
    assert one.ids() == other.ids()


@pytest.mark.parametrize("page", PAGES)
def test_the_scripts_find_the_same_words_to_say(site: Path, page: str) -> None:
    if page in {"", "status/", "curation/"}:
        one, other = (
            json.loads(page_at(site, at).by_id("words").text) for at in (page, f"de/{page}")
        )
        assert one.keys() == other.keys()


def own(page: Page) -> set[str]:
    """The sentences of a page."""
    tags = {"h1", "h2", "h3", "p", "li", "dd", "dt", "th", "td", "label", "legend", "button"}
    texts = (" ".join(e.text.split()) for e in page.elements if e.tag in tags)
    return {text for text in texts if len(text) > 25 and " " in text}


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_is_left_in_english(site: Path, page: str) -> None:
    both = own(page_at(site, page)) & own(page_at(site, f"de/{page}"))
    assert both - {"Tidal Flats Research Consortium"} == set()


def test_what_is_not_of_a_language_lies_where_it_did(site: Path) -> None:
    assert json.loads((site / "config.json").read_bytes()) == {"api": "/api"}
    assert not (site / "de" / "config.json").exists()
    assert not (site / "de" / "assets").exists()


def test_numbers_are_written_as_the_language_does(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    folder.mkdir()
    for file in EXAMPLE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    profile = folder / "profile.toml"
    profile.write_text(
        profile.read_text("utf-8").replace("50_000_000_000", "2_500_000_000"), "utf-8"
    )
    out = rendered(tmp_path / "out", profile)
    assert "2.5 GB" in page_at(out, "").by_id("files-hint").text
    assert "2,5 GB" in page_at(out, "de/").by_id("files-hint").text


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_can_be_reached_and_its_pictures_are_told_in_words(site: Path, guide: str) -> None:
    index = [a for a in addresses(page_at(site, "guide/")) if a.endswith(f"guide/{guide}/")]
    assert index
    page = page_at(site, f"guide/{guide}/")
    pictures = [e for e in page.elements if e.tag == "svg" and e.attributes.get("role") == "img"]
    assert len(pictures) == {"deposit": 5, "token": 5}.get(guide, 0)
    for picture in pictures:
        assert len(page.by_id(picture.attributes["aria-labelledby"]).text) > 40


def test_the_form_leads_to_the_guides_that_help_with_a_field(site: Path) -> None:
    links = [e.attributes for e in page_at(site, "de/").elements if e.tag == "a"]
    helping = {link["href"]: link.get("target") for link in links if "guide/" in link["href"]}
    assert helping["./guide/description/"] == helping["./guide/licence/"] == "_blank"


def test_the_guide_to_a_token_names_the_scopes_and_warns(site: Path) -> None:
    text = page_at(site, "guide/token/").elements[0].text
    for told in ("deposit:write", "deposit:actions", "shown once", "Never share", "sandbox"):
        assert told in text


def test_the_privacy_notice_follows_from_the_profile(site: Path) -> None:
    text = page_at(site, "privacy/").elements[0].text
    assert "7 more days" in text
    assert "90 days after it was opened" in text
    assert "Zenodo" in text


def test_a_text_of_the_profile_takes_the_place_of_the_usual_one(site: Path, tmp_path: Path) -> None:
    assert "Deichstrasse" in page_at(site, "imprint/").elements[0].text
    assert "Deichstraße" in page_at(site, "de/imprint/").elements[0].text
    folder = tmp_path / "profile"
    folder.mkdir()
    for file in EXAMPLE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    profile = folder / "profile.toml"
    text = profile.read_text("utf-8").partition("[pages.imprint]")[0]
    profile.write_text(text, "utf-8")
    out = rendered(tmp_path / "out", profile)
    assert "is said on its own site" in page_at(out, "imprint/").elements[0].text


def test_a_page_in_one_language_has_no_switch(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    folder.mkdir()
    for file in EXAMPLE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    profile = folder / "profile.toml"
    text = profile.read_text("utf-8").replace('languages = ["en", "de"]', 'languages = ["de"]')
    text = re.sub(r'\{ en = "[^"]*", de = ("[^"]*") \}', r"\1", text)
    text = re.sub(r"(?ms)^en = \[.*?^\]\n", "", text)
    profile.write_text(text, "utf-8")
    out = rendered(tmp_path / "out", profile)
    page = page_at(out, "")
    assert page.elements[0].attributes["lang"] == "de"
    assert not [e for e in page.elements if "data-language" in e.attributes]
    assert not (out / "de").exists()


def test_one_english_word_may_be_two_elsewhere() -> None:
    words = words_in("de")
    assert words.gettext("Open") == "Öffnen"
    assert words.declared("Open") == "Offen"
    assert words_in(ENGLISH).gettext("Open") == "Open"
