"""Codes into sentences for people. A sentence says what is wrong and what to do about it.

Here they stand in English; other languages lie in sentences/, a file each.
"""

from collections.abc import Mapping

from zenferry.errors import Param
from zenferry.languages import ENGLISH, spoken
from zenferry.preview.advice_messages import ADVICE, PREVIEW

__all__ = ["SENTENCES", "STATES", "sentence"]

_FORM = {
    "missing": "Fill this in.",
    "family_name": "Give the family name, or remove this person.",
    "organisation_name": "Give the name of the organisation, or remove it.",
    "creators": "Add at least one person or organisation who made the data.",
    "wrong_kind": "This can't be read. Enter it again.",
    "too_long": "Shorten this to {most} characters.",
    "too_short": "Write at least {least} characters.",
    "too_many": "Keep {most} at most.",
    "choice": "Choose one from the list.",
    "not_agreed": "Read the agreement and tick the box, if you agree.",
    "agree": "Read the agreement and tick the box, if you agree.",
    "invisible_character": (
        "There is an invisible character ({character}) in this text. Delete the text around it "
        "and type it again."
    ),
    "repository_settled": (
        "This deposit has begun at {settled} already. Choose {settled}, or withdraw it and "
        "begin anew."
    ),
    "date": "Write the date as 2026, 2026-11 or 2026-11-21.",
    "date_unknown": "There is no such date as {value}. Check month and day.",
    "date_order": "The interval ends before it begins. Swap the dates.",
    "day": "Give the whole date: year, month and day.",
    "not_in_future": "Choose a date after today.",
    "orcid": "An ORCID iD has 16 digits, such as 0000-0002-1825-0097. Check it at orcid.org.",
    "orcid_digit": "There is a mistyped digit in this ORCID iD. Compare it with orcid.org.",
    "url": "Give a web address that begins with https:// or http://.",
    "email": "Give an e-mail address, such as ada@example.org.",
    "number": "Write a number, such as 53.45.",
    "out_of_range": "This must be from {least} to {greatest}.",
    "both_degrees": "Give latitude and longitude, or neither.",
    "gnd": "A GND number has 7 to 10 digits, such as 118529579. Look it up at d-nb.info.",
    "gnd_digit": "There is a mistyped digit in this GND number. Compare it with d-nb.info.",
    "isni": "An ISNI has 16 digits, such as 0000 0001 2103 2683. Look it up at isni.org.",
    "isni_digit": "There is a mistyped digit in this ISNI. Compare it with isni.org.",
    "isbn": "An ISBN has 10 or 13 digits, such as 978-3-16-148410-0.",
    "isbn_digit": "There is a mistyped digit in this ISBN. Compare it with the book.",
    "issn": "An ISSN has eight digits, such as 0028-0836.",
    "issn_digit": "There is a mistyped digit in this ISSN. Compare it with portal.issn.org.",
    "identifier": "Give the identifier, or remove this entry.",
    "identifier_unknown": (
        "It is not clear what this is. Give a DOI, a whole web address, or choose the kind of "
        "identifier."
    ),
    "identifier_scheme": "This is not written as such an identifier is. Copy it anew.",
    "twice": "This was said before. Remove one of the two.",
    "licence_title": "Give the name of the licence, or remove this entry.",
    "own_licence": "Look up your licence here, or give its name.",
    "role": "Choose what they did.",
    "funder": "Name the funder, or remove this entry.",
    "award": "Give the title or the number of the grant.",
    "award_of_another": "This grant is from another funder. Choose it again from the list.",
    "ror": "A ROR id has nine characters, such as 05a28rw58. Look it up at ror.org.",
    "ror_digit": "There is a mistyped character in this ROR id. Compare it with ror.org.",
}

