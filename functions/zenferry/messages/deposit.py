"""What is said of files and requests."""

__all__ = ["FILES", "REQUESTS"]

FILES = {
    "no_files": "Add at least one file.",
    "file_empty": "This file is empty. Repositories take no empty files: remove it, or fill it.",
    "file_too_large": "This file is larger than {limit}. Split it, or ask {contact}.",
    "total_too_large": "Together the files are larger than {limit}. Remove some, or ask {contact}.",
    "too_many_files": "A record takes {most} files at most. Pack some into a zip file.",
    "path_long": "This name is longer than {most} characters. Shorten it.",
    "path_bytes": (
        "This name takes more than {most} bytes: depending on the script, a letter takes up to "
        "four. Shorten it."
    ),
    "path_empty": "Give the file a name.",
    "path_characters": (
        "This name has a character that repositories lose ({character}). Use letters, digits, "
        "spaces and . _ - ( ) instead."
    ),
    "path_blanks": "This name begins or ends with a blank. Rename the file.",
    "path_folder": "This name points outside its folder. Rename the file.",
    "path_taken": "There is a file of this name already, with another size. Remove it first.",
    "path_ours": (
        "A file of this name is made from what you write in the form, and goes with your data. "
        "Rename yours, or leave it out."
    ),
    "file_is_ours": (
        "This file is made from what you write in the form. It goes with the data and can't be "
        "removed."
    ),
    "path_twice": "Two files have this name, but for large and small letters. Rename one.",
    "said_twice": "This file is named twice in one request.",
    "too_many_removed": (
        "{most} files were removed from this deposit. That is as many as it can remember: "
        "withdraw it and open a new one."
    ),
    "still_completing": "{path} has arrived and is being put together. Send again in a minute.",
    "not_uploaded": "{path} has not been uploaded completely. Continue the upload, or remove it.",
    "invitation_bytes": (
        "This invitation has no room for {bytes} bytes more. Ask {contact} for a new one."
    ),
    "invitation_files": "This invitation takes no more files. Ask {contact} for a new one.",
    "invitation_ended": (
        "This invitation was ended: no more files can be added. What is there can still be sent. "
        "For more, ask {contact}."
    ),
    "part_number": "Part {part} does not belong to this file.",
    "part_size": "Part {part} must have {size} bytes.",
    "part_checksum": "The checksum must be a SHA-256 in base64.",
    "parts_differ": "Some parts did not arrive as they were sent. They are sent again.",
    "md5": "The MD5 must be 32 hexadecimal digits.",
    "checksum": "The checksum must be a SHA-256 in base64, a hyphen, and the number of parts.",
    "staged_already": (
        "This file was uploaded completely, with other content. Remove it, then add it again."
    ),
    "files_stay": (
        "A correction changes what is written, not the files. Ask for a new version to change them."
    ),
    "unknown_file": "There is no such file in this deposit.",
}

REQUESTS = {
    "invalid": "Some entries need another look.",
    "denied": "This link is not valid, or it has ended. Use the newest link you were sent.",
    "invitation": "This invitation is not valid, or it has ended. Ask for a new one.",
    "invitation_used_up": "This invitation was used as often as it allows. Ask for a new one.",
    "no_sign_in": "Nobody can sign in at this repository from here. Choose another way to deposit.",
    "sign_in": "This sign-in was used already, took too long, or was begun elsewhere. Begin again.",
    "unknown_sign_in": "There is no such sign-in. Begin again.",
    "record_link": (
        "Give the address or the DOI of a public record at {repository}, of its newest version."
    ),
    "wished_enough": "Too many people asked today. Try again tomorrow, or write to {contact}.",
    "unknown_wish": "There is no such wish any more.",
    "unknown_record": "There is no such record on the list.",
    "wish_answered": "Somebody has answered this already.",
    "id_taken": "This deposit was opened before. Use its own link.",
    "stale": "This deposit was changed in another window. Reload to see the newest version.",
    "if_match": "Say which revision you changed (If-Match).",
    "not_json": "Send JSON.",
    "request": "{words}",
    "open_off": "Invitations are not sent from this page. Ask {contact} for one.",
    "open_domain": "Give your address at one of these: {domains}. For another, ask {contact}.",
    "open_enough": "No more invitations are sent today. Try again tomorrow, or ask {contact}.",
    "cursor": "This list does not go on from there. Open it anew.",
    "too_large": "That is too much text at once. Shorten it to {limit}.",
    "not_object": "The request can't be read: it is not a JSON object.",
    "too_deep": "The request can't be read: it is nested too deeply.",
    "no_json": "The request can't be read: it is not JSON.",
    "unreadable": "The request can't be read: {reason}",
    "not_found": "There is nothing at this address.",
    "method": "This address does not take that kind of request.",
    "not_editable": "This deposit can't be changed now: it is {state}.",
    "cannot_submit": "This deposit can't be sent now: it is {state}.",
    "cannot_retry": "There is nothing to try again: this deposit is {state}.",
    "cannot_cancel": "This deposit can't be withdrawn any more: it is {state}.",
    "no_doi_now": "{repository} gives no DOI at the moment. Try again later, or send without one.",
    "wrong_state": "This can't be done now: the deposit is {state}.",
    "cannot_approve": "This deposit waits for no approval: it is {state}.",
    "changed_since": "This deposit was changed since you looked at it. Look again, then decide.",
    "cannot_return": "This deposit can't be returned now: it is {state}.",
    "cannot_extend": "This deposit can't be kept for longer: it is {state}.",
    "extended_enough": "This deposit can't be kept for longer than until {date}.",
    "cannot_transfer": "This deposit can't be given to somebody else any more: it is {state}.",
    "account_of_its_own": (
        "This deposit goes to its depositor's own account. Nobody else can be given that."
    ),
    "page_size": "Give a number from 1 to {most}.",
    "mail_off": "Links are not sent by e-mail here. Copy the link and keep it.",
    "progress_off": "No mails about deposits are sent here. Keep the deposit's link.",
    "nothing_to_tell": "This deposit has ended: there is nothing more to tell of it.",
    "mails_enough": (
        "No more of these mails are sent today. Copy the link of this page, or try again tomorrow."
    ),
    "addressed_enough": (
        "An address was left {most} times already. Whoever wants to know looks at the page."
    ),
    "no_invited_address": "This invitation was sent to no address. Type one.",
    "mail_refused": "No mail can be sent to this address. Check it, or copy the link instead.",
    "mail_unheard": (
        "No answer came whether the mail was sent. Look whether it arrives before you try again."
    ),
    "mailed_enough": (
        "This link was sent {most} times already. Use the newest mail, or copy the link."
    ),
    "asked_enough": "The repository was asked for this several times just now. Wait a minute.",
    "busy": "Two changes came at once. Try again in a moment.",
    "storage_unavailable": "The storage does not answer. Try again in a moment.",
    "internal": "Something went wrong on our side. Nothing was lost. Try again in a moment.",
}
