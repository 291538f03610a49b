"""The curators' review is followed to its end, and what they wrote is told, each of it once."""

import pytest

from tests.crossing import FILES, ID, VALUES, Boundary, Crossing, codes, handed_over, stopped_for
from tests.fake_repository import FakeRepository
from zenferry.adapters.invenio_reviews import comments_of
from zenferry.errors import NotNow
from zenferry.repository import Comment, Review, ReviewState
from zenferry.state import State
from zenferry.timeline import MOST_WORDS


def words(crossing: Crossing) -> list[tuple[str, object]]:
    """What people said, with the line of the timeline it stands at."""
    told = crossing.found.timeline
    return [(event.code, event.params["words"]) for event in told if "words" in event.params]


def review(crossing: Crossing) -> str:
    return str(crossing.found.review)


def test_what_curators_write_is_told_once_in_the_order_it_was_written() -> None:
    crossing = handed_over()
    crossing.fake.say(review(crossing), "<p>Which core?</p>")
    crossing.fake.say(review(crossing), "<p>And where?</p>")
    crossing.tend(hours=1)
    crossing.fake.say(review(crossing), "<p>Never mind.</p>")

    for _ in range(3):
        crossing.tend(hours=2)

    assert words(crossing) == [
        ("curator_said", "Which core?"),
        ("curator_said", "And where?"),
        ("curator_said", "Never mind."),
    ]
    assert crossing.state() is State.IN_REVIEW


def test_a_comment_brings_the_next_look_nearer() -> None:
    crossing = handed_over()
    crossing.tend(hours=12)
    crossing.fake.say(review(crossing), "<p>Soon.</p>")
    crossing.tend(hours=1)
    due = crossing.found.due

    assert due is not None
    assert (due - crossing.clock.now()).total_seconds() <= 60


def test_declined_with_words_they_stand_at_the_decision() -> None:
    crossing = handed_over()
    crossing.fake.say(review(crossing), "<p>Looking.</p>")
    crossing.fake.decide(review(crossing), ReviewState.DECLINED, "<p>The units are missing.</p>")

    crossing.tend(minutes=2)

    assert crossing.state() is State.DECLINED
    assert words(crossing) == [
        ("curator_said", "Looking."),
        ("declined", "The units are missing."),
    ]


def test_what_is_written_after_it_was_declined_is_told_as_well() -> None:
    crossing = handed_over()
    crossing.fake.decide(review(crossing), ReviewState.DECLINED)
    crossing.tend(minutes=2)
    crossing.fake.say(review(crossing), "<p>Only the units, really.</p>")

    crossing.tend(hours=2)
    crossing.tend(hours=2)

    assert crossing.state() is State.DECLINED
    assert words(crossing) == [("curator_said", "Only the units, really.")]


def test_accepted_with_words_they_are_told_before_it_is_public() -> None:
    crossing = handed_over()
    crossing.fake.decide(review(crossing), ReviewState.ACCEPTED, "<p>Lovely.</p>")

    crossing.tend(minutes=2)

    assert codes(crossing)[-3:] == ["curator_said", "accepted", "published"]
    assert words(crossing) == [("curator_said", "Lovely.")]


@pytest.mark.parametrize(
    ("state", "line", "problem"),
    [
        (ReviewState.CANCELLED, "review_cancelled", "review_withdrawn"),
        (ReviewState.EXPIRED, "review_expired", "review_ran_out"),
    ],
)
def test_a_review_that_ended_without_a_verdict_is_told_and_can_be_asked_for_anew(
    state: ReviewState, line: str, problem: str
) -> None:
    crossing = handed_over()
    first = review(crossing)
    crossing.fake.decide(first, state)

    crossing.tend(minutes=2)
    assert stopped_for(crossing) == (problem, "")
    assert codes(crossing)[-1] == line
    assert crossing.staged() == dict(FILES)

    crossing.parts.deposits.retry(ID)
    crossing.run()
    assert crossing.state() is State.IN_REVIEW
    assert review(crossing) != first


def test_declined_mended_in_words_and_files_and_sent_again_it_has_a_review_of_its_own() -> None:
    crossing = handed_over()
    first, draft = review(crossing), crossing.found.draft
    crossing.fake.decide(first, ReviewState.DECLINED, "<p>Another file, please.</p>")
    crossing.tend(minutes=2)

    mended = dict(VALUES) | {"title": "Cores, mended"}
    crossing.parts.deposits.save(ID, mended, crossing.found.revision)
    [dropped] = [file.id for file in crossing.found.files if file.path == "x.txt"]
    crossing.parts.uploads.remove(ID, dropped)
    crossing.upload("y.txt", b"y")
    crossing.parts.deposits.submit(ID)
    crossing.run()

    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    assert crossing.found.draft == draft
    assert crossing.fake.records[str(draft)].title == "Cores, mended"
    assert crossing.arrived().keys() == {*FILES, "y.txt"} - {"x.txt"}
    second = review(crossing)
    assert second != first
    # What is said to the former one is over.
    crossing.fake.say(first, "<p>Too late.</p>")
    crossing.fake.decide(second, ReviewState.ACCEPTED)
    crossing.tend(minutes=2)
    assert crossing.state() is State.PUBLISHED
    assert words(crossing) == [("declined", "Another file, please.")]


