"""What we rely on of an InvenioRDM with Zenodo's settings: communities, review, publication.

Each statement is put to the stand-in, and with `-m conformance` to a real one.
"""

import pytest

from tests.standin_targets import (
    BYTES,
    FOR_PEOPLE,
    METADATA,
    Json,
    Target,
    fields,
    repository,
    standin,
    submit_link,
)

__all__ = ["repository", "standin"]

OPEN = (
    "You cannot publish a draft with an open review request. "
    "Please cancel the review request first."
)
NO_REVIEW = {"status": 404, "message": "Review for draft not found"}


def _act(repository: Target, request: Json, action: str, *, curator: bool = True) -> Json:
    account = repository.curator if curator else repository.depositor
    return account.json("POST", f"/requests/{request['id']}/actions/{action}", json={})


def test_a_community_says_its_policies(repository: Target) -> None:
    reviewed = repository.depositor.json("GET", f"/communities/{repository.reviewed}")
    by_id = repository.depositor.json("GET", f"/communities/{reviewed['id']}")
    absent = repository.depositor.call("GET", "/communities/no-such-community")

    assert reviewed["slug"] == by_id["slug"] == repository.reviewed
    assert reviewed["access"]["review_policy"] == "closed"
    assert reviewed["access"]["record_submission_policy"] == "open"
    assert absent.status_code == 404


def test_a_community_says_what_this_account_may_do(repository: Target) -> None:
    def permissions(account: str, slug: str) -> tuple[bool, bool, bool]:
        caller = repository.curator if account == "curator" else repository.depositor
        answer = caller.json("GET", f"/communities/{slug}", headers=FOR_PEOPLE)
        found = answer["ui"]["permissions"]
        return (found["can_submit_record"], found["can_include_directly"], found["can_update"])

    assert permissions("depositor", repository.reviewed) == (True, False, False)
    assert permissions("depositor", repository.open) == (True, False, False)
    assert permissions("curator", repository.reviewed) == (True, False, True)
    assert permissions("curator", repository.open) == (True, True, True)


def test_an_account_lists_the_communities_it_is_a_member_of(repository: Target) -> None:
    def slugs(*, by_curator: bool) -> set[str]:
        caller = repository.curator if by_curator else repository.depositor
        return {hit["slug"] for hit in caller.json("GET", "/user/communities")["hits"]["hits"]}

    assert {repository.reviewed, repository.open} <= slugs(by_curator=True)
    assert repository.reviewed not in slugs(by_curator=False)


def test_a_review_is_asked_for_by_the_id_of_the_community(repository: Target) -> None:
    link = repository.draft()["links"]["review"]
    wanted = {"receiver": {"community": repository.reviewed}, "type": "community-submission"}

    by_slug = repository.depositor.call("PUT", link, json=wanted)
    untyped = repository.depositor.call("PUT", link, json=wanted | {"type": "no-such"})
    none = repository.depositor.call("GET", link)

    assert (by_slug.status_code, by_slug.json()["message"]) == (404, "Not found.")
    assert fields(untyped.json()) == {"type": ["Invalid review type."]}
    assert (none.status_code, none.json()) == (404, NO_REVIEW)


def test_a_draft_with_a_review_is_not_published_directly(repository: Target) -> None:
    draft = repository.draft()
    repository.stored(draft)
    asked = repository.review_asked(draft, repository.reviewed)

    link = draft["links"]["publish"]
    answer = repository.depositor.call("POST", link)
    now = repository.depositor.json("GET", draft["links"]["self"])

    assert (asked["status"], asked["is_open"]) == ("created", False)
    assert (answer.status_code, answer.json()["message"]) == (400, OPEN)
    assert now["status"] == "draft_with_review"
    assert now["parent"]["review"]["id"] == asked["id"]
    assert now["links"]["submit-review"] == submit_link(draft)
    assert repository.depositor.call("DELETE", draft["links"]["review"]).status_code == 204
    assert repository.depositor.call("POST", link).status_code == 202


