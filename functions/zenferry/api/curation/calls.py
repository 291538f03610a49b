"""The calls of the desk, for the API's own description."""

from zenferry.api.call import Call

__all__ = ["CALLS"]

_DESK = "/api/curation"
_ONE = f"{_DESK}/submissions/{{submission}}"
_VERSIONS = f"{_DESK}/versions"
_INVITATIONS = f"{_DESK}/invitations"
_BEFORE = {"before": "Where a page ended."}
_PAGED = {**_BEFORE, "most": "At most so many; 250 if left out, and at most."}
_STATES = {"state": "Of these states only, with commas between them."}


def _act(name: str, summary: str, body: str | None = None, answer: str = "CuratedDeposit") -> Call:
    return Call(f"{_ONE}/{name}", "post", summary, body, answer, (200,), key=True)


CALLS = (
    Call(f"{_DESK}/links", "post", "Ask for a link to the desk.", "LinkWanted", None, (202,)),
    Call(f"{_DESK}/sessions", "post", "Use a link up.", "LinkUsed", "DeskSession", (201,)),
    Call(f"{_DESK}/sessions", "get", "Who is at the desk.", None, "SignedIn", (200,), key=True),
    Call(f"{_DESK}/sessions", "delete", "Leave the desk.", None, None, (204,), key=True),
    Call(
        f"{_DESK}/submissions",
        "get",
        "A page of deposits.",
        None,
        "ListedDeposits",
        (200,),
        {**_STATES, **_PAGED},
        key=True,
    ),
    Call(_ONE, "get", "One deposit whole.", None, "CuratedDeposit", (200,), key=True),
    _act("approve", "Let it go on to the repository, as it was seen.", "Approved"),
    _act("return", "Ask its depositor for changes.", "Returned"),
    _act("retry", "Go on from where it stopped."),
    _act("cancel", "Withdraw it."),
    _act("extend", "Keep it for longer.", "Extended"),
    _act("transfer", "Give it to another person.", "Transferred", "WithNewLink"),
    Call(
        _INVITATIONS,
        "get",
        "A page of invitations with their use.",
        None,
        "ListedInvitations",
        (200,),
        _PAGED,
        key=True,
    ),
    Call(_INVITATIONS, "post", "Invite somebody.", "NewInvitation", "InvitedOne", (201,), key=True),
    Call(
        f"{_INVITATIONS}/csv",
        "post",
        "Invite everybody of a list, or nobody where it has mistakes.",
        "NewInvitations",
        "InvitedMany",
        (201,),
        key=True,
    ),
    Call(
        f"{_INVITATIONS}/{{invitation}}/revoke",
        "post",
        "End an invitation; what was deposited by it stays.",
        None,
        "Invitation",
        (200,),
        key=True,
    ),
    Call(
        _VERSIONS,
        "get",
        "Wishes for new versions and corrections that wait for an answer.",
        None,
        "ListedWishes",
        (200,),
        _PAGED,
        key=True,
    ),
    Call(
        f"{_VERSIONS}/{{wish}}",
        "get",
        "One of them, with the address of whoever asks.",
        None,
        "AskedBy",
        (200,),
        key=True,
    ),
    Call(
        f"{_VERSIONS}/{{wish}}/consent",
        "post",
        "Agree: whoever asked gets an invitation for this record alone.",
        "Consented",
        "InvitedByConsent",
        (201,),
        key=True,
    ),
    Call(
        f"{_VERSIONS}/{{wish}}/refuse",
        "post",
        "Say no, and why.",
        "Returned",
        "ToldByMail",
        (200,),
        key=True,
    ),
    Call(
        f"{_DESK}/submissions.csv",
        "get",
        "A line for each deposit; Link names what comes next.",
        None,
        None,
        (200,),
        {**_STATES, **_BEFORE},
        key=True,
        media="text/csv",
    ),
    Call(
        f"{_DESK}/submissions.json",
        "get",
        "Deposits whole; `next` and Link name what comes next.",
        None,
        "WholeDeposits",
        (200,),
        {**_STATES, **_BEFORE},
        key=True,
    ),
    Call(f"{_DESK}/log", "get", "A page of the log.", None, "LogPage", (200,), _PAGED, key=True),
    Call(
        f"{_DESK}/log.csv",
        "get",
        "The log; Link names what comes next.",
        None,
        None,
        (200,),
        _BEFORE,
        key=True,
        media="text/csv",
    ),
    Call(
        f"{_DESK}/log.json",
        "get",
        "The same for programs.",
        None,
        "LogPage",
        (200,),
        _BEFORE,
        key=True,
    ),
    Call(
        f"{_DESK}/records",
        "get",
        "A page of what was published.",
        None,
        "ListedRecords",
        (200,),
        _PAGED,
        key=True,
    ),
    *(
        Call(
            f"{_DESK}/records/{{repository}}/{{record}}/{act}",
            "post",
            summary,
            None,
            None,
            (204,),
            key=True,
        )
        for act, summary in (
            ("hide", "Take a record off the public pages."),
            ("show", "Put it back on them."),
        )
    ),
    Call(
        f"{_DESK}/records.csv",
        "get",
        "A row for each; Link names what comes next.",
        None,
        None,
        (200,),
        _BEFORE,
        key=True,
        media="text/csv",
    ),
    Call(
        f"{_DESK}/records.json",
        "get",
        "Whole, with files and checksums; `next` and Link name what comes next.",
        None,
        "WholeRecords",
        (200,),
        _BEFORE,
        key=True,
    ),
    Call(
        f"{_DESK}/records.bib",
        "get",
        "The same as BibTeX.",
        None,
        None,
        (200,),
        _BEFORE,
        key=True,
        media="application/x-bibtex",
    ),
)
