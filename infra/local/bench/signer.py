"""Signs the URLs of a thousand parts, as the API does in ten calls, and says what each took."""

from __future__ import annotations

import json
import time

from zenferry.adapters import clients
from zenferry.adapters.s3_staging import S3Staging
from zenferry.uploads.staging import Part

_COUNT = 1000


def main() -> None:
    """Names no network: to sign is arithmetic."""
    staging = S3Staging(clients.s3(), "zenferry-staging")
    parts = [Part(number, 16 << 20, "n" * 43 + "=") for number in range(1, _COUNT + 1)]
    # The first one reads the endpoints' rules: that is start-up.
    staging.ticket("key", "upload", parts[0])
    begun = time.process_time()
    for part in parts:
        staging.ticket("staging/0b7e5f52/f1", "an-upload-id-of-S3-is-long" * 4, part)
    print(json.dumps({"milliseconds": (time.process_time() - begun) * 1000 / _COUNT}))


if __name__ == "__main__":
    main()
