"""The pages of the records where everything is on one machine: framed, written, and read.

At AWS the site's deployment puts the frame there, and content delivery reads the bucket.
"""

from __future__ import annotations

from pathlib import Path

from botocore.exceptions import ClientError

from infra.local.stack import Clients, Stack

__all__ = ["begin", "read"]

FRAME = "frame.json"


def begin(clients: Clients, stack: Stack, site: Path) -> None:
    """Put the frame beside the pages and have these written: there is a list before any record."""
    frame = site / "records" / FRAME
    if not frame.is_file():
        # A test that renders no site.
        return
    clients.s3.put_object(Bucket=stack.records, Key=FRAME, Body=frame.read_bytes())
    # What the repository has is asked for by the schedule: here nobody waits for that.
    clients.functions.invoke(FunctionName=stack.functions["records"], Payload=b'{"ask": false}')


def read(clients: Clients, stack: Stack, key: str) -> tuple[bytes, str] | None:
    """A page and its media type; None where there is none."""
    try:
        found = clients.s3.get_object(Bucket=stack.records, Key=key)
    except ClientError:
        return None
    return found["Body"].read(), found["ContentType"]
