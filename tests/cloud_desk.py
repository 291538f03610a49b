"""A curator at the desk of the embedded cloud, over HTTP."""

from typing import Any

import requests

from infra.local.demo import Demo

Json = dict[str, Any]


class Curator:
    """Somebody at the desk, over HTTP."""

    def __init__(self, demo: Demo, secret: str) -> None:
        self._desk = f"{demo.page}api/curation/"
        self._http = requests.Session()
        opened = self._http.post(f"{self._desk}sessions", json={"secret": secret}, timeout=60)
        assert opened.status_code == 201, opened.text
        self.session = opened.json()["session"]
        self._http.headers["Authorization"] = f"Bearer {self.session}"

    def call(self, method: str, path: str, **given: Any) -> requests.Response:
        return self._http.request(method, f"{self._desk}{path}", timeout=60, **given)

    def json(self, method: str, path: str, **given: Any) -> Json:
        answer = self.call(method, path, **given)
        assert answer.status_code == 200, f"{method} {path}: {answer.status_code} {answer.text}"
        return dict(answer.json())
