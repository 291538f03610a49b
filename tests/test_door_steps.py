"""The door's steps arrive where they are done, and what comes of them comes back, as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from zenferry.accounts.door_steps import Came
from zenferry.adapters.door_steps import OrderedSteps, answered
from zenferry.errors import Conflict, NotNow, Refused, ZenferryError
from zenferry.submissions import Job

SEALED = bytes(range(256))


class Doing:
    """Does what it is told, or fails with `error`."""

    def __init__(self, error: ZenferryError | None = None) -> None:
        self.error = error
        self.done: list[tuple[object, ...]] = []

    def verify(self, submission: str, repository: str, sealed: bytes) -> str:
        self._do("verify", submission, repository, sealed)
        return "7"

    def sign_in(self, submission: str, repository: str, code: str) -> Came:
        self._do("sign_in", submission, repository, code)
        return Came("7", SEALED)

    def sign_out(self, submission: str, repository: str, sealed: bytes) -> None:
        self._do("sign_out", submission, repository, sealed)

    def _do(self, *what: object) -> None:
        if self.error:
            raise self.error
        self.done.append(what)


class Line:
    """A workflow that is reached as a function is: by JSON, both ways."""

    def __init__(self, doing: Doing) -> None:
        self.doing = doing

    def start(self, submission: str, attempt: int, job: Job) -> None:
        raise AssertionError(f"{job} {attempt} of {submission} was started")

    def reserve_doi(self, submission: str) -> str:
        raise AssertionError(f"a DOI for {submission} was asked for")

    def take_over(self, submission: str) -> None:
        raise AssertionError(f"a record for {submission} was asked for")

    def ask(self, step: str, submission: str, **told: str) -> Mapping[str, object]:
        order = json.loads(json.dumps({"step": step, "submission": submission, **told}))
        done: dict[str, object] = json.loads(json.dumps(answered(self.doing, order)))
        return done


def test_each_step_is_done_with_what_it_was_told() -> None:
    doing = Doing()
    steps = OrderedSteps(Line(doing))
    assert steps.verify("s1", "zenodo", SEALED) == "7"
    assert steps.sign_in("s1", "zenodo", "a code") == Came("7", SEALED)
    steps.sign_out("s1", "zenodo", SEALED)
    assert doing.done == [
        ("verify", "s1", "zenodo", SEALED),
        ("sign_in", "s1", "zenodo", "a code"),
        ("sign_out", "s1", "zenodo", SEALED),
    ]


@pytest.mark.parametrize(
    "error",
    [Refused("own_token_not_taken"), Conflict("sign_in_unset"), Conflict("sign_in_later")],
    ids=str,
)
def test_what_is_wrong_comes_back_as_it_was(error: ZenferryError) -> None:
    steps = OrderedSteps(Line(Doing(error)))
    for step in (steps.verify, steps.sign_out):
        with pytest.raises(type(error), match=error.code):
            step("s1", "zenodo", SEALED)
    with pytest.raises(type(error), match=error.code):
        steps.sign_in("s1", "zenodo", "a code")


def test_what_can_not_be_done_now_is_said_to_be_so() -> None:
    with pytest.raises(NotNow):
        OrderedSteps(Line(Doing(NotNow("repository_down")))).verify("s1", "zenodo", SEALED)


def test_who_came_shows_nothing_of_what_was_sealed() -> None:
    assert "sealed" not in repr(Came("7", SEALED))
