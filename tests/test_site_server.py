"""The page and the API are served on one origin, the way content delivery does it."""

from __future__ import annotations

import http.client
import io
import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from infra.local.site_server import BODY_BYTES, Api, PortTaken, SiteServer


class Echo(BaseHTTPRequestHandler):
    """An API that answers what it was asked."""

    protocol_version = "HTTP/1.1"

    def _echo(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        seen = {"path": self.path, "body": body.decode(), "headers": dict(self.headers.items())}
        answer = json.dumps(seen | {"method": self.command}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("ETag", '"3"')
        self.send_header("Keep-Alive", "timeout=1")
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_PUT = do_POST = do_DELETE = _echo  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@dataclass
class Site:
    port: int
    log: io.StringIO
    api: ThreadingHTTPServer
    directory: Path

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def echoed(self, *args: Any, **headers: Any) -> Any:
        return json.loads(self.ask(*args, **headers)[2])


@contextmanager
def _serving(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "secret.txt").write_text("not for you")
    root = tmp_path / "site"
    (root / "status").mkdir(parents=True)
    (root / "index.html").write_text("the form")
    (root / "status" / "index.html").write_text("the status")
    log = io.StringIO()
    api = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    api.daemon_threads, api.block_on_close = True, False
    with SiteServer(0) as server, _serving(api):
        port, headers = api.server_address[1], lambda path: {"X-Of": path}
        server.records = lambda key: (key.encode(), "text/plain")
        with server.serving(root, Api(port, "a1b2"), headers, log=log):
            yield Site(server.server_port, log, api, root)


def test_files_come_with_the_headers_of_their_path(site: Site) -> None:
    status, headers, body = site.ask("/")
    assert (status, body) == (200, b"the form")
    assert headers["x-of"] == "/"
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_a_folder_is_reached_with_a_slash(site: Site) -> None:
    assert site.ask("/status/")[2] == b"the status"
    status, headers, _ = site.ask("/status")
    assert (status, headers["location"]) == (301, "/status/")


def test_a_redirect_stays_here(site: Site) -> None:
    assert site.ask("//status")[1]["location"] == "/status/"


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/status/../../secret.txt", "/%00", "/nothing"],
)
def test_nothing_outside_the_site_is_served(site: Site, path: str) -> None:
    status, _, body = site.ask(path)
    assert b"not for you" not in body
    assert status == 404


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/records/", "records/index.html"),
        ("/records/de/", "records/de/index.html"),
        ("/records/zenodo-1.html?x=y", "records/zenodo-1.html"),
        ("/records/a%20b", "records/a b"),
        ("/records/../frame.json", None),
        ("/records/%2e%2e/frame.json", None),
        ("/records/..%2F..%2Fother-bucket/key", None),
        ("/records//x", None),
        ("/records/./x", None),
    ],
)
def test_records_come_from_their_place_and_from_nowhere_else(
    site: Site, path: str, key: str | None
) -> None:
    status, headers, content = site.ask(path)
    assert status == (200 if key else 404)
    assert "x-of" in headers
    assert not key or content == key.encode()


def test_records_can_only_be_read(site: Site) -> None:
    assert site.ask("/records/", "PUT", b"x")[0] == 405


def test_the_api_is_reached_by_its_name_with_path_and_body_untouched(site: Site) -> None:
    seen = site.echoed("/api/submissions/x%2Fy?a=1&a=2", "PUT", b'{"t": 1}')
    assert seen["path"] == "/api/submissions/x%2Fy?a=1&a=2"
    assert (seen["method"], seen["body"]) == ("PUT", '{"t": 1}')
    assert seen["headers"]["Host"] == "a1b2.execute-api.localhost"
    assert seen["headers"]["Content-Length"] == "8"


def test_a_call_without_a_body_has_a_length_too(site: Site) -> None:
    assert site.echoed("/api/x", "POST")["headers"]["Content-Length"] == "0"


def test_what_belongs_to_one_connection_stays_there(site: Site) -> None:
    given = {"Connection": "close, X-Hop", "X-Hop": "1", "TE": "trailers", "If-Match": '"2"'}
    seen = site.echoed("/api/x", "GET", None, **given)["headers"]
    assert not {"X-Hop", "TE", "Connection"} & set(seen)
    assert seen["If-Match"] == '"2"'
    status, headers, _ = site.ask("/api/x")
    assert (status, headers["etag"]) == (201, '"3"')
    assert "keep-alive" not in headers


def test_nobody_can_pretend_to_come_from_elsewhere(site: Site) -> None:
    seen = site.echoed("/api/x", "GET", None, **{"X-Forwarded-For": "10.0.0.1"})["headers"]
    assert seen["X-Forwarded-For"] == "127.0.0.1"


def test_too_large_a_body_is_refused_with_a_problem(site: Site) -> None:
    status, headers, body = site.ask("/api/x", "PUT", b"x" * (BODY_BYTES + 1))
    assert (status, headers["content-type"]) == (413, "application/problem+json")
    assert json.loads(body)["status"] == 413


def test_a_body_of_unknown_length_is_refused(site: Site) -> None:
    assert site.ask("/api/x", "PUT", b"0\r\n\r\n", **{"Transfer-Encoding": "chunked"})[0] == 411


def test_an_api_that_is_gone_is_a_problem(site: Site) -> None:
    site.api.shutdown()
    site.api.server_close()
    status, headers, _ = site.ask("/api/x")
    assert (status, headers["content-type"]) == (502, "application/problem+json")


def test_the_log_holds_no_query(site: Site) -> None:
    site.ask("/api/x?key=secret")
    assert "GET /api/x 201" in site.log.getvalue()
    assert "secret" not in site.log.getvalue()


def test_a_port_that_is_taken_is_said_with_the_remedy(site: Site) -> None:
    with pytest.raises(PortTaken, match=f"PORT={site.port + 1}"):
        SiteServer(site.port)


def test_a_tab_that_stays_open_is_answered_after_the_log_is_closed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = io.StringIO()
    with SiteServer(0) as server, closing(_to(server)) as tab:
        with server.serving(tmp_path, Api(0, ""), lambda _: {}, log=log):
            tab.request("GET", "/before")
            tab.getresponse().read()
        log.close()
        tab.request("GET", "/after")
        assert tab.getresponse().status == 404
    assert capsys.readouterr().err == ""


def _to(server: SiteServer) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
