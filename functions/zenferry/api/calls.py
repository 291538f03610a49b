"""Every call there is, for the API's own description; the page sees one API of both functions."""

from zenferry.api.call import Call
from zenferry.api.curation import calls as curation
from zenferry.look_ups.vocabularies import NAMES

__all__ = ["CALLS"]

_ONE = "/api/submissions/{submission}"
# Opened just now, or before by the same client.
_OPENED = (201, 200)


CALLS = (
    Call(
        "/api/submissions",
        "post",
        "Open a deposit, by invitation or with a token of one's own account.",
        "OpenSubmission",
        "Opened",
        _OPENED,
    ),
    Call(
        "/api/invitations",
        "post",
        "Have an invitation sent by e-mail, where the page is open to the address's domain.",
        "AskedInvitation",
        "InvitationSent",
        (202,),
    ),
    Call(
        "/api/versions",
        "post",
        "Ask to publish a new version of a record, or to correct it.",
        "AskedVersion",
        None,
        (202,),
    ),
    Call(
        "/api/sign-ins",
        "post",
        "Begin to sign in at the repository.",
        "NewSignIn",
        "BegunSignIn",
        (201,),
    ),
    Call(_ONE, "get", "The whole deposit as it is now.", None, "Deposit", (200,)),
    Call(
        f"{_ONE}/metadata",
        "put",
        "Keep what was typed, right or wrong.",
        "Metadata",
        "Saved",
        (200,),
    ),
    Call(
        f"{_ONE}/token", "put", "Another token of the same account.", "OwnToken", "Deposit", (200,)
    ),
    Call(
        f"{_ONE}/former",
        "post",
        "List the files of the published record that it goes on from, as kept ones.",
        None,
        "Deposit",
        (200,),
    ),
    Call(f"{_ONE}/doi", "post", "Reserve the DOI now.", None, "ReservedDoi", (200,)),
    Call(
        f"{_ONE}/files",
        "post",
        "Register files: all or none.",
        "NewFiles",
        "RegisteredFiles",
        (201,),
    ),
    Call(
        f"{_ONE}/parts",
        "post",
        "A URL for each part to be sent now.",
        "DescribedParts",
        "Tickets",
        (200,),
    ),
    Call(
        f"{_ONE}/files/{{file}}/parts",
        "get",
        "The parts that are there already.",
        None,
        "StoredParts",
        (200,),
    ),
    Call(
        f"{_ONE}/complete",
        "post",
        "End the uploads of files.",
        "CompleteFiles",
        "CompletedFiles",
        (200,),
    ),
    Call(f"{_ONE}/files/{{file}}", "delete", "Forget a file.", None, None, (204,)),
    Call(f"{_ONE}/link", "post", "Send the way back by e-mail.", "Addressed", None, (204,)),
    Call(
        f"{_ONE}/address",
        "get",
        "Whether somebody is told by e-mail how it goes; never whom.",
        None,
        "Told",
        (200,),
    ),
    Call(f"{_ONE}/address", "put", "Tell this address how it goes.", "NewAddress", None, (204,)),
    Call(f"{_ONE}/address", "delete", "Erase the address.", None, None, (204,)),
    Call(f"{_ONE}/submit", "post", "Send it, once.", None, "Deposit", (202,)),
    Call(f"{_ONE}/retry", "post", "Go on from where it stopped.", None, "Deposit", (202,)),
    Call(f"{_ONE}/cancel", "post", "Withdraw it.", None, "Deposit", (202,)),
    Call(
        "/api/vocabularies/{name}",
        "get",
        f"Suggestions for what was typed so far: {', '.join(NAMES)}.",
        None,
        "Suggested",
        (200,),
        {"suggest": "What was typed so far.", "language": "Of the labels, such as en."},
    ),
    Call(
        "/api/imports",
        "post",
        "Values for the form out of a metadata file, a DOI or a list of authors.",
        "NewImport",
        "Imported",
        (200,),
    ),
    Call(
        "/api/preview",
        "post",
        "How the record will look, whatever there is of it yet.",
        "PreviewWanted",
        "Previewed",
        (200,),
    ),
    Call(
        "/api/records",
        "get",
        "What was published: a page of 25 records that have every word, the newest first.",
        None,
        "FoundRecords",
        (200,),
        {"q": "Words of titles, people, grants, keywords, DOIs, dates.", "page": "From 1 on."},
    ),
    *curation.CALLS,
)