class Mute(FakeRepository):
    """Does not tell what was written."""

    def comments(self, review: Review) -> list[Comment]:
        raise NotNow("repository_failed", status=500, review=review.id)


@pytest.mark.parametrize("state", [ReviewState.ACCEPTED, ReviewState.DECLINED])
def test_that_words_cannot_be_read_keeps_no_verdict_back(state: ReviewState) -> None:
    crossing = Crossing(repository=(mute := Mute()))
    crossing.fill()
    crossing.submit()
    mute.decide(review(crossing), state, "<p>Unheard.</p>")

    crossing.tend(minutes=2)

    ends = {ReviewState.ACCEPTED: State.PUBLISHED, ReviewState.DECLINED: State.DECLINED}
    assert crossing.state() is ends[state]


@pytest.mark.parametrize("verdict", [None, ReviewState.ACCEPTED, ReviewState.DECLINED])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_the_words_are_told_once(
    verdict: ReviewState | None, *, after: bool
) -> None:
    for index in range(count_of_calls(verdict)):
        crossing = handed_over()
        crossing.disturb(Boundary(at=index, after=after))
        followed(crossing, verdict)
        assert [said for _, said in words(crossing)] == said_with(verdict), index


def count_of_calls(verdict: ReviewState | None) -> int:
    crossing = handed_over()
    boundary = Boundary()
    crossing.disturb(boundary)
    followed(crossing, verdict)
    return len(boundary.calls)


def followed(crossing: Crossing, verdict: ReviewState | None) -> None:
    crossing.fake.say(review(crossing), "<p>Looking.</p>")
    if verdict:
        crossing.fake.decide(review(crossing), verdict, "<p>Decided.</p>")
    for _ in range(3):
        crossing.tend(minutes=10)


def said_with(verdict: ReviewState | None) -> list[str]:
    return ["Looking.", *(["Decided."] if verdict else [])]


def test_however_much_is_said_the_newest_of_it_has_room() -> None:
    crossing = handed_over()
    found = crossing.found
    for number in range(60):
        found = found.note(crossing.clock.now(), "curator_said", words=f"{number} {'潮' * 500}")

    kept = [str(event.params["words"]) for event in found.timeline if "words" in event.params]
    assert len(kept) == 60
    assert sum(len(text.encode()) for text in kept) <= MOST_WORDS
    assert kept[-1].startswith("59 ")
    assert kept[0] == ""


OPEN = Review("r", ReviewState.OPEN, "", "1")


def comment(**other: object) -> dict[str, object]:
    return {
        "id": "c",
        "created": "2026-11-21T07:00:00+00:00",
        "created_by": {"user": "2"},
        "type": "C",
        "payload": {"content": "<p>Hello</p>", "format": "html"},
    } | other


@pytest.mark.parametrize(
    "timeline",
    [
        {},
        {"hits": None},
        {"hits": {"hits": "none"}},
        {"hits": {"hits": [None, 7, "x", {}, {"type": "C"}]}},
        {"hits": {"hits": [comment(payload=None)]}},
        {"hits": {"hits": [comment(payload={"content": 7})]}},
        {"hits": {"hits": [comment(payload={"content": "<p> </p>"})]}},
        {"hits": {"hits": [comment(id=None)]}},
        {"hits": {"hits": [comment(type="L", payload={"event": "comment_deleted"})]}},
        {"hits": {"hits": [comment(created_by={"user": "1"})]}},
    ],
)
def test_what_is_no_comment_of_others_is_none(timeline: dict[str, object]) -> None:
    assert comments_of(timeline, OPEN) == []


def test_answers_to_a_comment_are_comments_too() -> None:
    answer = comment(id="d", created="2026-11-21T07:05:00+00:00", created_by={"user": "3"})
    hits = [comment(created="not a time"), comment(children=[answer])]

    assert [c.id for c in comments_of({"hits": {"hits": hits}}, OPEN)] == ["c", "d", "c"]


@pytest.mark.parametrize(
    ("created", "by", "decides"),
    [
        ("2026-11-21T07:00:00.5+00:00", "2", True),
        ("2026-11-21T07:05:00+00:00", "2", False),
        ("2026-11-21T07:00:01+00:00", "3", False),
        ("2026-11-21T07:00:01", "2", False),
    ],
)
def test_only_what_comes_at_once_from_who_decided_belongs_to_the_decision(
    created: str, by: str, *, decides: bool
) -> None:
    decision = comment(id="l", type="L", payload={"event": "declined"})
    after = comment(created=created, created_by={"user": by})

    [found] = comments_of({"hits": {"hits": [after, decision]}}, OPEN)

    assert found.decides is decides