def test_a_submitted_draft_is_in_review_and_held_fast(repository: Target) -> None:
    draft = repository.draft()
    request = repository.submitted(draft)
    links = draft["links"]

    held = {
        "publish": repository.depositor.call("POST", links["publish"]),
        "delete": repository.depositor.call("DELETE", links["self"]),
        "unset": repository.depositor.call("DELETE", links["review"]),
        "again": repository.depositor.call("POST", submit_link(draft), json={}),
    }

    assert (request["status"], request["is_open"]) == ("submitted", True)
    assert request["topic"] == {"record": draft["id"]}
    assert list(request["links"]["actions"]) == ["cancel"]
    assert repository.status(draft) == "in_review"
    assert {name: answer.status_code for name, answer in held.items()} == {
        "publish": 400,
        "delete": 400,
        "unset": 400,
        "again": 500,
    }
    assert held["publish"].json()["message"] == OPEN
    assert held["unset"].json()["message"] == "An open review cannot be deleted."
    words = "You cannot delete a draft with an open review. Please cancel the review first."
    assert held["delete"].json()["message"] == words


def test_a_review_cannot_be_read_in_the_form_for_people(repository: Target) -> None:
    draft = repository.draft()
    repository.review_asked(draft, repository.reviewed)
    link = draft["links"]["review"]

    assert repository.depositor.call("GET", link, headers=FOR_PEOPLE).status_code == 500
    assert repository.depositor.json("GET", link)["status"] == "created"


def test_metadata_and_files_may_still_change_in_review(repository: Target) -> None:
    draft = repository.draft()
    repository.submitted(draft)

    changed = repository.depositor.json(
        "PUT", draft["links"]["self"], json={"metadata": METADATA | {"title": "Another"}}
    )

    assert (changed["metadata"]["title"], changed["status"]) == ("Another", "in_review")
    assert repository.announced(draft, "late.txt")


def test_an_accepted_draft_is_the_published_record(repository: Target) -> None:
    draft = repository.draft()
    doi = repository.depositor.json("POST", draft["links"]["reserve_doi"])["pids"]["doi"]
    request = repository.submitted(draft)

    denied = repository.depositor.call("POST", f"/requests/{request['id']}/actions/accept", json={})
    accepted = _act(repository, request, "accept")
    record = repository.guest.json("GET", draft["links"]["record"])
    files = repository.guest.json("GET", record["links"]["files"])

    assert denied.status_code == 403
    assert (accepted["status"], accepted["is_open"]) == ("accepted", False)
    assert repository.depositor.json("GET", f"/requests/{request['id']}")["status"] == "accepted"
    assert (record["status"], record["pids"]["doi"]) == ("published", doi)
    assert record["parent"]["communities"]["ids"] == [request["receiver"]["community"]]
    assert record["links"]["self_html"].endswith(f"/records/{draft['id']}")
    assert [entry["checksum"] for entry in files["entries"]] == [
        "md5:5d41402abc4b2a76b9719d911017c592"
    ]
    assert repository.depositor.call("GET", draft["links"]["self"]).status_code == 404


def test_a_declined_draft_keeps_its_files_and_needs_a_new_review(repository: Target) -> None:
    draft = repository.draft()
    request = repository.submitted(draft)

    assert _act(repository, request, "decline")["status"] == "declined"

    assert repository.status(draft) == "declined"
    assert len(repository.depositor.json("GET", draft["links"]["files"])["entries"]) == 1
    assert repository.depositor.call("POST", submit_link(draft), json={}).status_code == 500
    assert repository.review_asked(draft, repository.reviewed)["id"] != request["id"]
    again = repository.depositor.json("POST", submit_link(draft), json={})
    assert (again["status"], repository.status(draft)) == ("submitted", "in_review")


def test_a_withdrawn_draft_is_a_plain_draft_again(repository: Target) -> None:
    draft = repository.draft()
    request = repository.submitted(draft)

    assert _act(repository, request, "cancel", curator=False)["status"] == "cancelled"

    twice = repository.depositor.call("POST", f"/requests/{request['id']}/actions/cancel", json={})
    assert twice.status_code == 400
    assert twice.json()["message"] == "Error for action 'cancel': Could not execute the action"
    assert repository.status(draft) == "draft"
    assert repository.depositor.call("GET", draft["links"]["review"]).json() == NO_REVIEW
    assert repository.depositor.call("DELETE", draft["links"]["self"]).status_code == 204


