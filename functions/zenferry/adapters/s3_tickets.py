"""Leave to send one part each: URLs signed by botocore's own signer, at half its presigner's cost.

Where the bucket is and who signs for it, botocore's rules say once; only the signing is repeated.
"""

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from botocore.awsrequest import AWSRequest
from botocore.utils import percent_encode

from zenferry.uploads.staging import Part, Ticket

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

__all__ = ["TICKET_SECONDS", "Tickets"]

# A URL can be used until it ends: long enough for 16 MiB over a poor line, no longer.
TICKET_SECONDS = 900
_SAMPLE = "sample"


class Tickets:
    """For one bucket. They are what `generate_presigned_url` makes, byte for byte."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    @cached_property
    def _place(self) -> tuple[str, str]:
        """The address of the bucket, and the region to sign for."""
        url = self._s3.generate_presigned_url(
            "upload_part",
            Params={"Bucket": self._bucket, "Key": _SAMPLE, "UploadId": "u", "PartNumber": 1},
        )
        address, _, query = url.partition(f"/{_SAMPLE}?")
        return address, parse_qs(query)["X-Amz-Credential"][0].split("/")[2]

    def ticket(self, key: str, upload: str, part: Part) -> Ticket:
        """A PUT of this length and this checksum, and of no other: both are signed."""
        address, region = self._place
        # Asked each time: the keys of a function's role are changed now and then.
        signer = self._s3._request_signer.get_auth_instance(  # type: ignore[attr-defined]
            "s3", region, "s3v4-query", expires=TICKET_SECONDS
        )
        checksum = {"x-amz-checksum-sha256": part.sha256}
        request = AWSRequest(
            "PUT",
            f"{address}/{percent_encode(key, safe='/~')}",
            params={"uploadId": upload, "partNumber": part.number},
            headers={"Content-Length": str(part.size), **checksum},
        )
        signer.add_auth(request)
        return Ticket("PUT", str(request.url), checksum)
