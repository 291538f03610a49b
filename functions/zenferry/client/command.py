"""`zenferry deposit`, as it is typed: options in, a deposit, an exit code out."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from zenferry.client.address import api_base, language_here, state_folder
from zenferry.client.api import Api, Json
from zenferry.client.around import Around
from zenferry.client.deposit import OVER, STOPPED, Depositing, Wish, somebodys_turn
from zenferry.client.files import LocalFile, gathered
from zenferry.client.follow import followed, told
from zenferry.client.journal import Journal, held, journal_place
from zenferry.client.line import RequestsLine
from zenferry.client.link import Door, read_link
from zenferry.client.screen import screen
from zenferry.client.telling import Event, Listener
from zenferry.client.trouble import NotTaken, Trouble, Usage
from zenferry.client.words import check_readable, read_words
from zenferry.links import to_deposit

__all__ = ["run"]

INTERRUPTED = 130


def run(options: argparse.Namespace) -> NoReturn:
    """One deposit, and the end of the process."""
    telling = screen(quiet=options.quiet, as_json=options.json)
    around = Around(patience=options.patience * 60.0)
    _listen()
    try:
        code = _told(options, around, telling)
    except KeyboardInterrupt:
        around.stopped.set()
        code = INTERRUPTED
        _end(telling, code, "Stopped. The same command goes on from here.")
    sys.stdout.flush()
    sys.stderr.flush()
    # A part may hang in a dead connection: nobody waits for it.
    os._exit(code)


def _listen() -> None:
    """A cluster that ends a job is as polite as Ctrl-C."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def _told(options: argparse.Namespace, around: Around, telling: Listener) -> int:
    try:
        _deposit(options, around, telling)
    except Trouble as error:
        for problem in error.problems:
            facts = {"field": problem.field, "message": problem.message}
            text = f"{problem.field}: {problem.message}"
            telling.tell(Event("problem", text, facts, warning=True))
        _end(telling, error.exit_code, str(error))
        return error.exit_code
    except (LookupError, TypeError, ValueError) as error:
        _end(telling, 1, f"The service's answer makes no sense here ({type(error).__name__}).")
        return 1
    return 0


def _end(telling: Listener, code: int, text: str, **facts: object) -> None:
    telling.tell(Event("end", text, {"exit": code, **facts}, warning=bool(code)))


def _deposit(options: argparse.Namespace, around: Around, telling: Listener) -> None:
    door = _door(options)
    language = options.language or language_here()

    def left_out(path: str) -> None:
        telling.tell(Event("left_out", f"Left out: {path}", {"path": path}))

    check_readable(options.metadata)
    files = gathered(options.files, language, left_out=left_out)
    line = RequestsLine(at_once=options.parallel)
    api = Api(api_base(door, line), line, around, language)
    place = options.journal or journal_place(
        state_folder() / "deposits", door.page, options.metadata, options.files
    )
    with held(place) as alone:
        if not alone:
            raise Usage("This deposit is being made already, by the same command.")
        journal = Journal(place, door.page)
        if options.new:
            journal.put_aside()
        journal.read()
        values = _values(options, api, telling)
        found = _run(options, api, journal, telling, _wish(options, door, values, files))
        _finish(options, door, journal, telling, found)


def _values(options: argparse.Namespace, api: Api, telling: Listener) -> Json:
    words = read_words(options.metadata, api, options.set, form=options.read_as)
    for what, value in words.not_understood:
        text = f"Not taken over from {options.metadata.name}: {what}: {value}"
        facts = {"what": what, "value": value}
        telling.tell(Event("not_understood", text, facts, warning=True))
    for name, value in words.chosen:
        text = f"{name} is not given: {value}, as on the page."
        telling.tell(Event("chosen", text, {"field": name, "value": value}))
    return words.values


def _wish(
    options: argparse.Namespace, door: Door, values: Json, files: Sequence[LocalFile]
) -> Wish:
    return Wish(
        door.opens,
        values,
        files,
        submit=not options.no_submit,
        retry=options.retry,
        overwrite=options.overwrite,
    )


def _run(
    options: argparse.Namespace, api: Api, journal: Journal, telling: Listener, wish: Wish
) -> Json:
    # One more, for completing what is there while parts are sent.
    pool = ThreadPoolExecutor(options.parallel + 1)
    try:
        depositing = Depositing(api, journal, telling, pool=pool, at_once=options.parallel)
        found = depositing.run(wish)
        if options.wait and not options.no_submit:
            found = followed(depositing.deposit, api.around, telling)
        return found
    except BaseException:
        api.around.stopped.set()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _finish(
    options: argparse.Namespace, door: Door, journal: Journal, telling: Listener, found: Json
) -> None:
    facts: dict[str, object] = {
        "state": found["state"],
        "submission": found["id"],
        "doi": found["repository"]["doi"],
        "record": found["repository"]["record"],
    }
    link = to_deposit(door.page, journal.entry.id, journal.entry.key)
    asked = options.show_link or options.no_submit
    if asked:
        facts["status_link"] = link
    # A log is read by others, a terminal by who typed the command.
    if not options.json and (asked or sys.stdout.isatty()):
        print(link, flush=True)
    _judged(found)
    _end(telling, 0, told(found), **facts)


def _judged(found: Json) -> None:
    """What is somebody's turn is no success."""
    if found["state"] in STOPPED:
        raise somebodys_turn(found)
    if found["state"] in OVER:
        raise NotTaken(f"This deposit is over ({found['state']}).")


def _door(options: argparse.Namespace) -> Door:
    door = read_link(_link(options), bare=bool(options.token_file))
    if not options.token_file:
        return door
    if not options.repository:
        raise Usage("Say which of the page's repositories the token is of: --repository KEY.")
    token = _read(options.token_file).strip()
    return replace(door, opens={"repository": options.repository, "token": token})


def _link(options: argparse.Namespace) -> str:
    if options.link == "-":
        return sys.stdin.readline()
    if options.link_file:
        return _read(options.link_file)
    if link := options.link or os.environ.get("ZENFERRY_LINK"):
        return str(link)
    raise Usage("Say where to deposit: put the invitation link into ZENFERRY_LINK.")


def _read(secret: Path) -> str:
    try:
        return secret.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(f"{secret} can't be read.") from error
