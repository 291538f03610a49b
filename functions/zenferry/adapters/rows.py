"""Submissions as rows of the table and back. Pure; nothing here talks to DynamoDB.

    pk            sk      what
    S#<id>        S       the submission, without its transfers
    S#<id>        T#<id>  one file's transfer
    I#<id>        I       an invitation; its id is how its hash begins
    I#<id>        A       the address it was sent to and its note, until the stated date
    B#<key>:<id>  B       which deposit changes a published record (dynamo_claims.py)
    P#<key>       P       the budget of calls to a repository (dynamo_buckets.py)
    R#<key>       R       how fast files go to a repository: see dynamo_throughputs.py
    Q#<key>       Q       who has a place on the way to it (dynamo_queue.py)
    A#<id>        A       where a depositor is told how it goes, until the stated date
    K#<id>        K       a depositor's own token, sealed
    O#<hash>      O       a sign-in at the repository that is under way
    D#<hash>      D       a curator's link or session
    L#<month>     <time>  who did what
    E#<key>       <id>    a record of the registry (registry_rows.py)
    C#<name>      C       how often something was done of late (dynamo_tallies.py)

`watch` and `due` are there only while somebody has to look: they make the index `due` sparse.
`queue` and `turn` are there only while it waits: they do the same for the index `waiting`; `owes`
and `owed`, while mails are owed, for the index `news`. `shelf` and `shelved` put whatever is listed
for curators into the index `shelf`, with its `summary`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from zenferry.adapters.kept import basis_of, made_of
from zenferry.curation.overview import line_of
from zenferry.errors import Problem
from zenferry.mails.news import Message, News
from zenferry.moment import sortable
from zenferry.state import State
from zenferry.submission import Agreed, Submission
from zenferry.timeline import Event
from zenferry.transfer import File, Transfer, TransferState

__all__ = [
    "Row",
    "key_of",
    "submission_of",
    "submission_row",
    "transfer_row",
]

Row = dict[str, Any]
# What ended without a record is forgotten so long after its end; what was published stays.
FORGOTTEN_AFTER = timedelta(days=30)
_FORGOTTEN = frozenset({State.CANCELLED, State.EXPIRED})
_WATCHED = "1"


def key_of(kind: str, name: str, part: str = "") -> Row:
    """The key of a row."""
    return {"pk": f"{kind}#{name}", "sk": part or kind}


def submission_row(submission: Submission) -> Row:
    """The main row. Words and lists as JSON: nobody queries them, and DynamoDB keeps no floats."""
    row = {
        **key_of("S", submission.id),
        "state": submission.state,
        "version": submission.version,
        "body": json.dumps(_body(submission), ensure_ascii=False, separators=(",", ":")),
        "shelf": f"S#{submission.state}",
        "shelved": sortable(submission.created),
        "summary": _summary(submission),
    }
    if submission.due:
        row |= {"watch": _WATCHED, "due": sortable(submission.due)}
    if submission.waiting and submission.turn:
        row |= {
            "queue": submission.queue,
            "turn": sortable(submission.turn),
            "invitation": submission.invitation,
        }
    if submission.news_due:
        row |= {"owes": _WATCHED, "owed": sortable(submission.news_due)}
    # Not before its address was: whoever looks for that looks here.
    if submission.state in _FORGOTTEN and submission.cleaned and not submission.told:
        row["ttl"] = int((submission.timeline[-1].at + FORGOTTEN_AFTER).timestamp())
    return row


# The index's own keys tell these already.
_NOT_IN_SUMMARY = frozenset({"id", "state", "created", "position"})
_ALWAYS = frozenset({"changed", "expires", "title", "files", "bytes"})


def _summary(submission: Submission) -> str:
    """What a list shows of it, without what is empty: each byte is written and read often."""
    line = line_of(submission)
    times = {"changed": line.changed, "expires": line.expires}
    told = asdict(line) | {name: int(at.timestamp()) for name, at in times.items()}
    return json.dumps(
        {k: v for k, v in told.items() if k in _ALWAYS or (v and k not in _NOT_IN_SUMMARY)},
        ensure_ascii=False,
        separators=(",", ":"),
    )


# These are columns of their own, or rows of their own.
_NOT_IN_BODY = frozenset({"id", "state", "version", "transfers", "due", "news_due"})


def _body(submission: Submission) -> Row:
    body = {
        field.name: getattr(submission, field.name)
        for field in fields(submission)
        if field.name not in _NOT_IN_BODY
    }
    return body | {
        "created": sortable(submission.created),
        "expires": sortable(submission.expires),
        "turn": sortable(submission.turn) if submission.turn else None,
        "files": [asdict(file) for file in submission.files],
        "dropped": [asdict(file) for file in submission.dropped],
        "owed": [asdict(file) for file in submission.owed],
        "agreed": _agreed_json(submission.agreed),
        "basis": asdict(submission.basis) if submission.basis else None,
        "news": [[each.news, sortable(each.at), each.to] for each in submission.news],
        "problems": [asdict(problem) for problem in submission.problems],
        "timeline": [[sortable(e.at), e.code, dict(e.params)] for e in submission.timeline],
    }


def _agreed_json(agreed: Agreed | None) -> Row | None:
    return {**asdict(agreed), "at": sortable(agreed.at)} if agreed else None


def submission_of(rows: Iterable[Mapping[str, Any]]) -> Submission | None:
    """The submission that these rows of one partition are; None when the main row is not there."""
    found = {row["sk"]: row for row in rows}
    main = found.pop("S", None)
    if main is None:
        return None
    body = json.loads(main["body"])
    return made_of(
        Submission,
        body
        | {
            "id": main["pk"].removeprefix("S#"),
            "state": State(main["state"]),
            "version": int(main["version"]),
            "due": datetime.fromisoformat(main["due"]) if "due" in main else None,
            "transfers": {sk.removeprefix("T#"): _transfer(row) for sk, row in found.items()},
            "keys": tuple(body["keys"]),
            "created": datetime.fromisoformat(body["created"]),
            "expires": datetime.fromisoformat(body["expires"]),
            "turn": datetime.fromisoformat(body["turn"]) if body.get("turn") else None,
            "files": _files(body["files"]),
            "dropped": _files(body["dropped"]),
            "owed": _files(body["owed"]),
            "agreed": _agreed(body["agreed"]),
            "basis": basis_of(body["basis"]) if body.get("basis") else None,
            "news": tuple(_message(*each) for each in body.get("news", ())),
            "news_due": datetime.fromisoformat(main["owed"]) if "owed" in main else None,
            "news_keys": tuple(body.get("news_keys", ())),
            "proofs": tuple(body.get("proofs", ())),
            "heard": tuple(body.get("heard", ())),
            "problems": tuple(made_of(Problem, each) for each in body["problems"]),
            "timeline": tuple(
                Event(datetime.fromisoformat(at), code, params)
                for at, code, params in body["timeline"]
            ),
        },
    )


def _files(told: Iterable[Row]) -> tuple[File, ...]:
    return tuple(made_of(File, each) for each in told)


def _agreed(body: Row | None) -> Agreed | None:
    if body is None:
        return None
    at = datetime.fromisoformat(body["at"])
    return Agreed(at, body["version"], tuple(body["points"]))


def _message(news: str, at: str, to: str) -> Message:
    return Message(News(news), datetime.fromisoformat(at), to)


def transfer_row(submission: str, transfer: Transfer) -> Row:
    """One file's row."""
    columns = {key: value for key, value in asdict(transfer).items() if value is not None}
    return {**key_of("S", submission, f"T#{transfer.file}"), **columns, "state": transfer.state}


def _transfer(row: Mapping[str, Any]) -> Transfer:
    # DynamoDB gives every number back as a Decimal.
    numbers = {name: int(v) for name, v in row.items() if isinstance(v, Decimal)}
    return made_of(Transfer, {**row, **numbers}, state=TransferState(row["state"]))
