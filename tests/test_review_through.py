"""A deposit through a review, declined, mended, accepted: at fake, stand-in and the real one."""

from tests.crossing import FILES, ID, VALUES, Crossing, State
from tests.places import Place, directory, md5, place

__all__ = ["directory", "place"]


def told(crossing: Crossing) -> list[str]:
    lines = crossing.found.timeline
    return [f"{event.code}: {event.params['words']}" for event in lines if "words" in event.params]


def mended(crossing: Crossing) -> None:
    words = dict(VALUES) | {"title": "Cores, in metres"}
    crossing.parts.deposits.save(ID, words, crossing.found.revision)
    [dropped] = [file.id for file in crossing.found.files if file.path == "x.txt"]
    crossing.parts.uploads.remove(ID, dropped)
    crossing.upload("x.txt", b"metres")
    crossing.parts.deposits.submit(ID)
    crossing.run()


def test_declined_with_words_mended_and_accepted_it_is_public_as_it_was_mended(
    place: Place,
) -> None:
    crossing = Crossing(repository=place.repository, community=place.reviewed)
    crossing.fill()
    crossing.submit()
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    first = str(crossing.found.review)

    place.say(first, "<p>Which <b>units</b>?</p>")
    crossing.tend(minutes=5)
    place.decline(first, "<p>Say the units.<br>And another x.txt.</p>")
    crossing.tend(minutes=5)
    assert crossing.state() is State.DECLINED
    assert told(crossing) == [
        "curator_said: Which units?",
        "declined: Say the units.\nAnd another x.txt.",
    ]

    mended(crossing)
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    second = str(crossing.found.review)
    assert second != first

    place.accept(second, "<p>Thank you.</p>")
    crossing.tend(minutes=5)
    assert crossing.state() is State.PUBLISHED
    assert told(crossing)[2:] == ["curator_said: Thank you."]
    draft = str(crossing.found.draft)
    assert place.repository.read(draft).title == "Cores, in metres"
    found = {entry.name: entry.md5 for entry in place.repository.files(draft)}
    assert found == {name: md5(data) for name, data in (FILES | {"x.txt": b"metres"}).items()}


def test_withdrawn_over_there_it_is_told_and_can_be_sent_again(place: Place) -> None:
    crossing = Crossing(repository=place.repository, community=place.reviewed)
    crossing.fill()
    crossing.submit()
    place.repository.withdraw(str(crossing.found.review))

    crossing.tend(minutes=5)
    assert crossing.found.problems[0].code == "review_withdrawn"

    crossing.parts.deposits.retry(ID)
    crossing.run()
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    assert crossing.state() is State.CANCELLED
