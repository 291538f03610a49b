"""The published records on the embedded cloud: from a deposit to the pages, by their own roles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from infra.local.demo import Demo, Plan, running
from tests.cloud_table import look_now
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.places import md5, session
from zenferry.adapters.dynamo_registry import DynamoRegistry
from zenferry.adapters.s3_pages import S3Pages
from zenferry.errors import Absent

pytestmark = pytest.mark.cloud

CONTENT = {"core 1.csv": b"a,b\n" * 1000, "deep/notes.txt": b"x"}
# The schedule stays out of it: here the hour comes when it is called.
FAST = {"RetrySeconds": "1", "RetryAttempts": "8", "RecordsMinutes": "1440"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    logs = tmp_path_factory.mktemp("records") / "logs"
    with running(Plan(logs=logs, parameters=FAST, wait_scale=0.05)) as started:
        yield started


def fetched(demo: Demo, path: str) -> requests.Response:
    return requests.get(f"{demo.page}{path}", timeout=20)


@pytest.fixture(scope="module")
def published(demo: Demo) -> dict[str, Any]:
    """A deposit that the repository's curators have accepted."""
    depositor = Depositor(demo.invitation())
    depositor.describe(VALUES)
    for path, content in CONTENT.items():
        depositor.upload(path, content)
    depositor.submit()
    found = depositor.settled()
    assert found["state"] == "in_review", found["attention"]
    curator = session(demo.repository.url, demo.repository.tokens["curator"])
    request = found["repository"]["review"].rstrip("/").rpartition("/")[2]
    curator.post(f"requests/{request}/actions/accept")
    look_now(demo, depositor.id)
    done = depositor.settled(moving=("in_review",))
    assert done["state"] == "published"
    return done


def test_the_list_is_there_before_anything_was_published(demo: Demo) -> None:
    for path in ("records/", "records/de/", "records/feed.xml", "records/records.csv"):
        answer = fetched(demo, path)
        assert answer.status_code == 200, path
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert fetched(demo, "records/nothing.html").status_code == 404
    assert "frame" not in fetched(demo, "records/frame.json").text


def test_what_was_published_appears_with_its_checksums(
    demo: Demo, published: dict[str, Any]
) -> None:
    table = _table(demo)
    kept = [row for row in DynamoRegistry(table).entries("zenodo") if row.submission]
    assert [row.submission for row in kept] == [published["id"]]
    said = demo.call("records", {})
    assert said["changed"] >= 1, said
    told = json.loads(fetched(demo, "records/records.json").content)["records"]
    [record] = [each for each in told if each["doi"] == published["repository"]["doi"]]
    sums = {file["name"]: (file["size"], file["md5"]) for file in record["files"]}
    assert sums == {path: (len(content), md5(content)) for path, content in CONTENT.items()}
    page = fetched(demo, f"records/{record['id']}.html")
    assert page.status_code == 200
    assert all(md5(content) in page.text for content in CONTENT.values())
    found = fetched(demo, f"api/records?q={record['doi']}").json()
    assert [each["id"] for each in found["records"]] == [record["id"]]


def test_the_same_hour_again_writes_nothing(demo: Demo, published: dict[str, Any]) -> None:
    del published
    demo.call("records", {})
    assert demo.call("records", {}) == {"changed": 0, "written": 0}


def test_what_is_not_there_is_absent(demo: Demo) -> None:
    pages = S3Pages(demo.clients.s3, demo.stack.records)
    assert pages.frame()
    demo.clients.s3.delete_object(Bucket=demo.stack.records, Key="records/index.json")
    with pytest.raises(Absent):
        pages.index()


def _table(demo: Demo) -> Any:
    from tests.table_places import in_the_cloud  # noqa: PLC0415 - moto is slow to load

    return in_the_cloud(demo)
