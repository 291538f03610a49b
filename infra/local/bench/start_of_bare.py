"""The first answer of the least application with the same libraries, in a fresh process.

Run by itself, away from this project's environment: `DIRECTORY` holds the unpacked package.
"""

import sys
import time

_begun = time.process_time()
sys.path.insert(0, sys.argv[1])

import json  # noqa: E402

from apig_wsgi import make_lambda_handler  # noqa: E402
from flask import Flask, Response, jsonify  # noqa: E402
from marshmallow import Schema, fields  # noqa: E402


class _Named(Schema):
    name = fields.String(required=True)


_app = Flask(__name__, static_folder=None)


@_app.get("/api/<name>")
def _named(name: str) -> tuple[Response, int]:
    return jsonify(_Named().load({"name": name})), 401


_EVENT = {
    "version": "2.0",
    "rawPath": "/api/name",
    "rawQueryString": "",
    "headers": {"host": "deposit.example"},
    "requestContext": {
        "http": {
            "method": "GET",
            "path": "/api/name",
            "protocol": "HTTP/1.1",
            "sourceIp": "192.0.2.1",
        }
    },
    "isBase64Encoded": False,
}
_answer = make_lambda_handler(_app)(_EVENT, None)
assert _answer["statusCode"] == 401, _answer  # noqa: S101
print(json.dumps({"seconds": time.process_time() - _begun}))
