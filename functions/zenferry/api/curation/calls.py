"""The calls of the desk, for the API's own description."""

from collections.abc import Iterator, Mapping

from zenferry.api.call import Call

__all__ = ["CALLS"]

_DESK = "/api/curation"
_ONE = f"{_DESK}/submissions/{{submission}}"
_VERSIONS = f"{_DESK}/versions"
_INVITATIONS = f"{_DESK}/invitations"
_RECORD = f"{_DESK}/records/{{repository}}/{{record}}"
_BEFORE = {"before": "Where a page ended."}
_PAGED = {**_BEFORE, "most": "At most so many; 250 if left out, and at most."}
_STATES = {"state": "Of these states only, with commas between them."}
_MEDIA = {"csv": "text/csv", "bib": "application/x-bibtex"}
_SAME = "The same for programs."


def _read(path: str, summary: str, answer: str, query: Mapping[str, str] | None = None) -> Call:
    return Call(path, "get", summary, None, answer, (200,), query or {}, key=True)


def _done(path: str, summary: str, body: str | None, answer: str | None, status: int = 200) -> Call:
    return Call(path, "post", summary, body, answer, (status,), key=True)


def _act(name: str, summary: str, body: str | None = None, answer: str = "CuratedDeposit") -> Call:
    return _done(f"{_ONE}/{name}", summary, body, answer)


def _exports(
    path: str, lines: str, whole: str, answer: str, query: Mapping[str, str] = _BEFORE
) -> Iterator[Call]:
    """As a table, and as JSON."""
    yield _download(path, "csv", lines, query)
    yield _read(f"{path}.json", whole, answer, query)


def _download(path: str, kind: str, summary: str, query: Mapping[str, str] = _BEFORE) -> Call:
    media = _MEDIA[kind]
    return Call(f"{path}.{kind}", "get", summary, None, None, (200,), query, key=True, media=media)


CALLS = (
    Call(f"{_DESK}/links", "post", "Ask for a link to the desk.", "LinkWanted", None, (202,)),
    Call(f"{_DESK}/sessions", "post", "Use a link up.", "LinkUsed", "DeskSession", (201,)),
    _read(f"{_DESK}/sessions", "Who is at the desk.", "SignedIn"),
    Call(f"{_DESK}/sessions", "delete", "Leave the desk.", None, None, (204,), key=True),
    _read(f"{_DESK}/submissions", "A page of deposits.", "ListedDeposits", {**_STATES, **_PAGED}),
    *_exports(
        f"{_DESK}/submissions",
        "A line for each deposit; Link names what comes next.",
        "Deposits whole; `next` and Link name what comes next.",
        "WholeDeposits",
        {**_STATES, **_BEFORE},
    ),
    _read(_ONE, "One deposit whole.", "CuratedDeposit"),
    _act("approve", "Let it go on to the repository, as it was seen.", "Approved"),
    _act("return", "Ask its depositor for changes.", "Returned"),
    _act("retry", "Go on from where it stopped."),
    _act("cancel", "Withdraw it."),
    _act("extend", "Keep it for longer.", "Extended"),
    _act("transfer", "Give it to another person.", "Transferred", "WithNewLink"),
    _read(_INVITATIONS, "A page of invitations with their use.", "ListedInvitations", _PAGED),
    *_exports(
        _INVITATIONS,
        "A line for each invitation; Link names what comes next.",
        _SAME,
        "ListedInvitations",
    ),
    _done(_INVITATIONS, "Invite somebody.", "NewInvitation", "InvitedOne", 201),
    _done(
        f"{_INVITATIONS}/csv",
        "Invite everybody of a list, or nobody where it has mistakes.",
        "NewInvitations",
        "InvitedMany",
        201,
    ),
    _done(
        f"{_INVITATIONS}/{{invitation}}/revoke",
        "End an invitation; what was deposited by it stays.",
        None,
        "Invitation",
    ),
    _read(
        _VERSIONS,
        "Wishes for new versions and corrections that wait for an answer.",
        "ListedWishes",
        _PAGED,
    ),
    *_exports(
        _VERSIONS, "A line for each wish; Link names what comes next.", _SAME, "ListedWishes"
    ),
    _read(f"{_VERSIONS}/{{wish}}", "One of them, with the address of whoever asks.", "AskedBy"),
    _done(
        f"{_VERSIONS}/{{wish}}/consent",
        "Agree: whoever asked gets an invitation for this record alone.",
        "Consented",
        "InvitedByConsent",
        201,
    ),
    _done(f"{_VERSIONS}/{{wish}}/refuse", "Say no, and why.", "Returned", "ToldByMail"),
    _read(f"{_DESK}/log", "A page of the log.", "LogPage", _PAGED),
    *_exports(f"{_DESK}/log", "The log; Link names what comes next.", _SAME, "LogPage"),
    _read(f"{_DESK}/records", "A page of what was published.", "ListedRecords", _PAGED),
    *_exports(
        f"{_DESK}/records",
        "A row for each; Link names what comes next.",
        "Whole, with files and checksums; `next` and Link name what comes next.",
        "WholeRecords",
    ),
    _download(f"{_DESK}/records", "bib", "The same as BibTeX."),
    _done(f"{_RECORD}/hide", "Take a record off the public pages.", None, None, 204),
    _done(f"{_RECORD}/show", "Put it back on them.", None, None, 204),
)
