"""Whatever is thrown at a reader, it answers values that the form can judge, or refuses."""

import contextlib
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.crossing import EXAMPLE
from zenferry.errors import Unreadable
from zenferry.form import Form, read_checked
from zenferry.readers import (
    authors,
    bibtex,
    chooser,
    citation_cff,
    codemeta,
    crossref,
    csl,
    datacite,
    datapackage,
    invenio_record,
    maggot,
    ro_crate,
    zenodo_json,
)
from zenferry.readers.fitting import fitted
from zenferry.readers.imported import MOST_LEFT, MOST_VALUES, Imported

Reader = Callable[[str], Imported]
FOLDER = Path(__file__).parent / "imports"
# A request has 30 seconds. The slowest, YAML, takes four for the largest file.
LONGEST = 15
JSON_READERS: dict[str, Reader] = {
    "codemeta.json": codemeta.read,
    "crossref.json": crossref.read,
    "csl.json": csl.read,
    "datacite.json": datacite.read,
    "datapackage.json": datapackage.read,
    "inveniordm.json": invenio_record.read,
    "maggot.json": maggot.read,
    "ro-crate-metadata.json": ro_crate.read,
    ".zenodo.json": zenodo_json.read,
}
READERS: dict[str, Reader] = {
    **JSON_READERS,
    "CITATION.cff": citation_cff.read,
    "mud.bib": bibtex.read,
    "authors": authors.read,
    "chooser": chooser.read,
}
FORM = Form(read_checked(EXAMPLE), lambda: date(2026, 11, 21))
_UNHURRIED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def survives(read: Reader, text: str) -> None:
    """Values that can be sent and judged, or the readers' own refusal; in bounded time."""
    began = time.monotonic()
    with contextlib.suppress(Unreadable):
        found = read(text)
        FORM.judge(found.values)
        FORM.judge(fitted(found, FORM.fields).values)
        sent = json.dumps(dict(found.values), ensure_ascii=False, allow_nan=False).encode()
        assert len(sent) < 6 * MOST_VALUES
        assert len(found.not_understood) <= MOST_LEFT + 1
        json.dumps([one.value for one in found.not_understood], ensure_ascii=False).encode()
    assert time.monotonic() - began < LONGEST


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {*value} | {key for inner in value.values() for key in keys_of(inner)}
    return {key for inner in value for key in keys_of(inner)} if isinstance(value, list) else set()


def words_of(value: Any) -> set[str]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return {word for each in inner for word in words_of(each)}
    return {value} if isinstance(value, str) else set()


SAMPLES = {name: json.loads((FOLDER / name).read_text("utf-8")) for name in JSON_READERS}
KEYS = sorted({key for value in SAMPLES.values() for key in keys_of(value)})
WORDS = sorted({word for value in SAMPLES.values() for word in words_of(value)})
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(WORDS)
    | st.sampled_from(["\ud800", "\u202e", "\x00", "9" * 50, "-1e999", "2026-13-45", "A" * 3000])
)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=40,
)


@pytest.mark.parametrize("name", READERS)
@_UNHURRIED
@given(value=ANY_JSON)
def test_any_json_is_survived(name: str, value: object) -> None:
    survives(READERS[name], json.dumps(value))


@pytest.mark.parametrize("name", READERS)
@_UNHURRIED
@given(text=st.text(max_size=300))
def test_any_text_is_survived(name: str, text: str) -> None:
    survives(READERS[name], text)


