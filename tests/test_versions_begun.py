"""The draft of a next version, begun while ours was tried: only if it is ours it is written to."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.continued import Continued
from tests.crossing import ID, stopped_for
from tests.places import METADATA, body
from zenferry.errors import NeedsAttention, NotNow, Unanswered, ZenferryError
from zenferry.repository import Draft
from zenferry.state import State
from zenferry.versions.basis import BasisKind

LOST = NotNow("repository_unreachable")
BUSY = NotNow("repository_busy", retry_after=1)
FORBIDDEN = NeedsAttention("repository_forbids", words="")


def let_go(kind: BasisKind = BasisKind.VERSION) -> Continued:
    continued = Continued(kind)
    continued.fill()
    continued.submit()
    continued.let_go()
    return continued


def tried(continued: Continued, answer: ZenferryError, *, made: bool = False) -> None:
    """Once, and with this answer."""
    begin = continued.fake.new_version

    def answered(record: str) -> Draft:
        if made:
            begin(record)
        raise answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(continued.fake, "new_version", answered)
        try:
            continued.step("prepare")
        except NotNow:
            return
    if continued.state() is State.NEEDS_ATTENTION:
        continued.parts.deposits.retry(ID)
        continued.let_go()


def begun_by_another(continued: Continued) -> str:
    """Within the minutes in which ours would have been made."""
    continued.clock.advance(seconds=90)
    draft = continued.fake.new_version(continued.record.id).id
    continued.clock.advance(seconds=30)
    return draft


def with_words(continued: Continued, draft: str) -> None:
    continued.fake.describe(draft, replace(METADATA, title="Theirs", version="2"))


def with_a_file(continued: Continued, draft: str) -> None:
    continued.fake.announce(draft, ["theirs.csv"])
    continued.fake.send(draft, "theirs.csv", body(b"their data"))


@pytest.mark.parametrize("theirs", [with_words, with_a_file])
def test_what_somebody_worked_on_is_not_taken_for_ours(
    theirs: Callable[[Continued, str], None],
) -> None:
    continued = let_go()
    tried(continued, LOST)
    draft = begun_by_another(continued)
    theirs(continued, draft)
    before = replace(continued.fake.records[draft])

    continued.run()

    assert stopped_for(continued) == ("record_changing", "")
    continued.parts.deposits.cancel(ID)
    continued.run()
    continued.tend(hours=3)
    assert continued.state() is State.CANCELLED
    assert continued.fake.records[draft] == before


@pytest.mark.parametrize("refusal", [BUSY, FORBIDDEN], ids=lambda error: error.code)
def test_after_a_refusal_nothing_is_taken_for_ours(refusal: ZenferryError) -> None:
    continued = let_go()
    tried(continued, refusal)
    draft = begun_by_another(continued)

    continued.run()

    assert stopped_for(continued) == ("record_changing", "")
    assert continued.fake.read(draft).title == METADATA.title


@pytest.mark.parametrize("answer", [LOST, Unanswered("repository_busy", retry_after=1)])
def test_what_was_made_by_a_try_whose_answer_was_lost_is_gone_on_with(
    answer: ZenferryError,
) -> None:
    continued = let_go()
    tried(continued, answer, made=True)

    continued.run()

    assert continued.state() is State.PUBLISHED, continued.found.problems
    assert len(continued.fake.records) == 2


def test_while_somebody_changes_its_words_no_version_is_begun_in_the_looking() -> None:
    continued = let_go()
    tried(continued, LOST)
    continued.fake.edit(continued.record.id)

    continued.run()

    assert stopped_for(continued) == ("record_changing", "")
    assert len(continued.fake.records) == 1


@pytest.mark.parametrize("kind", list(BasisKind))
def test_what_another_run_of_the_same_step_writes_is_nobody_elses(
    kind: BasisKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    continued = let_go(kind)
    monkeypatch.setattr(continued.fake, "former", first(continued, continued.fake.former))

    with pytest.raises(NotNow, match="busy"):
        continued.step("prepare")

    continued.run()
    assert continued.state() is State.PUBLISHED, continued.found.problems


def first(continued: Continued, former: Callable[[str], object]) -> Callable[[str], object]:
    """Asked for the first time, the other run is through before the answer."""
    asked: list[str] = []

    def answered(record: str) -> object:
        asked.append(record)
        if len(asked) == 1:
            continued.step("prepare")
        return former(record)

    return answered
