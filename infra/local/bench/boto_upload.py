"""One file into the bucket by boto3's own transfer, as its defaults have it, and how long it took.

What the browser is measured against; run in a process of its own.
"""

from __future__ import annotations

import json
import sys
import time

import boto3
from botocore.config import Config


def main() -> None:
    """`ENDPOINT BUCKET FILE PROXY`; the keys come from the environment."""
    endpoint, bucket, file, proxy = sys.argv[1:]
    config = Config(proxies={"http": proxy})
    client = boto3.client("s3", endpoint_url=endpoint, config=config)
    # As the page is open already, so is this.
    client.list_objects_v2(Bucket=bucket)
    begun = time.perf_counter()
    client.upload_file(file, bucket, "bench")
    print(json.dumps({"seconds": time.perf_counter() - begun}))


if __name__ == "__main__":
    main()
