"""The rendered site: every field is tied to its words, and nothing hostile gets through."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.example_profile import retold
from tests.rendered_site import EXAMPLE, PAGES, STAGING, Page, built_in, page_at, rendered
from zenferry.fields import Field, Kind
from zenferry.form import Form
from zenferry.profile import read_profile
from zenferry.site import SiteError, headers, render

_PAGES = (*PAGES, *(f"de/{page}" for page in PAGES))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(tmp_path_factory.mktemp("site") / "out")


ASKED = Form(read_profile(EXAMPLE / "profile.toml"), date.today).fields


def _declared(fields: tuple[Field, ...] = ASKED, prefix: str = "") -> list[tuple[str, Field]]:
    found = []
    for each in fields:
        found.append((prefix + each.name, each))
        found += _declared(each.parts, f"{prefix}{each.name}-{{{each.name}}}-")
    return found


def _typed() -> list[tuple[str, Field]]:
    return [each for each in _declared() if each[1].kind is not Kind.KEPT]


@pytest.mark.parametrize(("field_id", "declared"), _typed(), ids=lambda x: str(x)[:30])
def test_every_declared_field_is_tied_to_its_label_hint_and_error(
    site: Path, field_id: str, declared: Field
) -> None:
    page = page_at(site, "")
    control = page.by_id(field_id)
    described = control.attributes["aria-describedby"].split()
    assert f"{field_id}-error" in described
    assert (f"{field_id}-hint" in described) == bool(declared.help)
    assert set(described) <= set(page.ids())
    if control.tag == "fieldset":
        assert declared.label in control.text
    elif declared.kind is not Kind.AGREEMENT:
        labels = [e.text for e in page.elements if e.attributes.get("for") == field_id]
        assert [declared.label] == [label.replace(" optional", "").strip() for label in labels]


def test_what_is_kept_is_not_shown_but_what_is_wrong_with_it_is(site: Path) -> None:
    page = page_at(site, "")
    assert page.by_id("funding-{funding}-award_id").attributes["type"] == "hidden"
    assert "data-error" in page.by_id("funding-{funding}-award_id-error").attributes


def test_a_field_with_a_vocabulary_is_a_combobox_that_names_it(site: Path) -> None:
    page = page_at(site, "")
    control = page.by_id("creators-{creators}-family_name").attributes
    assert (control["role"], control["aria-expanded"]) == ("combobox", "false")
    frames = [e.attributes for e in page.elements if e.attributes.get("data-vocabulary")]
    assert {"people", "affiliations", "funders", "awards", "languages"} <= {
        frame["data-vocabulary"] for frame in frames
    }


def test_the_page_says_what_is_an_id_what_can_be_read_and_whose_records_are_known(
    site: Path,
) -> None:
    page = page_at(site, "")
    ids = {e.attributes["data-kind"] for e in page.elements if "data-id" in e.attributes}
    assert ids == {"orcid", "ror", "gnd", "isni", "kept"}
    dialog = page.by_id("import").attributes
    assert "CITATION.cff" in dialog["data-likely"].split()
    assert json.loads(dialog["data-records"])["zenodo.org"] == "10.5281/zenodo."
    assert ".csv" in page.by_id("import-file").attributes["accept"].split(",")


@pytest.mark.parametrize("page", ["", "status/"])
def test_the_link_can_be_had_by_e_mail_wherever_it_is_shown(site: Path, page: str) -> None:
    assert page_at(site, page).by_id("way-back").tag == "dialog"


def test_a_doi_to_cite_is_promised_in_earnest_only(site: Path) -> None:
    said = [
        each
        for each in page_at(site, "").elements
        if each.tag == "span" and "DOI to cite" in each.text
    ]
    assert [each.attributes.get("class") for each in said] == ["in-earnest"]


def test_types_are_chosen_from_groups(site: Path) -> None:
    groups = [e.attributes for e in page_at(site, "").elements if e.tag == "optgroup"]
    assert "Publication" in [group["label"] for group in groups]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_field_has_a_macro(kind: Kind) -> None:
    source = Path(f"templates/fields/{kind}.html").read_text("utf-8")
    assert "{% macro draw(field, id) %}" in source


@pytest.mark.parametrize("page", _PAGES)
def test_ids_are_unique_and_what_refers_to_one_finds_it(site: Path, page: str) -> None:
    read = page_at(site, page)
    ids = read.ids()
    assert len(ids) == len(set(ids))
    for element in read.elements:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert set(element.attributes.get(name, "").split()) <= set(ids)


@pytest.mark.parametrize("page", _PAGES)
def test_nothing_is_inline(site: Path, page: str) -> None:
    for element in page_at(site, page).elements:
        assert element.tag != "style"
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]
        if element.tag == "script":
            is_data = element.attributes.get("type") == "application/json"
            assert is_data or ("src" in element.attributes and not element.text.strip())


@pytest.mark.parametrize("page", _PAGES)
def test_nothing_is_loaded_from_anybody_else_and_the_site_may_lie_in_any_folder(
    site: Path, page: str
) -> None:
    for element in page_at(site, page).elements:
        loaded = element.attributes.get("src", "")
        if element.tag == "link" or element.attributes.get("name") == "zenferry:hash-worker":
            loaded = element.attributes.get("href") or element.attributes["content"]
        if loaded:
            assert not re.match(r"[a-z]+:|/", loaded)
            assert (site / page / loaded).is_file()


@pytest.mark.parametrize("base", ["/", "/deposit/"])
def test_at_any_address_where_nothing_is_the_page_says_so_in_full_dress(
    tmp_path: Path, base: str
) -> None:
    built = built_in(tmp_path / "built")
    profile = EXAMPLE / "profile.toml"
    render(profile, tmp_path / "out", staging_origin=STAGING, base=base, assets=built)
    page = Page((tmp_path / "out" / "404.html").read_text("utf-8"))
    for element in page.elements:
        address = element.attributes.get("href") or element.attributes.get("src", "#")
        if address[0] not in "#hm":
            assert address.startswith(base)
            assert (tmp_path / "out" / address.removeprefix(base)).exists()


def test_scripts_and_styles_carry_their_integrity(site: Path) -> None:
    page = page_at(site, "")
    loaded = [e for e in page.elements if e.attributes.get("rel") == "stylesheet"]
    loaded += [e for e in page.elements if e.tag == "script" and "src" in e.attributes]
    assert len(loaded) == 3
    assert all(e.attributes["integrity"].startswith("sha384-") for e in loaded)


def test_what_the_script_imports_is_fetched_with_it_and_with_its_integrity(site: Path) -> None:
    links = [e.attributes for e in page_at(site, "").elements if e.tag == "link"]
    [chunk] = [link for link in links if link["rel"] == "modulepreload"]
    assert chunk["href"] == "./assets/chunk-ABCD2345.js"
    assert chunk["integrity"] == "sha384-chunk"
    assert (site / "assets" / "chunk-ABCD2345.js").is_file()


def test_the_words_for_the_script_are_data_that_cannot_end_early(site: Path) -> None:
    words = json.loads(page_at(site, "").by_id("words").text)
    assert words["saved.saved"] == "Saved"
    assert all(isinstance(sentence, str) for sentence in words.values())


def _hostile(folder: Path, text: str) -> Path:
    quoted = json.dumps(text).replace("\\", r"\\")
    # Names of fields are none of the page's texts.
    told = r'^(name|tagline|publisher) = (?!"[a-z_]+"$).*$'

    def change(source: str) -> str:
        source = re.sub(told, rf"\1 = {quoted}", source, flags=re.M)
        return source.replace('"I may publish', f'{json.dumps(text)}, "I may publish')

    return retold(folder, change)


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ profile }} %(x)s 100 %",
        "Ampère & Söhne <b>'s",
    ],
)
def test_text_of_the_profile_stays_text(tmp_path: Path, text: str) -> None:
    out = rendered(tmp_path / "out", _hostile(tmp_path / "profile", text))
    for page in _PAGES:
        read = page_at(out, page)
        assert not [e for e in read.elements if "onerror" in e.attributes or e.tag == "b"]
        assert not [e for e in read.elements if e.tag == "script" and "alert" in e.text[:20]]
    form = page_at(out, "")
    assert text in form.by_id("agreement-points").text
    assert json.loads(page_at(out, "status/").by_id("words").text)["repository"] == text


def test_a_field_that_the_consortium_decided_is_shown_and_not_asked(tmp_path: Path) -> None:
    fixed = '[form.fixed]\nlicence = "mit"'
    profile = retold(tmp_path / "profile", lambda text: text.replace("[form.fixed]", fixed))
    page = page_at(rendered(tmp_path / "out", profile), "")
    assert page.by_id("licence").text == "MIT"
    assert not [e for e in page.elements if e.attributes.get("name") == "licence"]


@pytest.mark.parametrize("path", ["/", "/status/", "/index.html", "/deposit/privacy/"])
def test_a_page_may_run_nothing_but_its_own_files(path: str) -> None:
    policy = headers(path, STAGING)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert f"connect-src 'self' {STAGING};" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_hash_worker_alone_may_compile_webassembly() -> None:
    worker = headers("/assets/hash-worker-ABCD2345.js", STAGING)
    page = headers("/assets/form-page-ABCD2345.js", STAGING)
    assert "'wasm-unsafe-eval'" in worker["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]


def test_the_page_carries_the_policy_itself_for_a_server_that_forgets_it(site: Path) -> None:
    carried = next(
        e.attributes["content"]
        for e in page_at(site, "").elements
        if e.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    sent = headers("/", STAGING)["Content-Security-Policy"]
    assert sent == f"{carried}; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("/", "no-cache"),
        ("/status/index.html", "no-cache"),
        ("/config.json", "no-store"),
        ("/assets/style-ABCD2345.css", "public, max-age=31536000, immutable"),
        ("/deposit/assets/look-0123456789.css", "public, max-age=31536000, immutable"),
        ("/assets/style.css", "no-cache"),
    ],
)
def test_only_what_is_named_by_its_content_is_kept_for_ever(path: str, caching: str) -> None:
    assert headers(path, STAGING)["Cache-Control"] == caching


def test_encryption_is_insisted_upon_only_where_there_is_any() -> None:
    assert "Strict-Transport-Security" in headers("/", STAGING)
    assert "Strict-Transport-Security" not in headers("/", "http://127.0.0.1:4566")


def test_all_own_assets_are_named_by_their_content(site: Path) -> None:
    for asset in (site / "assets").iterdir():
        cached = headers(f"/assets/{asset.name}", STAGING)["Cache-Control"]
        assert "immutable" in cached, asset.name


def test_the_logo_of_the_profile_is_the_favicon_too(site: Path) -> None:
    page = page_at(site, "")
    icon = next(e for e in page.elements if e.attributes.get("rel") == "icon")
    logo = next(e for e in page.elements if e.tag == "img")
    assert icon.attributes["href"] == logo.attributes["src"]


def test_without_a_build_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="npm run build"):
        render(
            EXAMPLE / "profile.toml",
            tmp_path / "out",
            staging_origin=STAGING,
            assets=tmp_path / "nothing",
        )
