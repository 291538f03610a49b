"""What the forward relies on of a repository: the fake, the stand-in, a real InvenioRDM."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.places import METADATA, Place, body, directory, md5, place
from zenferry.errors import Absent, NeedsAttention, NotNow
from zenferry.metadata import Access, AccessKind, Licence
from zenferry.repository import DraftStatus, Review, ReviewState, SentFile

__all__ = ["directory", "place"]


def described(place: Place, *, files: dict[str, bytes] | None = None) -> str:
    """A draft with words, and with files that have arrived."""
    draft = place.repository.create("Deposit in progress").id
    place.repository.describe(draft, METADATA)
    content = files or {"a.txt": b"hello"}
    place.repository.announce(draft, list(content))
    for name, data in content.items():
        place.repository.send(draft, name, body(data))
    return draft


def test_a_new_draft_is_found_by_its_title_and_gone_once_discarded(place: Place) -> None:
    title = f"Deposit in progress {uuid.uuid4()}"
    made = place.repository.create(title)
    assert (made.status, made.title) == (DraftStatus.DRAFT, title)
    assert [draft.id for draft in place.repository.titled(title)] == [made.id]

    place.repository.discard(made.id)
    place.repository.discard(made.id)

    assert list(place.repository.titled(title)) == []
    with pytest.raises(Absent):
        place.repository.read(made.id)


def test_our_account_is_the_same_each_time(place: Place) -> None:
    account = place.repository.account()

    assert account
    assert place.repository.account() == account


def test_words_replace_the_title_it_was_found_by(place: Place) -> None:
    title = f"Deposit in progress {uuid.uuid4()}"
    made = place.repository.create(title)

    place.repository.describe(made.id, METADATA)

    assert place.repository.read(made.id).title == METADATA.title
    assert list(place.repository.titled(title)) == []


@pytest.mark.parametrize(
    "access",
    [
        Access(),
        Access(AccessKind.RESTRICTED),
        Access(AccessKind.EMBARGOED, (datetime.now(UTC) + timedelta(days=400)).date().isoformat()),
    ],
    ids=["open", "restricted", "embargoed"],
)
def test_words_are_kept_whatever_the_access(place: Place, access: Access) -> None:
    made = place.repository.create("Deposit in progress")

    place.repository.describe(made.id, replace(METADATA, access=access))

    place.repository.discard(made.id)


def test_what_is_not_in_a_vocabulary_is_refused_at_our_field(place: Place) -> None:
    made = place.repository.create("Deposit in progress")

    with pytest.raises(NeedsAttention) as refused:
        place.repository.describe(made.id, replace(METADATA, licences=(Licence("nobody-knows"),)))

    assert (refused.value.code, refused.value.field) == ("repository_refused", "licence")
    place.repository.discard(made.id)


def test_the_doi_is_the_same_however_often_it_is_asked_for(place: Place) -> None:
    made = place.repository.create("Deposit in progress")

    doi = place.repository.reserve_doi(made.id)

    assert place.repository.reserve_doi(made.id) == doi
    assert place.repository.read(made.id).doi == doi
    place.repository.describe(made.id, METADATA)
    assert place.repository.read(made.id).doi == doi


def test_a_preview_can_be_shared_until_a_date(place: Place) -> None:
    made = place.repository.create("Deposit in progress")
    later = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()

    assert made.id in place.repository.share(made.id, later)


def test_a_preview_ends_and_another_one_stays_also_while_curators_look(place: Place) -> None:
    draft = described(place)
    later = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    first = place.repository.share(draft, later)
    place.repository.submit(draft, place.repository.community(place.reviewed))

    second = place.repository.share(draft, later)
    assert (first != second, place.links(draft)) == (True, 2)
    for _ in range(2):
        place.repository.unshare(draft, first)
    assert place.links(draft) == 1
    place.repository.unshare(draft, second)

    assert place.links(draft) == 0


def test_a_preview_until_yesterday_is_refused_in_words(place: Place) -> None:
    made = place.repository.create("Deposit in progress")

    with pytest.raises(NeedsAttention, match="repository_forbids"):
        place.repository.share(made.id, "2020-01-01")


@pytest.mark.parametrize(
    "name", ["a.txt", "deep/er/b c.csv", "Übersicht (1)+[2]&'~.txt", "数据.csv"]
)
def test_a_file_arrives_under_its_name_with_size_and_md5(place: Place, name: str) -> None:
    draft = place.repository.create("Deposit in progress").id
    place.repository.announce(draft, [name])
    assert list(place.repository.files(draft)) == [SentFile(name, complete=False)]

    sent = place.repository.send(draft, name, body(b"hello"))

    assert sent == SentFile(name, complete=True, size=5, md5=md5(b"hello"))
    assert list(place.repository.files(draft)) == [sent]


def test_all_files_are_announced_in_one_call_or_none(place: Place) -> None:
    draft = place.repository.create("Deposit in progress").id
    place.repository.announce(draft, ["a.txt"])

    with pytest.raises(NeedsAttention):
        place.repository.announce(draft, ["b.txt", "a.txt"])

    assert [entry.name for entry in place.repository.files(draft)] == ["a.txt"]


def test_a_file_sent_to_a_complete_entry_is_no_success(place: Place) -> None:
    draft = described(place)

    with pytest.raises(NotNow):
        place.repository.send(draft, "a.txt", body(b"other"))


def test_a_dropped_entry_can_be_announced_anew(place: Place) -> None:
    draft = described(place)

    place.repository.drop(draft, "a.txt")
    place.repository.drop(draft, "a.txt")
    place.repository.announce(draft, ["a.txt"])
    sent = place.repository.send(draft, "a.txt", body(b"other"))

    assert sent.md5 == md5(b"other")


def test_a_community_tells_whether_anybody_looks(place: Place) -> None:
    reviewed = place.repository.community(place.reviewed)
    assert (reviewed.slug, reviewed.reviews_all) == (place.reviewed, True)
    assert not reviewed.may_skip_review
    assert not place.repository.community(place.open).reviews_all
    with pytest.raises(Absent):
        place.repository.community("nobody-knows")


def test_accepted_by_a_curator_a_draft_is_public_with_its_files(place: Place) -> None:
    draft = described(place, files={"a.txt": b"hello", "b/c.txt": b"world"})
    review = place.repository.submit(draft, place.repository.community(place.reviewed))
    assert review.state is ReviewState.OPEN
    assert place.repository.read(draft).status is DraftStatus.IN_REVIEW
    assert place.repository.review(draft) == review
    assert place.repository.follow(review.id) == review

    place.accept(review.id)

    assert place.repository.follow(review.id).state is ReviewState.ACCEPTED
    assert place.repository.read(draft).status is DraftStatus.PUBLISHED
    assert place.repository.read(draft).url
    found = {entry.name: entry.md5 for entry in place.repository.files(draft)}
    assert found == {"a.txt": md5(b"hello"), "b/c.txt": md5(b"world")}


def test_declined_a_draft_can_be_described_and_submitted_anew(place: Place) -> None:
    draft = described(place)
    community = place.repository.community(place.reviewed)
    review = place.repository.submit(draft, community)

    place.decline(review.id)

    assert place.repository.follow(review.id).state is ReviewState.DECLINED
    assert place.repository.read(draft).status is DraftStatus.DECLINED
    place.repository.describe(draft, replace(METADATA, title="Sediment cores, mended"))
    again = place.repository.submit(draft, community)
    assert again.state is ReviewState.OPEN
    assert again.id != review.id
    place.repository.withdraw(again.id)


def test_withdrawn_a_draft_can_be_discarded(place: Place) -> None:
    draft = described(place)
    review = place.repository.submit(draft, place.repository.community(place.reviewed))

    place.repository.withdraw(review.id)
    place.repository.withdraw(review.id)

    assert place.repository.follow(review.id).state is ReviewState.CANCELLED
    assert place.repository.read(draft).status is DraftStatus.DRAFT
    place.repository.discard(draft)
    with pytest.raises(Absent):
        place.repository.read(draft)


def test_withdrawn_a_draft_can_be_submitted_anew(place: Place) -> None:
    draft = described(place)
    community = place.repository.community(place.reviewed)
    place.repository.withdraw(place.repository.submit(draft, community).id)

    again = place.repository.submit(draft, community)

    assert again.state is ReviewState.OPEN
    place.repository.withdraw(again.id)


def test_published_twice_it_is_the_same_record(place: Place) -> None:
    draft = described(place)
    place.repository.reserve_doi(draft)

    first = place.repository.publish(draft)

    assert first.status is DraftStatus.PUBLISHED
    assert first.doi
    assert place.repository.publish(draft) == first == place.repository.read(draft)


def test_a_draft_without_a_review_has_none_to_show(place: Place) -> None:
    made = place.repository.create("Deposit in progress")

    with pytest.raises(Absent):
        place.repository.review(made.id)
    place.repository.discard(made.id)


def in_review(place: Place) -> Review:
    return place.repository.submit(described(place), place.repository.community(place.reviewed))


def test_what_curators_write_is_heard_as_plain_text_and_our_own_words_are_not(
    place: Place,
) -> None:
    review = in_review(place)
    assert list(place.repository.comments(review)) == []

    place.say(review.id, "<p>Which core <b>is</b> this?</p><ul><li>A &amp; B</li></ul>")
    place.answer(review.id, "<p>The second.</p>")
    place.say(review.id, "<p>Thanks.</p>")

    heard = place.repository.comments(place.repository.follow(review.id))
    assert [c.words for c in heard] == ["Which core is this?\nA & B", "Thanks."]
    assert len({c.id for c in heard}) == 2
    assert not any(c.decides for c in heard)
    assert place.repository.comments(review) == heard
    place.repository.withdraw(review.id)


def test_words_given_with_a_decision_are_told_from_others(place: Place) -> None:
    review = in_review(place)
    place.say(review.id, "<p>Looking.</p>")

    place.decline(review.id, "<p>The units are missing.</p>")

    heard = place.repository.comments(review)
    assert [(c.words, c.decides) for c in heard] == [
        ("Looking.", False),
        ("The units are missing.", True),
    ]


def test_words_may_come_with_the_consent(place: Place) -> None:
    review = in_review(place)

    place.accept(review.id, "<p>Lovely.</p>")

    assert [(c.words, c.decides) for c in place.repository.comments(review)] == [("Lovely.", True)]


def test_declined_a_draft_takes_other_files_and_is_submitted_anew(place: Place) -> None:
    draft = described(place, files={"a.txt": b"hello", "b.txt": b"world"})
    community = place.repository.community(place.reviewed)
    place.decline(place.repository.submit(draft, community).id, "<p>Wrong file.</p>")

    place.repository.drop(draft, "a.txt")
    place.repository.announce(draft, ["a.txt", "c.txt"])
    place.repository.send(draft, "a.txt", body(b"mended"))
    place.repository.send(draft, "c.txt", body(b"new"))
    again = place.repository.submit(draft, community)

    assert again.state is ReviewState.OPEN
    place.accept(again.id)
    found = {entry.name: entry.md5 for entry in place.repository.files(draft)}
    assert found == {"a.txt": md5(b"mended"), "b.txt": md5(b"world"), "c.txt": md5(b"new")}
