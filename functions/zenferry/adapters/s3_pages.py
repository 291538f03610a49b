"""The pages of the records in a bucket of their own. Delivery shows what lies below records/."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from zenferry.adapters.aws_errors import code_of, translated
from zenferry.errors import Absent
from zenferry.records.publishing import Written

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

__all__ = ["FRAME", "S3Pages"]

# Beside the pages, not among them: the site's deployment puts it there.
FRAME = "frame.json"
PREFIX = "records/"
_AT_ONCE = 1000
_MISSING = frozenset({"NoSuchKey", "404"})


class S3Pages:
    """One bucket, encrypted by S3's own keys: there an object's ETag is the MD5 of its bytes."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def frame(self) -> bytes:
        return self._read(FRAME)

    def index(self) -> bytes:
        """What is searched. Absent: nothing was written yet."""
        # Who may read it but not list the bucket is not told that there is none, only refused.
        return self._read(f"{PREFIX}index.json", missing=_MISSING | {"AccessDenied", "403"})

    def _read(self, key: str, missing: Set[str] = _MISSING) -> bytes:
        with translated():
            try:
                return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
            except ClientError as error:
                if code_of(error) in missing:
                    raise Absent("no_page") from error
                raise

    def held(self) -> Mapping[str, str]:
        with translated():
            return dict(self._listed())

    def _listed(self) -> Iterator[tuple[str, str]]:
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=PREFIX):
            for each in page.get("Contents", ()):
                yield each["Key"].removeprefix(PREFIX), each["ETag"].strip('"')

    def put(self, file: Written) -> None:
        with translated():
            self._client.put_object(
                Bucket=self._bucket,
                Key=f"{PREFIX}{file.name}",
                Body=file.content,
                ContentType=file.kind,
            )

    def remove(self, names: Sequence[str]) -> None:
        for begin in range(0, len(names), _AT_ONCE):
            some = names[begin : begin + _AT_ONCE]
            with translated():
                self._client.delete_objects(
                    Bucket=self._bucket,
                    Delete={
                        "Objects": [{"Key": f"{PREFIX}{name}"} for name in some],
                        "Quiet": True,
                    },
                )