def test_only_complete_metadata_is_handed_over(repository: Target) -> None:
    draft = repository.depositor.json("POST", "/records", json={"metadata": {"title": "Alone"}})
    repository.review_asked(draft, repository.reviewed)

    answer = repository.depositor.call("POST", submit_link(draft), json={})

    assert answer.status_code == 400
    assert sorted(fields(answer.json())) == [
        "metadata.creators",
        "metadata.publication_date",
        "metadata.resource_type",
    ]
    assert repository.status(draft) == "draft_with_review"


def test_a_curator_of_an_open_community_needs_no_consent(repository: Target) -> None:
    assert _handed_over_by_curator(repository, {}) == ("accepted", "published")


def test_who_asks_for_a_review_gets_one_everywhere(repository: Target) -> None:
    wanted = {"require_review": True}

    assert _handed_over_by_curator(repository, wanted) == ("submitted", "in_review")


def _handed_over_by_curator(repository: Target, wanted: Json) -> tuple[str, str]:
    curator = repository.curator
    draft = curator.json("POST", "/records", json={"metadata": METADATA})
    entry = curator.json("POST", draft["links"]["files"], json=[{"key": "a.txt"}])["entries"][0]
    curator.json("PUT", entry["links"]["content"], data=b"hello", headers=BYTES)
    curator.json("POST", entry["links"]["commit"])
    repository.review_asked(draft, repository.open, by=curator)
    request = curator.json("POST", submit_link(draft), json=wanted)
    at_once = request["status"] == "accepted"
    link = draft["links"]["record" if at_once else "self"]
    return request["status"], curator.json("GET", link)["status"]


def test_the_timeline_holds_decisions_and_comments(repository: Target) -> None:
    draft = repository.draft()
    repository.stored(draft)
    repository.review_asked(draft, repository.reviewed)
    hello = {"payload": {"content": "<p>Hello</p>", "format": "html"}}
    request = repository.depositor.json("POST", submit_link(draft), json=hello)
    no = {"payload": {"content": "<p>No</p>", "format": "html"}}
    link = f"/requests/{request['id']}"
    repository.curator.json("POST", f"{link}/actions/decline", json=no)

    events = repository.depositor.json("GET", f"{link}/timeline")["hits"]["hits"]

    told = [(event["type"], event["payload"]) for event in events]
    assert told[0] == ("C", hello["payload"])
    assert (told[1][0], told[1][1]["event"]) == ("L", "declined")
    assert told[2] == ("C", no["payload"])


def test_a_request_is_between_two_sides(repository: Target) -> None:
    request = repository.submitted(repository.draft())
    link = f"/requests/{request['id']}"

    assert list(repository.curator.json("GET", link)["links"]["actions"]) == ["accept", "decline"]
    assert repository.guest.call("GET", link).status_code == 403
    absent = "/requests/00000000-0000-0000-0000-000000000000"
    assert repository.depositor.call("GET", absent).status_code == 404


@pytest.mark.parametrize(
    ("keys", "field", "message"),
    [
        ([], "files.enabled", "Missing uploaded files. To disable files for this record please "),
        (["a.txt"], "files", "One or more files have not completed their transfer, please wait."),
    ],
)
def test_files_have_to_be_there_to_publish(
    repository: Target, keys: list[str], field: str, message: str
) -> None:
    draft = repository.draft()
    if keys:
        repository.announced(draft, *keys)

    answer = repository.depositor.call("POST", draft["links"]["publish"])

    assert answer.status_code == 400
    assert fields(answer.json())[field][0].startswith(message)


def test_a_draft_is_published_once(repository: Target) -> None:
    draft = repository.draft()
    repository.stored(draft)

    first = repository.depositor.call("POST", draft["links"]["publish"])
    second = repository.depositor.call("POST", draft["links"]["publish"])

    assert (first.status_code, first.json()["status"]) == (202, "published")
    assert first.json()["pids"]["doi"]["identifier"].endswith(f"/zenodo.{draft['id']}")
    assert (second.status_code, second.json()["message"]) == (404, "Not found.")
    record = repository.guest.json("GET", draft["links"]["record"])
    assert (record["is_published"], record["metadata"]["title"]) == (True, METADATA["title"])
    files = draft["links"]["files"]
    for method, link in (("GET", files), ("POST", files), ("DELETE", draft["links"]["self"])):
        assert repository.depositor.call(method, link, json=[{"key": "b"}]).status_code == 404
