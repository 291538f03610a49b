"""The staging area in S3: multipart uploads by presigned URLs, each for exactly one part.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

from zenferry.adapters.aws_errors import code_of, translated
from zenferry.adapters.s3_tickets import Tickets
from zenferry.errors import Absent, NotNow
from zenferry.uploads.staging import Part, Ticket, composite

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

__all__ = ["S3Staging"]

READ_BLOCK = 1024 * 1024
_GONE = frozenset({"NoSuchUpload", "NoSuchKey", "404"})


class S3Staging:
    """One private bucket. SHA-256 per part: S3 refuses a part that is not the declared one."""

    def __init__(
        self, s3: "S3Client", bucket: str, ending: "Callable[[], S3Client] | None" = None
    ) -> None:
        """`ending` makes the client that ends uploads, which takes its own time."""
        self._s3 = s3
        self._bucket = bucket
        self._make_ending = ending
        self._tickets = Tickets(s3, bucket)

    @cached_property
    def _ending(self) -> "S3Client":
        return self._make_ending() if self._make_ending else self._s3

    def begin(self, key: str) -> str:
        with translated():
            begun = self._s3.create_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                ChecksumAlgorithm="SHA256",
                # Should anybody ever be given the object, a browser only saves it.
                ContentType="application/octet-stream",
            )
        return begun["UploadId"]

    def ticket(self, key: str, upload: str, part: Part) -> Ticket:
        return self._tickets.ticket(key, upload, part)

    def parts(self, key: str, upload: str) -> tuple[Part, ...]:
        pages = self._s3.get_paginator("list_parts")
        with translated(), _absent_when_gone("upload_gone"):
            found = pages.paginate(Bucket=self._bucket, Key=key, UploadId=upload)
            return tuple(
                Part(part["PartNumber"], part["Size"], part.get("ChecksumSHA256", ""), part["ETag"])
                for page in found
                for part in page.get("Parts", [])
            )

    def complete(self, key: str, upload: str, parts: tuple[Part, ...], size: int) -> None:
        with translated(), _absent_when_gone("upload_gone"):
            done = self._ending.complete_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload,
                MpuObjectSize=size,
                MultipartUpload={
                    "Parts": [
                        {"PartNumber": p.number, "ChecksumSHA256": p.sha256, "ETag": p.tag}
                        for p in parts
                    ]
                },
            )
        if done.get("ChecksumSHA256", composite(parts)) != composite(parts):
            raise NotNow("storage_unavailable")

    def stored(self, key: str) -> int | None:
        with translated():
            # A listing, which the key alone would answer too: whoever looks may not read.
            found = self._s3.list_objects_v2(Bucket=self._bucket, Prefix=key, MaxKeys=1)
        sizes = {each["Key"]: each["Size"] for each in found.get("Contents", [])}
        return sizes.get(key)

    def abort(self, key: str, upload: str) -> None:
        try:
            with translated(), _absent_when_gone("upload_gone"):
                self._s3.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload)
        except Absent:
            return

    def put(self, key: str, content: bytes) -> None:
        with translated():
            self._s3.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=content,
                ContentType="application/octet-stream",
            )

    @contextmanager
    def open(self, key: str, size: int) -> Iterator[Iterator[bytes]]:
        with translated(), _absent_when_gone("object_gone"):
            found = self._s3.get_object(Bucket=self._bucket, Key=key)
        if found["ContentLength"] != size:
            found["Body"].close()
            raise Absent("object_gone")
        # Its own `with` would give the bare socket, and no check of the length.
        with closing(found["Body"]) as body:
            yield _read(body.iter_chunks(READ_BLOCK))

    def delete(self, key: str) -> None:
        with translated():
            self._s3.delete_object(Bucket=self._bucket, Key=key)

    def clear(self, prefix: str) -> None:
        begun = self._s3.get_paginator("list_multipart_uploads")
        stored = self._s3.get_paginator("list_objects_v2")
        with translated():
            for uploads in begun.paginate(Bucket=self._bucket, Prefix=prefix):
                for upload in uploads.get("Uploads", []):
                    self.abort(upload["Key"], upload["UploadId"])
            for objects in stored.paginate(Bucket=self._bucket, Prefix=prefix):
                for found in objects.get("Contents", []):
                    self.delete(found["Key"])


def _read(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """A line that breaks in mid-file is tried again with the whole file."""
    try:
        yield from chunks
    except (BotoCoreError, HTTPError, OSError) as error:
        raise NotNow("storage_unavailable") from error


@contextmanager
def _absent_when_gone(code: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if code_of(error) in _GONE:
            raise Absent(code) from error
        raise
