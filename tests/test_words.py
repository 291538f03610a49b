"""Every sentence a page's script can say is in that page, and none is there for nobody."""

import re
from functools import cache
from pathlib import Path

import pytest

from zenferry.state import State

_SOURCES = Path("frontend/src")
_TEMPLATES = Path("templates")
# Also what is loaded later.
_IMPORT = re.compile(r'(?:from |import\()"(\.[^"]+\.ts)"')
_LITERAL = re.compile(r'"([\w.]+)"')
# A word put together: `check.${key}`.
_PUT_TOGETHER = re.compile(r"`((?=[^`]*\.[\w$]|\$\{\w+\}\.)[\w.]*(?:\$\{[\w.]+\}[\w.]*)+)`")
_KEY = re.compile(r'^\s+"([\w.]+)": (.+),$', re.MULTILINE)

PAGES = {
    "form": "form-page.ts",
    "status": "status-page.ts",
    "signed-in": "signed-in-page.ts",
    "curation": "curation-page.ts",
}
_STATES = [*State, "cancelling"]
_CLOSED = ("embargoed", "restricted")
_NOT_OPEN = ("in_review", "published")


@cache
def source(page: str) -> str:
    """All modules that the page's script is made of."""
    found: dict[Path, str] = {}
    wanted = [_SOURCES / PAGES[page]]
    while wanted:
        path = wanted.pop().resolve()
        if path not in found:
            found[path] = path.read_text("utf-8")
            wanted += [path.parent / name for name in _IMPORT.findall(found[path])]
    return "\n".join(found.values())


def written(template: str) -> str:
    """With what several pages say alike."""
    text = (_TEMPLATES / template).read_text("utf-8")
    shared = re.findall(r'{% from "(words/\w+\.html)" import', text)
    return "\n".join([text, *map(written, shared)])


@cache
def sentences(page: str) -> dict[str, str]:
    """By key; of a sentence for one, that for many tells whether it is said."""
    found = dict(_KEY.findall(written(f"words/{page}.html")))
    assert len(found) > 9
    return {key: words for key, words in found.items() if key.removesuffix(".one") == key}


def names(path: str, declared: str) -> list[str]:
    """Of `type State = { readonly name: "a" | "b" } | …`."""
    text = (_SOURCES / path).read_text("utf-8")
    body = re.search(rf"export type {declared} =(.*?)\n\n", text, re.DOTALL)
    assert body
    told = re.findall(r'name: ((?:"\w+"(?: \| )?)+)', body[1])
    return [name for each in told for name in re.findall(r"\w+", each)]


def offers() -> list[str]:
    text = (_SOURCES / "files" / "offers.ts").read_text("utf-8")
    return re.findall(r'"(\w+)"', text.partition("export type Offer =")[2].partition(";")[0])


