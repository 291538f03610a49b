"""What is relied on of wherever the records' pages lie."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from tests.fake_pages import FakePages
from tests.places import md5
from tests.table_places import CLOUD
from zenferry.adapters.s3_pages import FRAME, S3Pages
from zenferry.errors import Absent
from zenferry.records.publishing import Pages, Written


@pytest.fixture(params=["memory", "moto", CLOUD])
def pages(request: pytest.FixtureRequest) -> Iterator[Pages]:
    if request.param == "memory":
        yield FakePages(None)
    elif request.param == "cloud":
        demo = request.getfixturevalue("deployed")
        yield S3Pages(demo.clients.s3, demo.stack.records)
    else:
        with mock_aws():
            client = boto3.Session("test", "test", region_name="us-east-1").client("s3")
            client.create_bucket(Bucket="records")
            client.put_object(Bucket="records", Key=FRAME.replace(".", "-"), Body=b"beside")
            yield S3Pages(client, "records")


def test_before_the_site_is_there_it_has_no_frame(pages: Pages) -> None:
    with pytest.raises(Absent):
        pages.frame()


def test_what_is_written_is_told_from_what_was_there_by_its_md5(pages: Pages) -> None:
    pages.put(Written("de/a.html", b"first", "text/html"))
    assert pages.held()["de/a.html"] == md5(b"first")
    pages.put(Written("de/a.html", b"second", "text/html"))
    assert pages.held()["de/a.html"] == md5(b"second")


def test_more_than_a_listing_holds_are_listed_and_taken_away(pages: Pages) -> None:
    names = [f"try-{number}.html" for number in range(1003)]
    for name in names:
        pages.put(Written(name, b"", "text/html"))
    assert set(names) <= set(pages.held())
    pages.remove([*names, "never-there.html"])
    assert not set(names) & set(pages.held())


@pytest.mark.parametrize("code", ["NoSuchKey", "AccessDenied"])
def test_before_anything_is_written_there_is_nothing_to_search(code: str) -> None:
    """The second is what S3 answers to who may not list."""
    client = boto3.Session("test", "test", region_name="us-east-1").client("s3")
    with Stubber(client) as stub:
        stub.add_client_error("get_object", code)
        with pytest.raises(Absent):
            S3Pages(client, "records").index()
