"""What we ask of a repository, word for word, and which of its good answers are none."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from infra.local.repository import Standin
from tests.places import METADATA, body, session
from tests.raw_server import Answer
from tests.repository_line import Line, line
from tests.standin_targets import standin
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_metadata import record_json as told_to
from zenferry.errors import NeedsAttention
from zenferry.metadata import Metadata
from zenferry.repository import Community, ReviewState

__all__ = ["standin"]

REVIEWED = Community("c1", "lab-reviewed", "Lab", True, False)


def told(**body: object) -> Answer:
    return Answer(body=json.dumps(body).encode())


def refused(words: str) -> Answer:
    return Answer(400, json.dumps({"message": words}).encode())


def record_json(metadata: Metadata) -> dict[str, object]:
    """At a repository whose lists are empty."""
    return told_to(metadata, lambda _vocabulary, _id: False)


def kept(**changes: object) -> dict[str, Any]:
    """The draft as it is answered when all is well."""
    draft = {
        "id": "1",
        "status": "draft",
        **record_json(METADATA),
        **changes,
    }
    found: dict[str, Any] = json.loads(json.dumps(draft))
    return found


@contextmanager
def repository(*answers: Answer) -> Iterator[tuple[Invenio, Line]]:
    with line(*answers) as scripted:
        yield Invenio(scripted.session), scripted


def sent(scripted: Line, index: int) -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads(scripted.server.asked[index].body)
    return found


def test_a_review_is_asked_for_whatever_our_role_may_be() -> None:
    asked, open_ = told(id="r1", status="created"), told(id="r1", status="submitted")
    with repository(asked, open_) as (invenio, scripted):
        review = invenio.submit("1", REVIEWED)

        assert review.state is ReviewState.OPEN
        assert scripted.paths == [
            "PUT /api/records/1/draft/review",
            "POST /api/records/1/draft/actions/submit-review",
        ]
        assert sent(scripted, 0) == {
            "receiver": {"community": "c1"},
            "type": "community-submission",
        }
        assert sent(scripted, 1) == {"require_review": True}


def test_even_an_owner_of_the_community_publishes_nothing_without_a_review(
    standin: Standin,
) -> None:
    standin.add_community("lab-own", roles={"depositor": "owner"}, review_policy="open")
    invenio = Invenio(session(standin.url, standin.tokens["depositor"]))
    draft = invenio.create("Deposit in progress").id
    invenio.describe(draft, METADATA)
    invenio.announce(draft, ["a.txt"])
    invenio.send(draft, "a.txt", body(b"hello"))

    review = invenio.submit(draft, invenio.community("lab-own"))

    assert review.state is ReviewState.OPEN


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("metadata.rights.0.id", "licence"), ("metadata.creators.0.person_or_org", "creators.0")],
)
def test_words_that_were_taken_with_an_error_are_not_taken(theirs: str, ours: str) -> None:
    complaint = {"field": theirs, "messages": ["Not known.", "Not at all."]}
    with (
        repository(told(**kept(errors=[complaint]))) as (invenio, _),
        pytest.raises(NeedsAttention, match="repository_refused") as stopped,
    ):
        invenio.describe("1", METADATA)
    assert stopped.value.field == ours
    assert stopped.value.params == {"words": "Not known. Not at all."}


def test_that_there_are_no_files_yet_is_no_error() -> None:
    complaint = {"field": "files.enabled", "messages": ["Missing uploaded files."]}
    with repository(told(**kept(errors=[complaint]))) as (invenio, scripted):
        invenio.describe("1", METADATA)
        assert scripted.paths == ["PUT /api/records/1/draft"]


def without(*path: str) -> dict[str, Any]:
    """A draft that lost something in silence."""
    draft = kept()
    inner = draft
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return draft


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        (("metadata", "rights"), "licence"),
        (("metadata", "creators"), "creators.0"),
        (("metadata", "version"), "version"),
        (("access", "files"), "access"),
    ],
)
def test_words_that_were_dropped_in_silence_are_missed(path: tuple[str, ...], ours: str) -> None:
    with (
        repository(told(**without(*path))) as (invenio, _),
        pytest.raises(NeedsAttention, match="repository_changed_words") as stopped,
    ):
        invenio.describe("1", METADATA)
    assert str(stopped.value.field).startswith(ours)


def test_a_draft_that_is_refused_once_is_put_once_more() -> None:
    lost_race = refused("Invalid value cc-by-4.0.")
    with repository(lost_race, told(**kept())) as (invenio, scripted):
        invenio.describe("1", METADATA)

        assert scripted.paths == ["PUT /api/records/1/draft"] * 2
        assert sent(scripted, 0) == sent(scripted, 1) == record_json(METADATA)


def test_a_draft_that_is_refused_twice_is_refused() -> None:
    with repository(refused("Invalid value cc-by-4.0.")) as (invenio, scripted):
        with pytest.raises(NeedsAttention, match="repository_refused") as stopped:
            invenio.describe("1", METADATA)

        assert stopped.value.field == "licence"
        assert len(scripted.paths) == 2


def test_a_preview_link_ends_on_the_day_that_was_asked_for() -> None:
    preview = told(links={"preview_html": "https://repository.example/records/1?preview=1"})
    with repository(told(token="t"), preview) as (invenio, scripted):
        link = invenio.share("1", "2027-02-19")

        assert link == "https://repository.example/records/1?preview=1&token=t"
        assert scripted.paths[0] == "POST /api/records/1/access/links"
        assert sent(scripted, 0) == {"permission": "preview", "expires_at": "2027-02-19"}
