"""`make demo`: starts everything, says where it is, and stays until it is told to go."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from infra.local import target
from infra.local.demo import EXAMPLE, Plan, running
from infra.local.package import BUILD
from infra.local.site_server import PortTaken
from infra.local.target import TargetFailure
from zenferry.profile import ProfileError, read_profile

_TAIL = 15


class Ended(BaseException):
    """It was told to go: by a key, a signal, or the terminal's end."""


def main() -> int:
    """Exits 0 when told to go, 1 when it could not start."""
    _listen()
    port = os.environ.get("PORT", "8080")
    if not port.isdecimal():
        print(f"PORT has to be a number, not {port!r}: PORT=9000 make demo", file=sys.stderr)
        return 1
    logs = BUILD / "logs" / port
    try:
        _stay(logs, int(port))
    except Ended:
        return 0
    except (PortTaken, TargetFailure, ProfileError) as error:
        print(error, file=sys.stderr)
        return 1
    except Exception as error:
        print(f"\n{error}", file=sys.stderr)
        _show_tail(logs)
        return 1


def _stay(logs: Path, port: int) -> NoReturn:
    owner = os.getppid()
    plan = Plan(
        logs=logs,
        port=port,
        profile=Path(os.environ.get("PROFILE", EXAMPLE)).resolve(),
        repository=target.named(os.environ),
        tell=lambda step: print(f"  {step} ...", flush=True),
    )
    with running(plan) as demo:
        print(f"\nPage: {demo.page}")
        print(f"Invitation: {demo.invitation()}")
        print(f"Repository: {demo.repository.page}")
        print(f"Mail: {demo.mail}")
        print(f"Curation: {demo.page}curation/{_curators(demo.profile)}")
        print(f"Records: {demo.page}records/")
        print(f"Logs: {demo.logs}")
        print("\nCtrl-C ends it all.", flush=True)
        while os.getppid() == owner:
            time.sleep(1)
        raise Ended


def _curators(profile: Path) -> str:
    """By which addresses one comes in: the link is among the mails."""
    curators = read_profile(profile).curation.curators
    return f" (as {', '.join(each.address for each in curators)})" if curators else ""


def _listen() -> None:
    """A second signal must not keep the first from cleaning up. nohup's wish is respected."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signals.append(signal.SIGHUP)

    def end(*_: object) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        # Not by print: it may be in the middle of one.
        with suppress(OSError):
            os.write(1, b"\nStopping ...\n")
        raise Ended

    for each in signals:
        signal.signal(each, end)


def _show_tail(logs: Path) -> None:
    written = [path for path in logs.glob("*.log") if path.stat().st_size]
    if written:
        last = max(written, key=lambda path: path.stat().st_mtime)
        print(f"\nThe end of {last}:", file=sys.stderr)
        lines = last.read_text(errors="replace").splitlines()[-_TAIL:]
        print("\n".join(f"  {line}" for line in lines), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
