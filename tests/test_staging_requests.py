"""What a ticket's signature covers, and what S3 is told at the end of an upload.

The in-process store looks at neither; it is S3 itself that holds people to them.
"""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.raw_server import Answer, raw_server
from tests.staging_places import part
from zenferry.adapters import clients
from zenferry.adapters.s3_staging import TICKET_SECONDS, S3Staging

CONTENT = b"the rest"
LISTED = b"""<?xml version="1.0"?>
<ListPartsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated>
<Part><PartNumber>1</PartNumber><ETag>"e1"</ETag><Size>8</Size></Part></ListPartsResult>"""
ENDED = b"""<?xml version="1.0"?>
<CompleteMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
<Key>key</Key></CompleteMultipartUploadResult>"""


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """What a function finds; the client reads it as it is made."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    return monkeypatch


@pytest.fixture
def staging(environment: pytest.MonkeyPatch) -> S3Staging:
    environment.delenv("AWS_ENDPOINT_URL", raising=False)
    return S3Staging(clients.s3(), "bucket")


def asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_a_ticket_is_signed_for_one_length_and_one_checksum(staging: S3Staging) -> None:
    ticket = staging.ticket("key", "upload", part(CONTENT, 3))

    query = asked(ticket.url)
    signed = query["X-Amz-SignedHeaders"][0].split(";")
    assert {"content-length", "host", "x-amz-checksum-sha256"} == set(signed)
    assert ticket.headers == {"x-amz-checksum-sha256": part(CONTENT).sha256}
    assert (query["partNumber"], query["uploadId"]) == (["3"], ["upload"])
    assert query["X-Amz-Expires"] == [str(TICKET_SECONDS)]


@pytest.mark.parametrize("other", [CONTENT + b"!", b"THE REST"])
def test_no_two_different_parts_have_the_same_signature(staging: S3Staging, other: bytes) -> None:
    first, second = (staging.ticket("key", "upload", part(each)) for each in (CONTENT, other))

    assert asked(first.url)["X-Amz-Signature"] != asked(second.url)["X-Amz-Signature"]


def test_an_upload_is_ended_with_the_size_and_the_checksums_it_has_to_have(
    environment: pytest.MonkeyPatch,
) -> None:
    answers = [Answer(body=LISTED), Answer(body=ENDED)]
    with raw_server(answers) as store:
        environment.setenv("AWS_ENDPOINT_URL_S3", store.url)
        S3Staging(clients.s3(), "bucket").complete("key", "upload", (part(CONTENT),), len(CONTENT))

        _, end = store.asked
    assert (end.method, end.path) == ("POST", "/bucket/key?uploadId=upload")
    sizes = {name.lower(): value for name, value in end.headers.items()}
    assert sizes["x-amz-mp-object-size"] == str(len(CONTENT))
    assert part(CONTENT).sha256.encode() in end.body