_FILES = {
    "no_files": "Add at least one file.",
    "file_empty": "This file is empty. Repositories take no empty files: remove it, or fill it.",
    "file_too_large": "This file is larger than {limit}. Split it, or ask {contact}.",
    "total_too_large": "Together the files are larger than {limit}. Remove some, or ask {contact}.",
    "too_many_files": "A record takes {most} files at most. Pack some into a zip file.",
    "path_long": "This name is longer than {most} characters. Shorten it.",
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
    "not_uploaded": "{path} has not been uploaded completely. Continue the upload, or remove it.",
    "invitation_bytes": (
        "This invitation has no room for {bytes} bytes more. Ask {contact} for a new one."
    ),
    "invitation_files": "This invitation takes no more files. Ask {contact} for a new one.",
    "part_number": "Part {part} does not belong to this file.",
    "part_size": "Part {part} must have {size} bytes.",
    "part_checksum": "The checksum must be a SHA-256 in base64.",
    "parts_differ": "Some parts did not arrive as they were sent. They are sent again.",
    "md5": "The MD5 must be 32 hexadecimal digits.",
    "checksum": "The checksum must be a SHA-256 in base64, a hyphen, and the number of parts.",
    "staged_already": (
        "This file was uploaded completely, with other content. Remove it, then add it again."
    ),
    "unknown_file": "There is no such file in this deposit.",
}

_REQUESTS = {
    "invalid": "Some entries need another look.",
    "denied": "This link is not valid, or it has ended. Use the newest link you were sent.",
    "invitation": "This invitation is not valid, or it has ended. Ask for a new one.",
    "invitation_used_up": "This invitation was used as often as it allows. Ask for a new one.",
    "id_taken": "This deposit was opened before. Use its own link.",
    "stale": "This deposit was changed in another window. Reload to see the newest version.",
    "if_match": "Say which revision you changed (If-Match).",
    "not_json": "Send JSON.",
    "request": "{words}",
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
    "mail_off": "Links are not sent by e-mail here. Copy the link and keep it.",
    "mail_refused": "No mail can be sent to this address. Check it, or copy the link instead.",
    "mailed_enough": (
        "This link was sent {most} times already. Use the newest mail, or copy the link."
    ),
    "busy": "Two changes came at once. Try again in a moment.",
    "storage_unavailable": "The storage does not answer. Try again in a moment.",
    "internal": "Something went wrong on our side. Nothing was lost. Try again in a moment.",
}

_REPOSITORY = {
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
    "draft_deleted": (
        "The draft was deleted at {repository}, and its DOI {doi} with it. Try again to make a new "
        "one, with a new DOI."
    ),
    "changed_meanwhile": (
        "The files at {repository} changed after they were checked. Nothing was handed over. Try "
        "again."
    ),
    "draft_gone": (
        "The draft was deleted at {repository}. Your files are still here. Try again to make a "
        "new one, or withdraw the deposit."
    ),
    "review_ended": (
        "The request for review ended without an answer. Try again, or ask {contact}."
    ),
}

_TIMELINE = {
    "opened": "Deposit opened",
    "doi_reserved": "DOI reserved: {doi}",
    "submitted": "Received",
    "forwarding": "Copying to {repository} began",
    "reconciled_one": "The file was checked, every byte equal",
    "reconciled": "{files} files checked, every byte equal",
    "in_review": "Handed to the curators of “{community}” for review",
    "draft_ready": "The draft is ready at {repository}",
    "published": "Published",
    "declined": "The curators declined it",
    "needs_attention": "It needs your attention",
    "retried": "Sent again",
    "cancel_asked": "Withdrawal asked for",
    "cancelled": "Withdrawn",
    "expired": "The deposit ended",
    "not_as_sent": (
        "The published record does not hold what was sent. The staged copies are kept."
    ),
    "staging_cleaned": "The staged copies were deleted: the published ones are complete",
}

