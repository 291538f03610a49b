"""What we rely on of an InvenioRDM with Zenodo's settings: who may call, and drafts.

Each statement is put to the stand-in, and with `-m conformance` to a real one.
"""

import pytest

from tests.standin_targets import METADATA, Target, fields, repository, standin

__all__ = ["repository", "standin"]

REQUIRED = ["Missing data for required field."]


def test_a_guest_and_a_wrong_token_are_denied_alike(repository: Target) -> None:
    for account in (repository.guest, repository.stranger):
        for method, path in (("GET", "/user/records"), ("POST", "/records")):
            answer = account.call(method, path, json={})

            assert answer.status_code == 403
            assert answer.json() == {"status": 403, "message": "Permission denied."}


def test_an_account_is_told_who_it_is_and_nobody_else(repository: Target) -> None:
    whole = repository.depositor.json("GET", "/me")
    assert isinstance(whole["id"], int)
    assert whole.keys() == {"confirmed_at", "email", "id", "last_login_at", "roles"}
    draft = repository.depositor.json("POST", "/records", json={"metadata": METADATA})
    assert draft["parent"]["access"]["owned_by"] == {"user": str(whole["id"])}
    for account in (repository.guest, repository.stranger):
        answer = account.call("GET", "/me")
        assert answer.status_code == 401
        assert answer.json().keys() == {"status", "message"}


def test_a_good_token_lists_its_own_drafts(repository: Target) -> None:
    draft = repository.draft()

    found = repository.depositor.json("GET", "/user/records?size=5&sort=newest")

    assert draft["id"] in [hit["id"] for hit in found["hits"]["hits"]]
    assert found["hits"]["total"] >= 1


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/user/records?size=1", 200), ("GET", "/records/abcde-fghij/draft", 404)],
)
def test_every_answer_says_what_is_left_of_the_minute(
    repository: Target, method: str, path: str, status: int
) -> None:
    answer = repository.depositor.call(method, path)

    assert answer.status_code == status
    limit, left = (int(answer.headers[f"X-RateLimit-{name}"]) for name in ("Limit", "Remaining"))
    assert 0 <= left < limit
    assert int(answer.headers["Retry-After"]) >= 0
    assert int(answer.headers["X-RateLimit-Reset"]) > 1_700_000_000


def test_a_new_draft_says_where_everything_is(repository: Target) -> None:
    answer = repository.depositor.call("POST", "/records", json={"metadata": METADATA})

    draft = answer.json()
    assert answer.status_code == 201
    assert "errors" not in draft
    assert (draft["status"], draft["is_published"], draft["pids"]) == ("draft", False, {})
    assert answer.headers["ETag"] == f'"{draft["revision_id"]}"'
    own = f"{repository.depositor.url}/records/{draft['id']}"
    links = draft["links"]
    assert links["self"] == f"{own}/draft"
    assert links["files"] == f"{own}/draft/files"
    assert links["reserve_doi"] == f"{own}/draft/pids/doi"
    assert links["publish"] == f"{own}/draft/actions/publish"
    assert links["review"] == f"{own}/draft/review"
    assert links["access_links"] == f"{own}/access/links"
    assert links["record"] == own
    assert links["self_html"].endswith(f"/uploads/{draft['id']}")


def test_someone_elses_draft_is_denied(repository: Target) -> None:
    link = repository.draft()["links"]["self"]

    for method in ("GET", "PUT", "DELETE"):
        assert repository.curator.call(method, link, json={}).status_code == 403
    assert repository.guest.call("GET", link).status_code == 403


def test_a_draft_that_does_not_exist_is_not_found(repository: Target) -> None:
    answer = repository.depositor.call("GET", "/records/abcde-fghij/draft")

    assert answer.status_code == 404
    assert answer.json()["message"] == "The persistent identifier does not exist."


def test_a_draft_is_not_yet_a_record(repository: Target) -> None:
    answer = repository.depositor.call("GET", repository.draft()["links"]["record"])

    assert answer.status_code == 404
    assert answer.json()["message"] == "The persistent identifier is not registered."


