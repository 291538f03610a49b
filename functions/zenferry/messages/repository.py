"""What is said of the way to the repository, and where a deposit stands."""

__all__ = ["MEANWHILE", "REPOSITORY", "STATES", "TIMELINE"]

REPOSITORY = {
    "repository_busy": "{repository} is busy. It goes on by itself.",
    "repository_unreachable": "{repository} does not answer. It goes on by itself.",
    "repository_failed": "{repository} answered with an error ({status}). It goes on by itself.",
    "repository_redirect": (
        "{repository} sends us to another address. Nothing was sent there. {contact} must check "
        "the address in the profile; then try again."
    ),
    "repository_denied": (
        "{repository} refuses our account. {contact} has to renew the token; then try again."
    ),
    "sign_in_unset": (
        "{repository} does not take this page's own key, so nobody can sign in there now. Tell "
        "{contact}, or choose another way to deposit."
    ),
    "repository_forbids": (
        "{repository} does not allow this: {words} Ask {contact}; then try again."
    ),
    "repository_refused": "{repository} does not take this entry: {words}",
    "repository_refused_file": "{repository} does not take the file {path}: {words}",
    "repository_changed_words": (
        "{repository} would not keep this as you wrote it. Write it in another way."
    ),
    "record_full": (
        "{repository} has no room for this deposit: {words} Remove files, or ask {contact}."
    ),
    "declared_md5_wrong": (
        "The checksum given for {path} is not that of the file that arrived. Remove the file and "
        "upload it again."
    ),
    "copy_differs": (
        "{path} arrived changed at {repository}, several times. Nothing was published. Try again "
        "later, or tell {contact}."
    ),
    "staged_file_lost": (
        "{path} is not in the staging area any more. Remove it and upload it again."
    ),
    "extra_file": (
        "{repository} holds a file that is not part of this deposit: {path}. {contact} has to "
        "remove it there; then try again."
    ),
    "community_unknown": (
        "{repository} does not know the community “{community}”. {contact} has to mend the "
        "profile; then try again."
    ),
    "community_open": (
        "The community “{community}” lets our account publish without review, so it was not sent: "
        "it would have been public at once. {contact} has to set it to review all submissions; "
        "then try again."
    ),
    "account_is_curator": (
        "Our account may publish in “{community}” without review, so it was not sent: it would "
        "have been public at once. {contact} has to make it a plain member; then try again."
    ),
    "already_public": (
        "{repository} shows this record as public already. Tell {contact}: nothing more was sent."
    ),
    "gave_up": (
        "This did not work, although it was tried several times. Nothing was lost. Try again "
        "later, or tell {contact}."
    ),
    "copy_failed": (
        "{path} could not be copied to {repository}, although it was tried several times. It is "
        "still here. Try again later, or tell {contact}."
    ),
    "file_takes_too_long": (
        "{path} ({size}) can't be copied to {repository}: at {rate} that takes {needed}, and there "
        "is time for {longest}. Files of up to {most} can be copied: remove it and upload it in "
        "smaller pieces, or ask {contact}."
    ),
    "draft_deleted": (
        "The draft was deleted at {repository}, and its DOI {doi} with it. Try again to make a new "
        "one, with a new DOI."
    ),
    "changed_meanwhile": (
        "The files at {repository} changed after they were checked. Nothing was handed over. Try "
        "again."
    ),
    "record_unknown": "{repository} knows no public record of this address.",
    "record_not_ours": (
        "This record was not made by our account at {repository}: only its owner can change it."
    ),
    "record_restricted": (
        "Not everybody may see all of this record, and the curators who consented did not allow it "
        "for this link. Ask {contact} for another one."
    ),
    "record_not_latest": (
        "There is a newer version of this record ({record}). Ask for a new version of that one."
    ),
    "record_changing": (
        "Somebody has begun to change this record ({record}) at {repository}, and has not "
        "published it. {contact} has to finish or drop that; then try again."
    ),
    "record_changed": (
        "The record ({record}) was changed at {repository} after the form was filled in from it. "
        "Press “Take over its changes” in the form, look at what is written there, and send it "
        "again; nothing was changed."
    ),
    "kept_file_changed": (
        "{path} is not at {repository} as it was in the former version. Try again, or remove it "
        "and upload it anew."
    ),
    "not_approved": (
        "What is public changes only after a curator has looked at it. Send it again."
    ),
    "draft_gone": (
        "The draft was deleted at {repository}. Your files are still here. Try again to make a "
        "new one, or withdraw the deposit."
    ),
    "beside_failed": (
        "The file that goes beside the data can't be made of what was written. Ask {contact}."
    ),
    "review_withdrawn": (
        "The request for review was withdrawn at {repository}. Send it again, or ask {contact}."
    ),
    "review_ran_out": (
        "Nobody answered the request for review in time. Send it again, or ask {contact}."
    ),
}