_LOOK_UPS = {
    "sources_down": (
        "{sources} can't be asked at the moment. What you type yourself is taken just as well."
    ),
    "service_down": "{service} does not answer. Try again in a moment.",
    "service_unreadable": "{service} gave an answer that can't be read. Try again later.",
    "service_absent": "{service} does not know it.",
    "source_rests": "This source did not answer a moment ago. It is asked again soon.",
    "web_address": "Give an address that begins with https://.",
}

_IMPORTS = {
    "import_format": (
        "This file is in no format that is known here. Choose a CITATION.cff, codemeta.json, "
        ".zenodo.json, datapackage.json, ro-crate-metadata.json, BibTeX, CSL, DataCite or Maggot "
        "file."
    ),
    "import_json": "This file breaks off, or is no JSON. Save it again where it was made.",
    "import_yaml": "This file can't be read as YAML. Check its indentation, or save it again.",
    "import_bibtex": "There is no complete entry in this BibTeX file. Check its braces.",
    "import_crate": (
        "This RO-Crate does not say which of its parts is the whole. Fill in the form by hand."
    ),
    "import_encoding": "Some letters of this file can't be read. Save it as UTF-8.",
    "import_empty": "There is nothing in it. Choose another file, or paste the text.",
    "import_nested": "This file is too intricate to be read here. Fill in the form by hand.",
    "import_too_large": "That is more than {limit}. Cut it to what describes the data.",
    "import_authors": "There is no name in it. Paste names, with commas or a line each.",
    "import_names": "These are more than {most} names. Keep those that are to be cited.",
    "import_doi": "A DOI begins with 10. and has a slash, such as 10.5281/zenodo.1234567.",
    "import_doi_unknown": (
        "Neither DataCite nor Crossref knows the DOI {doi}. Check it, or fill in the form by hand."
    ),
    "import_doi_down": (
        "The registries of DOIs do not answer. Try again in a few minutes, or fill in the form by "
        "hand."
    ),
}

# Seldom seen: somebody else was faster, or it is tried again before anybody looks.
_MEANWHILE = {
    "unknown_submission": "This deposit does not exist any more.",
    "unknown_invitation": "This invitation does not exist any more.",
    "upload_gone": "This upload has ended meanwhile. Look at the files again.",
    "object_gone": "This file is not in the staging area any more.",
    "repository_absent": "{repository} does not know this record any more.",
    "review_absent": "{repository} knows of no review of this record.",
    "no_draft": "There is no draft at {repository} yet.",
    "not_reconciled": "The files were not compared yet.",
}

# What a sentence says for {state}.
STATES: Mapping[str, str] = {
    "draft": "not sent yet",
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

_MAILS = {
    "return_link_subject": "The way back to your deposit “{title}”",
    "return_link_text": (
        "Hello,\n\nthis link brings you back to your deposit “{title}” with {consortium}:\n\n"
        "{link}\n\n"
        "Whoever has it can change, send and withdraw the deposit: pass it on only to people you "
        "trust with that. It works until {day}.\n\n"
        "You did not ask for this? Then somebody mistyped an address; nothing happens unless you "
        "open it. Questions: {contact}\n"
    ),
}

SENTENCES: Mapping[str, str] = {
    **_FORM,
    **_FILES,
    **_REQUESTS,
    **_REPOSITORY,
    **_MEANWHILE,
    **_TIMELINE,
    **_MAILS,
    **_LOOK_UPS,
    **_IMPORTS,
    **ADVICE,
    **PREVIEW,
}


def sentence(code: str, params: Mapping[str, Param], language: str = ENGLISH) -> str:
    """The words for a code; a language that has no words for it speaks English."""
    words = spoken(language).sentences.get(code) or SENTENCES[code]
    return words.format_map({**params, **_told(params, language)})


def _told(params: Mapping[str, Param], language: str) -> dict[str, str]:
    """Parameters that are words themselves."""
    state = params.get("state")
    if not isinstance(state, str):
        return {}
    return {"state": spoken(language).states.get(state) or STATES.get(state, state)}
