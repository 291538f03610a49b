"""A further language is two files and a word in the profile: one is made up here, and rendered."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from zenferry.messages import SENTENCES, STATES

# A preview, and a look-up of a list that comes along.
_ASK = """
import json
from zenferry.adapters.static_vocabularies import Languages
from zenferry.api.reading import create_reading_app
from zenferry.look_ups.vocabularies import Vocabularies
from zenferry.wiring import Parts, Settings

looked_up = Vocabularies({"languages": (Languages(),)})
parts = Parts(Settings(profile="infra/example/profile.toml"), vocabularies=looked_up)
client = create_reading_app(parts).test_client()
values = {"title": "Sediment cores", "resource_type": "dataset", "keywords": ["mud"]}
preview = client.post("/api/preview", json={"values": values, "language": "eo"}).get_json()
found = client.get("/api/vocabularies/languages?suggest=deu&language=eo").get_json()
wrong = client.post("/api/imports", data="{", headers={"Accept-Language": "eo"})
told = {"preview": preview, "found": found, "wrong": wrong.get_json()}
open("told.json", "w").write(json.dumps(told))
"""
_COPIED = ("functions/zenferry", "templates", "infra")
_LETTERS = str.maketrans("aeiou", "àéîöü")
_KEPT = re.compile(r"\{\w*\}|%\(\w+\)\w|%%")
_RENDER = (
    "from pathlib import Path; from zenferry.site import render;"
    "render(Path('infra/example/profile.toml'), Path('out'), staging_origin='',"
    " assets=Path('assets'))"
)


def accented(text: str) -> str:
    """The text as nobody writes it, with what is filled in left alone."""
    kept = _KEPT.findall(text)
    parts = _KEPT.split(text)
    return "".join(a.translate(_LETTERS) + b for a, b in zip(parts, [*kept, ""], strict=True))


def run(here: Path, *command: str) -> None:
    paths = os.pathsep.join((str(here / "functions"), str(here)))
    told = {**os.environ, "PYTHONPATH": paths}
    subprocess.run([sys.executable, *command], cwd=here, env=told, check=True)  # noqa: S603


def translate(here: Path) -> None:
    """What a translator does: fills in what `make words` left empty."""
    sentences = here / "functions/zenferry/sentences/eo.json"
    parts = json.loads(sentences.read_text("utf-8"))
    english = {"sentences": SENTENCES, "states": STATES}
    filled = {
        part: {key: accented(english.get(part, {}).get(key, key)) for key in keys}
        for part, keys in parts.items()
    }
    sentences.write_text(json.dumps(filled), "utf-8")
    po = here / "templates/locale/eo.po"
    text = po.read_text("utf-8")
    po.write_text(re.sub(r'(?m)^msgid ((?:".*"\n)+)msgstr ""\n', _filled, text), "utf-8")


def _filled(found: re.Match[str]) -> str:
    lines = found[1].splitlines()
    said = "\n".join(accented(line).replace("\\ñ", "\\n") for line in lines)
    return f"msgid {found[1]}msgstr {said}\n" if said != '""' else found[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("third")
    for folder in _COPIED:
        shutil.copytree(folder, here / folder, ignore=shutil.ignore_patterns("__pycache__"))
    run(here, "-m", "infra.local.words", "eo")
    translate(here)
    profile = here / "infra/example/profile.toml"
    text = profile.read_text("utf-8")
    text = re.sub(r"(?m)^languages = .*$", 'languages = ["en", "de", "eo"]', text)
    # The example's own texts stay as they are in English.
    text = re.sub(r"(?ms)^en = (\[.*?^\]|\".*?\")$", r"en = \1\neo = \1", text)
    text = re.sub(r'\{ en = ("[^"]*")', r"{ eo = \1, en = \1", text)
    profile.write_text(text, "utf-8")
    add_column(here / "functions/zenferry/look_ups/lists/languages.tsv", "eo", {"deu": "Germana"})
    (here / "assets").mkdir()
    (here / "assets/style.css").write_text("")
    (here / "assets/manifest.json").write_text(json.dumps(manifest()))
    run(here, "-c", _RENDER)
    run(here, "-c", _ASK)
    return here / "out"


def add_column(path: Path, language: str, names: dict[str, str]) -> None:
    """What `infra.local.lists` does for a language that CLDR knows."""
    head, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    gaps = len(head)
    lines = [[*head, language]]
    for row in rows:
        name = names.get(row[0])
        lines.append([*row, *[""] * (gaps - len(row)), name] if name else row)
    path.write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")


def manifest() -> dict[str, dict[str, str]]:
    """All that the templates ask for; look.css is made when the site is."""
    sources = "".join(path.read_text("utf-8") for path in Path("templates").rglob("*.html"))
    names = {*re.findall(r"[\w-]+\.(?:css|js)\b", sources)} - {"look.css"}
    return {name: {"file": "style.css", "integrity": "sha384-x"} for name in names}


def test_its_pages_lie_beside_the_others(site: Path) -> None:
    for page in ("", "status/", "privacy/"):
        text = (site / "eo" / page / "index.html").read_text("utf-8")
        assert '<html lang="eo">' in text
        assert "Esperanto" in text


def test_its_words_are_said_in_the_template_in_the_form_and_by_the_script(site: Path) -> None:
    text = (site / "eo/index.html").read_text("utf-8")
    assert accented("Deposit your data") in text
    assert accented("Family name") in text
    words = json.loads(re.search(r'id="words">(.*?)</script>', text, re.S)[1])  # type: ignore[index]
    assert words["saved.saved"] == accented("Saved")


def test_the_others_are_as_they_were(site: Path) -> None:
    assert "Deposit your data" in (site / "index.html").read_text("utf-8")
    assert "Esperanto" in (site / "de/index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def told(site: Path) -> dict[str, Any]:
    """What the service said in it."""
    said: dict[str, Any] = json.loads((site.parent / "told.json").read_text("utf-8"))
    return said


def test_a_preview_speaks_it_and_cites_in_english_where_nobody_cites_in_it(
    told: dict[str, Any],
) -> None:
    preview = told["preview"]
    assert preview["resource_type"] == accented("Dataset")
    assert accented("Your data") in [section["heading"] for section in preview["sections"]]
    assert accented("Keywords") in [
        row["label"] for section in preview["sections"] for row in section["rows"]
    ]
    assert all("sediment cores" in each["text"].lower() for each in preview["citations"])
    assert preview["warnings"]


def test_a_look_up_tells_names_in_it(told: dict[str, Any]) -> None:
    assert told["found"]["items"][0] == {
        "id": "deu",
        "label": "Germana",
        "detail": "deu",
        "values": {},
    }


def test_what_is_refused_is_refused_in_it(told: dict[str, Any]) -> None:
    assert told["wrong"]["detail"] == accented(SENTENCES["not_json"])
