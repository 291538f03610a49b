"""What we rely on of an InvenioRDM with Zenodo's settings: files announced, sent, committed.

Each statement is put to the stand-in, and with `-m conformance` to a real one.
"""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.standin_targets import BYTES, Json, Target, fields, repository, standin

__all__ = ["repository", "standin"]


def _md5(content: bytes) -> str:
    return f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"


def test_files_are_announced_together(repository: Target) -> None:
    draft = repository.draft()

    link = draft["links"]["files"]
    answer = repository.depositor.call("POST", link, json=[{"key": "a.txt"}, {"key": "b.txt"}])

    assert answer.status_code == 201
    first, second = sorted(answer.json()["entries"], key=lambda entry: str(entry["key"]))
    assert (first["key"], first["status"]) == ("a.txt", "pending")
    assert (second["key"], second["transfer"]) == ("b.txt", {"type": "L"})
    assert first["links"]["self"] == f"{link}/a.txt"
    assert first["links"]["content"] == f"{link}/a.txt/content"
    assert first["links"]["commit"] == f"{link}/a.txt/commit"
    assert "checksum" not in first


@pytest.mark.parametrize("second", [["new.txt", "old.txt"], ["new.txt", "new.txt"]])
def test_one_name_too_many_announces_none(repository: Target, second: list[str]) -> None:
    draft = repository.draft()
    repository.announced(draft, "old.txt")
    wanted = [{"key": key} for key in second]

    answer = repository.depositor.call("POST", draft["links"]["files"], json=wanted)

    message = f"File with key {second[1]} already exists."
    assert (answer.status_code, answer.json()) == (400, {"status": 400, "message": message})
    entries = repository.depositor.json("GET", draft["links"]["files"])["entries"]
    assert [entry["key"] for entry in entries] == ["old.txt"]


def test_a_record_takes_a_hundred_files(repository: Target) -> None:
    draft, link = (made := repository.draft()), made["links"]["files"]
    many = [{"key": f"{number}.txt"} for number in range(101)]

    too_many = repository.depositor.call("POST", link, json=many)
    hundred = repository.depositor.call("POST", link, json=many[:100])
    one_more = repository.depositor.call("POST", draft["links"]["files"], json=many[100:])

    assert [answer.status_code for answer in (too_many, hundred, one_more)] == [400, 201, 400]
    message = "Uploading selected files will result in exceeding the max amount per record."
    assert too_many.json()["message"] == one_more.json()["message"] == message


@pytest.mark.parametrize(
    ("wanted", "field", "message"),
    [
        ({"key": "a.txt"}, "0._schema", "Invalid input type."),
        ([], "_schema", "No files to upload."),
        ([{"size": 3}], "0.key", "Missing data for required field."),
        ([{"key": 5}], "0.key", "Not a valid string."),
        ([{"key": "a.txt", "size": "x"}], "0.size", "Not a valid integer."),
        ([{"key": "a.txt", "strange": 1}], "0.strange", "Unknown field."),
    ],
)
def test_files_are_announced_as_a_list_of_keys(
    repository: Target, wanted: object, field: str, message: str
) -> None:
    answer = repository.depositor.call("POST", repository.draft()["links"]["files"], json=wanted)

    assert answer.status_code == 400
    assert fields(answer.json()) == {field: [message]}


def test_size_and_checksum_come_with_the_commit_and_never_from_us(repository: Target) -> None:
    draft = repository.draft()
    wrong = {"key": "a.txt", "size": 99, "checksum": "md5:" + "0" * 32}
    entry = repository.depositor.json("POST", draft["links"]["files"], json=[wrong])["entries"][0]

    sent = repository.depositor.json("PUT", entry["links"]["content"], data=b"hello", headers=BYTES)
    committed = repository.depositor.json("POST", entry["links"]["commit"])
    again = repository.depositor.json("POST", entry["links"]["commit"])

    assert (sent["status"], sent["size"], sent["checksum"]) == ("pending", 99, wrong["checksum"])
    assert (committed["status"], committed["size"]) == ("completed", 5)
    assert committed["checksum"] == again["checksum"] == _md5(b"hello")


def test_a_committed_file_is_read_back(repository: Target) -> None:
    entry = repository.stored(repository.draft(), content=b"hello")

    answer = repository.depositor.call("GET", entry["links"]["content"])

    assert answer.content == b"hello"
    assert answer.headers["ETag"] == f'"{_md5(b"hello")}"'
    assert repository.guest.call("GET", entry["links"]["content"]).status_code == 403


def test_before_the_commit_the_last_content_wins(repository: Target) -> None:
    links = repository.announced(repository.draft(), "a.txt")["a.txt"]

    for content in (b"first", b"second!"):
        repository.depositor.json("PUT", links["content"], data=content, headers=BYTES)

    assert repository.depositor.json("POST", links["commit"])["checksum"] == _md5(b"second!")


def test_sending_a_committed_file_again_removes_it(repository: Target) -> None:
    entry = repository.stored(repository.draft())

    answer = repository.depositor.call(
        "PUT", entry["links"]["content"], data=b"again", headers=BYTES
    )

    assert answer.status_code == 200
    assert answer.json()["errors"] == "File upload transfer failed."
    assert answer.json()["status"] == "completed"
    assert repository.depositor.call("GET", entry["links"]["self"]).status_code == 404


