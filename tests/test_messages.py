"""Whatever can go wrong has words, and no words are left over."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import zenferry
from zenferry import messages
from zenferry.messages import SENTENCES, sentence
from zenferry.messages.mails import MAILS
from zenferry.state import State

PACKAGE = Path(zenferry.__file__).parent
# What wiring knows is filled in for every sentence.
ALWAYS = frozenset({"contact", "repository", "community"})
# Calls that carry a code, and where.
_CODE_AT = {
    **dict.fromkeys(("Absent", "Conflict", "Refused", "NotNow", "Malformed", "Unreadable"), 0),
    **dict.fromkeys(("NeedsAttention", "BrokenRule", "_faults", "sentence"), 0),
    **dict.fromkeys(("Problem", "note", "_answer"), 1),
    "move": 2,
}
_NO_PARAMS = {"field", "retry_after"}


def trees() -> Iterator[ast.Module]:
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "messages":
            yield ast.parse(path.read_text("utf-8"))


def named(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def codes(argument: ast.expr) -> list[str]:
    """The code, or both where one of two is chosen."""
    if isinstance(argument, ast.IfExp):
        return codes(argument.body) + codes(argument.orelse)
    constant = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return [argument.value] if constant else []  # type: ignore[attr-defined]


def params(call: ast.Call) -> set[str] | None:
    """What the sentence is given; None where it can't be seen."""
    made_elsewhere = named(call) == "sentence" and isinstance(call.args[1], ast.Name)
    if made_elsewhere or any(keyword.arg is None for keyword in call.keywords):
        return None
    given = {str(keyword.arg) for keyword in call.keywords} - _NO_PARAMS
    dictionaries = [argument for argument in call.args if isinstance(argument, ast.Dict)]
    keys = [key for each in dictionaries for key in each.keys]
    return given | {key.value for key in keys if isinstance(key, ast.Constant)}  # type: ignore[misc]


def said() -> dict[tuple[str, str], set[str] | None]:
    found = {}
    for tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            at = _CODE_AT.get(named(call), 99)
            for code in codes(call.args[at]) if at < len(call.args) else []:
                found[code, f"{named(call)} in line {call.lineno}"] = params(call)
    return found


SAID = said()


def wanted(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize(("code", "place"), SAID, ids=str)
def test_a_code_that_is_used_has_words_that_its_parameters_fill(code: str, place: str) -> None:
    assert code in SENTENCES, place
    given = SAID[code, place]
    if given is not None:
        assert wanted(SENTENCES[code]) <= given | ALWAYS, place


def test_the_search_for_codes_finds_them() -> None:
    found = {code for code, _ in SAID}
    assert {"stale", "date_order", "no_files", "opened", "extra_file", "missing"} - found == {
        "stale",  # by its own class
    }


def test_every_state_has_words_for_the_timeline() -> None:
    assert set(State) - {State.DRAFT} <= SENTENCES.keys()


def test_no_words_are_left_over() -> None:
    literals = {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # Of letters test_letters.py tells: their codes are put together.
    assert SENTENCES.keys() - MAILS.keys() - literals == set()


def test_no_code_has_two_sentences() -> None:
    folder = Path(messages.__file__).parent
    keys = [
        key.value
        for path in folder.glob("*.py")
        for assigned in ast.parse(path.read_text("utf-8")).body
        for node in ast.walk(assigned)
        if isinstance(node, ast.Dict) and not ast.unparse(assigned).startswith("STATES")
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert sorted(keys, key=str) == sorted(set(keys), key=str)


@pytest.mark.parametrize("words", SENTENCES.values(), ids=SENTENCES)
def test_words_begin_as_a_sentence_does(words: str) -> None:
    assert words[0].isupper() or words[0] in "“{"
    # The page says before it what it is about, in the reader's own language.
    assert not words.startswith("{label}")


def test_parameters_are_taken_as_they_are() -> None:
    assert sentence("request", {"words": "{contact} %s"}) == "{contact} %s"


def test_a_language_without_words_speaks_english() -> None:
    assert sentence("no_files", {}, "xx") == sentence("no_files", {})


@pytest.mark.parametrize("state", State)
def test_a_state_is_told_in_words(state: State) -> None:
    told = sentence("not_editable", {"state": state})
    assert told.startswith("This deposit can't be changed now: it is ")
    assert "_" not in told
    assert told == sentence("not_editable", {"state": str(state)})
