"""The first answer of the packaged API function in a fresh process: what a cold start is made of.

Run by itself, away from this project's environment: `DIRECTORY` holds the unpacked package.
"""

import sys
import time

_begun = time.process_time()
sys.path.insert(0, sys.argv[1])

import json  # noqa: E402

from zenferry.handlers import api  # noqa: E402

_SUBMISSION = "/api/submissions/0b7e5f52-6a43-4c11-9b59-6f3a3a1b7c11"
_EVENT = {
    "version": "2.0",
    "rawPath": _SUBMISSION,
    "rawQueryString": "",
    "headers": {"host": "deposit.example"},
    "requestContext": {
        "http": {
            "method": "GET",
            "path": _SUBMISSION,
            "protocol": "HTTP/1.1",
            "sourceIp": "192.0.2.1",
        }
    },
    "isBase64Encoded": False,
}
# Without a key it is refused before any table is looked at.
_answer = api(_EVENT, None)
assert _answer["statusCode"] == 401, _answer  # noqa: S101
assert "boto3" not in sys.modules  # noqa: S101
print(json.dumps({"seconds": time.process_time() - _begun}))
