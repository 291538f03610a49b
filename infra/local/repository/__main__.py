"""Start the stand-in as a process: one line of JSON when it is ready, until SIGTERM."""

import argparse
import json
import signal
import threading
from pathlib import Path

from infra.local.repository.standin import MADE_UP_COMMUNITY, Standin, make


def main() -> None:
    """Serve until asked to stop."""
    given = _arguments()
    standin = _made(given)
    clients = {}
    for client in given.client:
        id_, _, redirect = client.partition("=")
        clients[id_] = standin.oauth.register(id_, redirect).secret
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: threading.Thread(target=standin.server.shutdown).start())
    ready = {"url": standin.url, "page": standin.page, "elsewhere": standin.elsewhere}
    accounts = {"tokens": standin.tokens, "communities": standin.communities, "clients": clients}
    print(json.dumps(ready | accounts), flush=True)
    standin.server.serve_forever(0.05)
    standin.server.server_close()


def _made(given: argparse.Namespace) -> Standin:
    return make(
        given.directory,
        faults=given.faults,
        port=given.port,
        community=given.community,
        rate=given.rate,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="infra.local.repository", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--directory", type=Path, required=True, help="where the files go")
    parser.add_argument("--faults", action="store_true", help="allow POST and DELETE /faults")
    parser.add_argument("--community", default=MADE_UP_COMMUNITY, help="the consortium's slug")
    parser.add_argument("--rate", type=int, default=1_000_000, help="calls a minute, then 429")
    parser.add_argument(
        "--client",
        action="append",
        default=[],
        metavar="ID=ADDRESS",
        help="a client of the authorisation server, and where its answers go",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