def fillings(page: str) -> dict[str, list[str]]:
    """What each word that is put together may become."""
    notices = re.findall(r'\.show\("(\w+)"', source(page))
    # What signing in may come to.
    if page == "signed-in":
        notices += re.findall(r'kind: "(denied|strange|failed)" \}', source(page))
    files = [name for name in names("upload/state.ts", "FileState") if name != "removed"]
    closed = [f"{state}.sentence.{kind}" for state in _NOT_OPEN for kind in _CLOSED]
    return {
        "notice.${name}.heading": [f"notice.{name}.heading" for name in notices],
        # Why an invitation is refused is the service's to say.
        "notice.${name}.text": [f"notice.{n}.text" for n in notices if n != "invitation"],
        "saved.${state.name}": [f"saved.{n}" for n in names("form/autosave.ts", "SaveState")],
        "saved.${state.name}.unkept": ["saved.offline.unkept", "saved.failed.unkept"],
        "import.way.${way}": [f"import.way.{way}" for way in ("keep", "add", "take")],
        "rich.dropped.${what}": ["rich.dropped.pictures", "rich.dropped.programs"],
        "rich.lost.${name}": [
            f"rich.lost.{name}" for name in ("sub", "sup", "underline", "abbreviation")
        ],
        "entry.${tool}": [f"entry.{tool}" for tool in ("edit", "up", "down", "remove")],
        "suggest.away${listed}": ["suggest.away", "suggest.away.listed"],
        "suggest.none${listed}": ["suggest.none", "suggest.none.listed"],
        "files.${offer}": [f"files.{offer}" for offer in offers()],
        "files.offer.${offer}": [f"files.offer.{offer}" for offer in offers()],
        "files.${file.state}": [f"files.{name}" for name in files],
        "check.${key}": ["check.copied", "check.copying", "check.waiting"],
        "said.${kind}": [f"said.{kind}" for kind in ("returned", "declined", "curator_said")],
        **_of_the_desk(),
        # By how many there are: left out of `sentences`.
        "${key}.one": [],
        "${name}.heading": [f"{state}.heading" for state in _STATES],
        "${name}.sentence": [f"{state}.sentence" for state in _STATES],
        "${face}.sentence": [f"{state}.sentence" for state in _STATES],
        "${face}.sentence.${access.kind}": closed,
        "access.${access.kind}.${when}": [
            f"access.{kind}.{when}" for kind in ("open", *_CLOSED) for when in ("now", "later")
        ],
    }


def listed(path: str, constant: str) -> list[str]:
    """Of `const ACTS = ["a", "b"]`."""
    text = (_SOURCES / path).read_text("utf-8")
    found = re.search(rf"{constant}\b[^=]*= \[([^\]]*)\]", text)
    assert found
    return re.findall(r'"([\w-]+)"', found[1])


def _of_the_desk() -> dict[str, list[str]]:
    acts = re.findall(r'data-act="(\w+)"', (_TEMPLATES / "curation/submission.html").read_text())
    kinds = ("open", "account", "version")
    return {
        "sign_in.${why}": [f"sign_in.{why}" for why in ("first", "link", "ended", "left")],
        "state.${row.state}": [f"state.{state}" for state in _STATES],
        "state.${state}": [f"state.{state}" for state in _STATES],
        "state.${face}": [f"state.{state}" for state in _STATES],
        "one.${face}": [f"one.{state}" for state in _STATES],
        "problem.${row.problem}": [
            f"problem.{kind}" for kind in listed("curation/row.ts", "PROBLEM_KINDS")
        ],
        "done.${act}": [f"done.{act}" for act in acts],
        "invitation.${standing}": [
            f"invitation.{standing}" for standing in ("open", "used", "expired", "revoked")
        ],
        "kind.${kind}": [f"kind.{kind}" for kind in kinds],
    }


def put_together(page: str) -> set[str]:
    known = fillings(page)
    return {word for each in _PUT_TOGETHER.findall(source(page)) for word in known[each]}


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_is_there_for_nobody(page: str) -> None:
    literals = set(_LITERAL.findall(source(page)))
    inside = set(re.findall(r"\{(\w+)\}", " ".join(sentences(page).values())))
    assert sentences(page).keys() - literals - inside - put_together(page) == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_that_can_be_said_is_there(page: str) -> None:
    there = sentences(page).keys()
    subjects = {key.partition(".")[0] for key in there if "." in key}
    said = set(re.findall(r'[wW]ords\(\s*"([\w.]+)"', source(page))) | put_together(page)
    said |= {
        literal
        for literal in _LITERAL.findall(source(page))
        if "." in literal and literal.partition(".")[0] in subjects
    }
    assert len(said) > 9
    assert said - there == set()


def test_every_icon_is_used_and_there() -> None:
    drawn = "".join(path.read_text("utf-8") for path in _TEMPLATES.rglob("*.html"))
    there = set(re.findall(r'id="icon-(\w+)"', drawn))
    used = set(re.findall(r'\bicon\("(\w+)"', drawn))
    used |= set(re.findall(r'\b(?:rich_)?tool\("\w+", "(\w+)"', drawn))
    assert used == there