# Seldom seen: somebody else was faster, or it is tried again before anybody looks.
MEANWHILE = {
    "unknown_submission": "This deposit does not exist any more.",
    "no_address": "No address was left with this deposit.",
    "unknown_invitation": "This invitation does not exist any more.",
    "unknown_pass": "This link or session has ended.",
    "upload_gone": "This upload has ended meanwhile. Look at the files again.",
    "no_page": "There is no such page among the published records.",
    "object_gone": "This file is not in the staging area any more.",
    "repository_absent": "{repository} does not know this record any more.",
    "review_absent": "{repository} knows of no review of this record.",
    "no_draft": "There is no draft at {repository} yet.",
    "no_room_for_task": "There is no room for a large file at the moment. It goes on by itself.",
    "not_reconciled": "The files were not compared yet.",
}

TIMELINE = {
    "opened": "Deposit opened",
    "doi_reserved": "DOI reserved: {doi}",
    "awaiting_approval": "Received: the curators have a look first",
    "returned": "A curator asks for changes",
    "curators_reminded": "The curators were reminded of it",
    "approved": "A curator let it go",
    "curator_cancelled": "A curator asked for its withdrawal",
    "extended": "Kept until {date} by a curator",
    "transferred": "Given to another person by a curator",
    "submitted": "Received",
    "forwarding": "Copying to {repository} began",
    "reconciled_one": "The file was checked, every byte equal",
    "reconciled": "{files} files checked, every byte equal",
    "in_review": "Handed to the curators of “{community}” for review",
    "draft_ready": "The draft is ready at {repository}",
    "curator_said": "The curators wrote",
    "former_listed": "Filled in from the published record {record}",
    "former_renewed": "Taken over anew, as the record was changed meanwhile: {names}",
    "former_differs": "Changed at the record too, and left here as it was written: {names}",
    "former_left_out": "The form has no place for some of what the record said: {names}",
    "edit_left": (
        "What somebody began to change of the record at {repository}, and did not publish, stays "
        "as it is"
    ),
    "review_cancelled": "The request for review was withdrawn",
    "review_expired": "The request for review ended without an answer",
    "accepted": "The curators accepted it",
    "published_unreviewed": "Published by its account, without the community's consent",
    "published": "Published",
    "declined": "The curators declined it",
    "needs_attention": "It needs your attention",
    "retried": "Sent again",
    "cancel_asked": "Withdrawal asked for",
    "cancelled": "Withdrawn",
    "expired": "The deposit ended",
    "ends_soon": "It ends on {date}, with its files, unless it is sent or worked on before",
    "not_as_sent": (
        "The published record does not hold what was sent. The staged copies are kept."
    ),
    "staging_ended": (
        "The staged copies were deleted: they could not be compared with the published record, or "
        "differ from it"
    ),
    "staging_cleaned": "The staged copies were deleted: the published ones are complete",
}

# What a sentence says for {state}.
STATES = {
    "draft": "not sent yet",
    "awaiting_approval": "with the curators",
    "returned": "back with you for changes",
    "submitted": "waiting to be copied",
    "forwarding": "being copied",
    "in_review": "in review",
    "published": "published",
    "draft_ready": "ready for a curator to publish",
    "needs_attention": "waiting for you",
    "declined": "declined",
    "cancelled": "withdrawn",
    "expired": "over",
}