def replaced(value: Any, data: st.DataObject) -> Any:
    """The sample with some of its parts replaced by anything."""
    if data.draw(st.integers(0, 9)) == 0:
        return data.draw(ANY_JSON)
    if isinstance(value, dict):
        return {key: replaced(inner, data) for key, inner in value.items()}
    return [replaced(inner, data) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", JSON_READERS)
@settings(parent=_UNHURRIED, max_examples=10)
@given(data=st.data())
def test_a_good_file_with_wrong_parts_is_survived(name: str, data: st.DataObject) -> None:
    survives(JSON_READERS[name], json.dumps(replaced(SAMPLES[name], data)))


@pytest.mark.parametrize("name", ["mud.bib", "CITATION.cff"])
@settings(parent=_UNHURRIED, max_examples=40)
@given(data=st.data())
def test_a_good_text_with_wrong_parts_is_survived(name: str, data: st.DataObject) -> None:
    text = (FOLDER / name).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wedge = data.draw(
        st.text(max_size=20) | st.sampled_from(["{", "}", "\\", "$", "*a", "&a ", "!!", '"', "@"])
    )
    survives(READERS[name], text[:start] + wedge + text[end:])


@pytest.mark.parametrize("text", ["A,1", "1 B", "a1, b2\n1 c", "a;b", "x and y", "(a), {b}"])
@settings(parent=_UNHURRIED, max_examples=20)
@given(data=st.data())
def test_any_list_of_authors_is_survived(text: str, data: st.DataObject) -> None:
    pieces = st.sampled_from(
        [text, ",", ";", "\n", "1", "¹", "(", ")", "*", "&", " and ", ".", '"']
    )
    survives(authors.read, "".join(data.draw(st.lists(pieces, max_size=40))))


def bomb() -> str:
    """A billion laughs: nine lists of nine, each of the one before."""
    lines = ["cff-version: 1.2.0", 'a0: &a0 "ha"']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join([*lines, "title: *a9"])


def shared() -> str:
    """One long affiliation that a thousand people share."""
    people = "\n".join("- {family-names: X, affiliation: *place}" for _ in range(1000))
    return f"cff-version: 1.2.0\nplace: &place {'p' * 50_000}\nauthors:\n{people}"


SHARED_CRATE = {
    "@graph": [
        {"@id": "ro-crate-metadata.json", "about": {"@id": "./"}},
        {"@id": "./", "@type": "Dataset", "author": [{"@id": f"#{n}"} for n in range(900)]},
        {"@id": "#place", "@type": "Organization", "name": "p" * 60_000},
        *(
            {"@id": f"#{n}", "name": f"A {n}x", "affiliation": {"@id": "#place"}}
            for n in range(900)
        ),
    ]
}
CIRCLE = {
    "@graph": [
        {"@id": "ro-crate-metadata.json", "about": {"@id": "./"}},
        {"@id": "./", "name": "x", "author": {"@id": "#a"}, "hasPart": {"@id": "./"}},
        {"@id": "#a", "name": "Ada", "affiliation": {"@id": "#a"}, "@type": {"@id": "#a"}},
    ]
}
HOSTILE = {
    "laughs": bomb(),
    "a knot": "cff-version: 1.2.0\ntitle: &a [*a]",
    "shared words": shared(),
    "a shared affiliation": json.dumps(SHARED_CRATE),
    "a circle": json.dumps(CIRCLE),
    "a descriptor of itself": json.dumps({"@graph": [{"@id": "ro-crate-metadata.json", "about": {
        "@id": "ro-crate-metadata.json"}, "name": "x"}]}),
    "python in YAML": "cff-version: !!python/object/apply:os.system [id]\ntitle: x",
    "deep YAML": "cff-version: 1\ntitle: " + "[" * 100_000,
    "deeper YAML": "cff-version: 1\n" + "- " * 100_000,
    "many keys": "cff-version: 1\n" + "".join(f"k{n}: v\n" for n in range(25_000)),
    "many people": json.dumps({"upload_type": "x", "creators": [{"name": "A"}] * 13_000}),
    "many entries": json.dumps([{"type": "book", "title": "x"}] * 8_000),
    "a million": "[" + "1," * 125_000 + "1]",
    "deep JSON": '{"title":' * 20_000,
    "a huge number": '{"title": ' + "9" * 200_000 + "}",
    "a tiny number": '{"upload_type": "dataset", "title": 1e999, "version": -1e999}',
    "NaN": '{"upload_type": "dataset", "title": NaN, "version": Infinity}',
    "half a letter": '{"upload_type": "dataset", "title": "\\ud800", "\\udfff": "\\ud800"}',
    "the same key": '{"title": "a", "title": "b", "upload_type": "dataset"}',
    "zeros": "\x00" * 1000,
    "UTF-16": "\ufeff" + "".join(f"{c}\x00" for c in '{"title": "x"}'),
    "Latin-1": '{"upload_type": "dataset", "title": "M\ufffdller"}',
    "braces": "@a{" * 60_000,
    "open braces": "@article{a, title = " + "{" * 200_000,
    "LaTeX": "@article{a, title = {" + "\\emph{" * 2_000 + "}" * 2_000 + "}}",
    "LaTeX of a file": "@article{a, title = {\\input{/etc/passwd}x}, note = {\\verb}}",
    "dollars": "@article{a, title = {" + "$" * 50_001 + "}}",
    "many fields": "@article{a," + ",".join(f"f{n}={{x}}" for n in range(20_000)) + "}",
    "many ands": "@article{a, title={x}, author = {" + " and ".join(["A B"] * 30_000) + "}}",
    "blanks": "@article{a, author = {a" + " " * 200_000 + "b}}",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_survived(text: str) -> None:
    survives(chooser.read, text)


LISTS = {
    "commas": "," * 200_000,
    "brackets": "(" * 100_000 + ")" * 100_000,
    "open brackets": "A B, (" * 40_000,
    "ands": "A B and " * 30_000,
    "names": "Ada Lovelace, " * 18_000,
    "one name": "a" * 250_000,
    "blanks": "Ada" + " " * 250_000 + "Lovelace",
    "blanks and": "Ada " + " \t" * 120_000 + "and",
    "initials": "A. " * 80_000,
    "numbers": "A1," * 80_000 + "\n1 B",
    "digits": "A" + "1,2 " * 60_000 + "\n1 B",
    "affiliations": "A B" + ",".join(map(str, range(1, 900))) + "\n"
    + "\n".join(f"{n} {'p' * 250}" for n in range(1, 900)),
    "a shared affiliation": "\n".join(f"A Bcd{n % 9 or 9}" for n in range(2_000))
    .replace("9", "1") + "\n1 " + "p" * 200_000,
    "iDs": "0000-0002-1825-0097 " * 12_000,
    "at signs": "a@" * 100_000,
    "an endless address": "a" * 100_000 + "@" + "b." * 50_000,
    "quotes": "name,orcid\n" + '"' * 200_000,
    "columns": "name," + "x," * 100_000 + "\nA",
    "tabs": "A\tB\n" * 50_000,
    "one long row": "name\torcid\n" + "A\t" * 100_000,
    "braces": "author = {" + "{" * 200_000,
    "stand-ins": "\ue000\ue001 A B \uf8ff",
    "invisible": "\u202e\u200b\u2066A\u00adda\u0000",
    "markup": "<sup>" * 50_000,
    "semicolons in brackets": "(a;" * 80_000,
}  # fmt: skip


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS.keys())
def test_a_hostile_list_of_authors_is_survived(text: str) -> None:
    survives(authors.read, text[:262_144])


def test_nothing_is_read_from_the_disk_for_latex() -> None:
    found = chooser.read("@article{a, title = {\\input{/etc/passwd}x}}")
    assert found.values["title"] == "x"


def test_a_name_that_many_share_does_not_swell_the_answer() -> None:
    with pytest.raises(Unreadable) as refused:
        chooser.read(json.dumps(SHARED_CRATE).replace("p" * 60_000, "p" * 1_900))
    assert refused.value.code == "import_too_large"
