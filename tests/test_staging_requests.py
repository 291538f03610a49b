"""What a ticket's signature covers, and what S3 is told at the end of an upload.

The in-process store looks at neither; it is S3 itself that holds people to them.
"""

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.credentials import Credentials, ReadOnlyCredentials
from botocore.session import get_session

from tests.raw_server import Answer, raw_server
from tests.staging_places import part
from zenferry.adapters import clients
from zenferry.adapters.s3_staging import S3Staging
from zenferry.adapters.s3_tickets import TICKET_SECONDS, Tickets
from zenferry.errors import NotNow
from zenferry.uploads.staging import Part, composite

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

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


def presigned(s3: "S3Client", key: str, upload: str, wanted: Part) -> str:
    """What botocore's own presigner makes of it."""
    params = {
        "Bucket": "bucket",
        "Key": key,
        "UploadId": upload,
        "PartNumber": wanted.number,
        "ContentLength": wanted.size,
        "ChecksumSHA256": wanted.sha256,
    }
    return s3.generate_presigned_url("upload_part", Params=params, ExpiresIn=TICKET_SECONDS)


KEYS = ["staging/0b7e5f52-6a43-4c11-9b59-6f3a3a1b7c11/0a1b2c3d", "a b/ü+&?=#%~'(1).x", "/", "a//b"]


@pytest.mark.parametrize("token", [None, "a-role/s+token=="])
@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "cn-north-1"])
@pytest.mark.parametrize(
    ("style", "endpoint"),
    [("virtual", None), ("path", None), ("virtual", "http://127.0.0.1:4566"), ("auto", None)],
)
def test_a_ticket_is_what_the_presigner_would_have_made(
    token: str | None, region: str, style: Literal["virtual", "path"], endpoint: str
) -> None:
    session = boto3.Session("an-id", "a-secret", token, region_name=region)
    config = Config(
        signature_version="s3v4",
        s3={"us_east_1_regional_endpoint": "regional", "addressing_style": style},
    )
    s3 = session.client("s3", config=config, endpoint_url=endpoint)
    tickets, upload = Tickets(s3, "bucket"), "2~an.upload_id-with+every/sign="
    for key, number in product(KEYS, (1, 2, 900, 10_000)):
        wanted = part(CONTENT * number, number)
        before = presigned(s3, key, upload, wanted)
        ours = tickets.ticket(key, upload, wanted).url
        # The second they were signed in may have changed between them, once.
        assert ours in {before, presigned(s3, key, upload, wanted)}


@pytest.mark.usefixtures("environment")
def test_a_role_s_new_keys_are_signed_with_as_soon_as_it_has_them() -> None:
    class Renewed(Credentials):
        """Has other keys each time it is asked."""

        times = 0

        def get_frozen_credentials(self) -> ReadOnlyCredentials:
            self.times += 1
            return ReadOnlyCredentials(f"id{self.times}", "secret", f"token{self.times}")

    session = get_session()
    session._credentials = Renewed("first", "secret")  # type: ignore[attr-defined]
    tickets = Tickets(boto3.Session(botocore_session=session).client("s3"), "bucket")
    tokens = [
        asked(tickets.ticket("key", "upload", part(CONTENT)).url)["X-Amz-Security-Token"]
        for _ in range(3)
    ]
    assert tokens == sorted(tokens)
    assert len({*map(str, tokens)}) == 3


def test_an_upload_is_ended_with_the_size_and_the_checksums_it_has_to_have(
    environment: pytest.MonkeyPatch,
) -> None:
    with raw_server([Answer(body=LISTED), Answer(body=ENDED)]) as store:
        environment.setenv("AWS_ENDPOINT_URL_S3", store.url)
        staging = S3Staging(clients.s3(), "bucket", clients.s3_ending)
        listed = staging.parts("key", "upload")
        staging.complete("key", "upload", (replace(part(CONTENT), tag=listed[0].tag),), 8)

        _, end = store.asked
    assert (end.method, end.path) == ("POST", "/bucket/key?uploadId=upload")
    sizes = {name.lower(): value for name, value in end.headers.items()}
    assert sizes["x-amz-mp-object-size"] == str(len(CONTENT))
    assert part(CONTENT).sha256.encode() in end.body
    assert b"&quot;e1&quot;" in end.body or b'"e1"' in end.body


def ended_as(checksum: str) -> Answer:
    """What S3 says it has made."""
    told = f"<ChecksumSHA256>{checksum}</ChecksumSHA256></CompleteMultipartUploadResult>"
    return Answer(body=ENDED.replace(b"</CompleteMultipartUploadResult>", told.encode()))


def test_an_object_that_is_told_to_be_another_one_is_not_believed(
    environment: pytest.MonkeyPatch,
) -> None:
    parts = (part(CONTENT), part(b"more", 2))
    with raw_server([ended_as(composite(parts)), ended_as(composite(parts[:1]))]) as store:
        environment.setenv("AWS_ENDPOINT_URL_S3", store.url)
        staging = S3Staging(clients.s3(), "bucket", clients.s3_ending)
        staging.complete("key", "upload", parts, 12)
        with pytest.raises(NotNow):
            staging.complete("key", "upload", parts, 12)


@pytest.mark.parametrize("status", [200, 500, 503])
def test_an_upload_that_can_not_be_ended_now_is_not_ended_twice(
    environment: pytest.MonkeyPatch, status: int
) -> None:
    """A 200 may be an error as well: S3 begins to answer before it knows."""
    failed = Answer(status, body=b"<Error><Code>InternalError</Code></Error>")
    with raw_server([failed]) as store:
        environment.setenv("AWS_ENDPOINT_URL_S3", store.url)
        with pytest.raises(NotNow):
            S3Staging(clients.s3(), "bucket", clients.s3_ending).complete(
                "key", "upload", (part(CONTENT),), 8
            )
        assert len(store.asked) == 1


def page_of(numbers: range, *, more: bool) -> Answer:
    """A page of a listing of parts."""
    parts = "".join(
        f'<Part><PartNumber>{n}</PartNumber><ETag>"e{n}"</ETag><Size>8</Size></Part>'
        for n in numbers
    )
    head = f"<IsTruncated>{str(more).lower()}</IsTruncated>"
    if more:
        head += f"<NextPartNumberMarker>{numbers[-1]}</NextPartNumberMarker>"
    return Answer(body=f"<ListPartsResult>{head}{parts}</ListPartsResult>".encode())


def test_a_listing_of_several_pages_is_read_to_its_end(environment: pytest.MonkeyPatch) -> None:
    pages = [range(1, 1001), range(1001, 2001), range(2001, 2101)]
    answers = [page_of(page, more=page is not pages[-1]) for page in pages]
    with raw_server(answers) as store:
        environment.setenv("AWS_ENDPOINT_URL_S3", store.url)
        parts = S3Staging(clients.s3(), "bucket").parts("key", "upload")
        markers = [asked(request.path).get("part-number-marker") for request in store.asked]

    assert [part.number for part in parts] == list(range(1, 2101))
    assert parts[-1].tag == '"e2100"'
    assert markers == [None, ["1000"], ["2000"]]