def test_a_connection_that_breaks_removes_the_entry(repository: Target) -> None:
    links = repository.announced(repository.draft(), "a.txt")["a.txt"]

    repository.depositor.half_sent(links["content"], reset=True)

    assert _soon_gone(repository, links)
    assert repository.depositor.call("POST", links["commit"]).status_code == 404


def _soon_gone(repository: Target, links: Json) -> bool:
    return any(
        repository.depositor.call("GET", links["self"]).status_code == 404 for _ in range(20)
    )


def test_a_body_that_ends_early_is_refused_and_may_be_sent_again(repository: Target) -> None:
    links = repository.announced(repository.draft(), "a.txt")["a.txt"]

    assert repository.depositor.half_sent(links["content"], reset=False) == 400

    assert repository.depositor.json("GET", links["self"])["status"] == "pending"
    repository.depositor.json("PUT", links["content"], data=b"hello", headers=BYTES)
    assert repository.depositor.json("POST", links["commit"])["size"] == 5


def test_an_empty_file_is_refused_at_the_commit(repository: Target) -> None:
    links = repository.announced(repository.draft(), "a.txt")["a.txt"]

    sent = repository.depositor.call("PUT", links["content"], data=b"", headers=BYTES)
    answer = repository.depositor.call("POST", links["commit"])

    assert sent.status_code == 200
    assert answer.status_code == 400
    assert answer.json()["message"] == "Empty files are not accepted."
    assert repository.depositor.json("GET", links["self"])["status"] == "pending"


def test_a_commit_or_read_before_the_content_is_a_crash(repository: Target) -> None:
    links = repository.announced(repository.draft(), "a.txt")["a.txt"]

    assert repository.depositor.call("POST", links["commit"]).status_code == 500
    assert repository.depositor.call("GET", links["content"]).status_code == 500


def test_a_file_that_was_not_announced_is_not_found(repository: Target) -> None:
    draft = repository.draft()
    link = f"{draft['links']['files']}/a.txt"

    for method, path in (("PUT", f"{link}/content"), ("POST", f"{link}/commit"), ("GET", link)):
        answer = repository.depositor.call(method, path, headers=BYTES, data=b"x")

        assert answer.status_code == 404
        assert answer.json()["message"] == f"Record '{draft['id']}' has no file 'a.txt'."


def test_a_content_is_sent_as_bytes_and_nothing_else(repository: Target) -> None:
    link = repository.announced(repository.draft(), "a.txt")["a.txt"]["content"]

    answer = repository.depositor.call(
        "PUT", link, data=b"a,b", headers={"Content-Type": "text/csv"}
    )

    assert answer.status_code == 415
    assert repository.depositor.call("PUT", link, data=b"a,b").status_code == 200


@pytest.mark.parametrize(
    "key",
    ["dir/sub file é+%.txt", "a#b?c%20d.txt", "😀 \u202egnp.exe", "x" * 200, "a&b=c;d'e\"f"],
)
def test_a_name_comes_back_as_it_was_by_its_links(repository: Target, key: str) -> None:
    draft = repository.draft()
    repository.stored(draft, key)

    listing = repository.depositor.json("GET", draft["links"]["files"])
    entry = listing["entries"][0]
    assert (entry["key"], entry["status"], entry["size"]) == (key, "completed", 5)
    assert repository.depositor.call("GET", entry["links"]["content"]).content == b"hello"


def test_a_multipart_transfer_is_announced_but_never_let_through(repository: Target) -> None:
    draft = repository.draft()
    transfer = {"type": "M", "parts": 2, "part_size": 3}
    wanted = [{"key": "a.bin", "size": 6, "transfer": transfer}]

    entry = repository.depositor.json("POST", draft["links"]["files"], json=wanted)["entries"][0]
    part = repository.depositor.call(
        "PUT", f"{entry['links']['self']}/content/1", data=b"abc", headers=BYTES
    )

    assert entry["transfer"]["type"] == "M"
    assert part.status_code == 403
    assert repository.depositor.call("POST", entry["links"]["commit"]).status_code == 403


def test_a_removed_file_is_gone_and_can_be_announced_again(repository: Target) -> None:
    draft = repository.draft()
    link = repository.stored(draft)["links"]["self"]

    assert repository.depositor.call("DELETE", link).status_code == 204
    assert repository.depositor.call("DELETE", link).status_code == 404
    assert repository.stored(draft)["status"] == "completed"


def test_the_files_of_one_draft_may_be_sent_at_once(repository: Target) -> None:
    draft = repository.draft()
    contents = {f"{number}.bin": bytes([number]) * 50_000 for number in range(8)}
    links = repository.announced(draft, *contents)

    def store(key: str) -> Json:
        data = contents[key]
        repository.depositor.json("PUT", links[key]["content"], data=data, headers=BYTES)
        return repository.depositor.json("POST", links[key]["commit"])

    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(store, contents))

    assert {entry["key"]: entry["checksum"] for entry in stored} == {
        key: _md5(content) for key, content in contents.items()
    }


def test_a_draft_sums_up_its_files(repository: Target) -> None:
    draft = repository.draft()
    repository.stored(draft)

    files = repository.depositor.json("GET", draft["links"]["self"])["files"]

    assert (files["enabled"], files["count"], files["total_bytes"]) == (True, 1, 5)
    assert files["entries"]["a.txt"]["checksum"] == _md5(b"hello")
