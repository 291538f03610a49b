"""The mails of the embedded cloud, which go nowhere: each is written to a folder instead."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from infra.local.stack import Clients

__all__ = ["SENDER", "kept", "verify"]

SENDER = "deposit@tidal-flats.example"
_EVERY_SECONDS = 0.5


def verify(clients: Clients) -> None:
    """What an operator does once for the sender; here it holds at once."""
    clients.make("sesv2").create_email_identity(EmailIdentity=SENDER)


@contextmanager
def kept(endpoint: str, folder: Path) -> Iterator[None]:
    """While this lasts, every mail sent becomes files of the folder, in order: text, and HTML."""
    folder.mkdir(parents=True, exist_ok=True)
    ended = threading.Event()

    def follow() -> None:
        while not ended.wait(_EVERY_SECONDS):
            _copy(endpoint, folder)

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        _copy(endpoint, folder)


def _copy(endpoint: str, folder: Path) -> None:
    """A cloud that is busy or going away is asked again, or not at all."""
    try:
        answer = requests.get(f"{endpoint}/_ministack/ses/messages", timeout=5)
    except requests.RequestException:
        return
    for number, mail in enumerate(_mails(answer.json()), 1):
        # The text comes last: where it is, the mail is whole.
        _write(folder / f"{number:03}.html", mail.get("BodyHtml") or "")
        _write(folder / f"{number:03}.txt", _text(mail))


def _write(file: Path, content: str) -> None:
    if content and not file.exists():
        file.write_text(content, "utf-8")


def _mails(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Of all accounts; here there is one."""
    return [mail for mails in answer["messages"].values() for mail in mails]


def _text(mail: dict[str, Any]) -> str:
    head = f"From: {mail['Source']}\nTo: {', '.join(mail['To'])}\nSubject: {mail['Subject']}"
    return f"{head}\n\n{mail['BodyText']}"