def test_what_is_missing_is_listed_and_the_draft_is_kept(repository: Target) -> None:
    answer = repository.depositor.call("POST", "/records", json={"metadata": {}})

    assert answer.status_code == 201
    assert fields(answer.json()) == {
        "metadata.resource_type": REQUIRED,
        "metadata.creators": REQUIRED,
        "metadata.title": REQUIRED,
        "metadata.publication_date": REQUIRED,
        "metadata.publisher": ["Missing publisher field required for DOI registration."],
    }


def test_a_put_replaces_everything(repository: Target) -> None:
    link = repository.draft()["links"]["self"]

    draft = repository.depositor.json("PUT", link, json={"metadata": {"title": "Only a title"}})

    assert draft["metadata"] == {"title": "Only a title"}
    assert fields(draft)["metadata.creators"] == REQUIRED
    assert fields(draft)["files.enabled"] == ["Missing uploaded files."]


def test_a_put_with_a_stale_revision_is_refused(repository: Target) -> None:
    draft = repository.draft()
    link, body = draft["links"]["self"], {"metadata": METADATA}
    current = {"If-Match": str(draft["revision_id"])}

    taken = repository.depositor.call("PUT", link, json=body, headers=current)
    stale = repository.depositor.call("PUT", link, json=body, headers=current)

    assert taken.status_code == 200
    revision = taken.json()["revision_id"]
    assert stale.status_code == 412
    expected = (
        f"Revision id provided({draft['revision_id']}) doesn't match record's one({revision})"
    )
    assert stale.json()["message"] == expected


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 500),
        (b"{}", "text/plain", 415),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    repository: Target, body: bytes, kind: str, status: int
) -> None:
    headers = {"Content-Type": kind}

    answer = repository.depositor.call("POST", "/records", data=body, headers=headers)

    assert answer.status_code == status


def test_a_record_without_files_is_not_allowed(repository: Target) -> None:
    draft = repository.draft(files={"enabled": False})

    words = ["You don't have permissions to manage files options."]
    assert fields(draft) == {"files.enabled": words}
    assert draft["files"]["enabled"] is True


def test_a_restricted_record_is_not_allowed(repository: Target) -> None:
    body = {"metadata": METADATA, "access": {"record": "restricted", "files": "restricted"}}

    answer = repository.depositor.call("POST", "/records", json=body)

    assert answer.status_code == 400
    words = ["You don't have permissions to manage record access."]
    assert answer.json()["errors"] == [{"field": "access", "messages": words}]


def test_a_doi_is_reserved_once_and_kept(repository: Target) -> None:
    draft = repository.draft()
    links = draft["links"]

    reserved = repository.depositor.call("POST", links["reserve_doi"])
    again = repository.depositor.call("POST", links["reserve_doi"])
    replaced = repository.depositor.json("PUT", links["self"], json={"metadata": METADATA})

    assert reserved.status_code == 201
    doi = reserved.json()["pids"]["doi"]
    assert doi["identifier"].endswith(f"/zenodo.{draft['id']}")
    assert again.status_code == 400
    assert fields(again.json()) == {"pids.doi": ["A PID already exists for type doi"]}
    assert replaced["pids"]["doi"] == doi


def test_a_deleted_draft_is_gone(repository: Target) -> None:
    link = repository.draft()["links"]["self"]

    first, second = (repository.depositor.call("DELETE", link) for _ in range(2))

    assert (first.status_code, first.content) == (204, b"")
    assert second.status_code == 404
    assert repository.depositor.call("GET", link).status_code == 404


def test_a_share_link_has_a_token_that_can_be_read_again(repository: Target) -> None:
    link = repository.draft()["links"]["access_links"]
    wanted = {"permission": "preview", "expires_at": "2099-12-31"}

    made = repository.depositor.call("POST", link, json=wanted)
    bad = repository.depositor.call("POST", link, json={"permission": "own"})
    late = repository.depositor.call("POST", link, json=wanted | {"expires_at": "2020-01-01"})
    found = repository.depositor.json("GET", link)

    assert made.status_code == 201
    share = made.json()
    assert share.keys() == {"id", "created_at", "expires_at", "permission", "description", "token"}
    assert (share["permission"], share["expires_at"]) == ("preview", "2099-12-31")
    assert fields(bad.json()) == {"permission": ["Must be one of: view, preview, edit."]}
    assert fields(late.json()) == {"expires_at": ["Expiration date must be set to the future"]}
    assert [hit["token"] for hit in found["hits"]["hits"]] == [share["token"]]
