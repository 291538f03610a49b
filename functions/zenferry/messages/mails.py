"""What mails say. Nothing that anybody typed stands in a subject."""

__all__ = ["MAILS"]

MAILS = {
    "mail_hello": "Hello!",
    "mail_questions": "Questions: {contact}",
    "mail_practice": "This was for practice: nothing at {repository} is for good.",
    "mail_title": "Title:",
    "mail_words": "The curator writes:",
    "mail_words_more": "There is more of it on the page.",
    "mail_accepted": "The curators have accepted your deposit.",
    "mail_cite": "Cite it as {doi}",
    "mail_record": "The record: {address}",
    "mail_link_deposit": "Open your deposit",
    "mail_link_form": "Open the form",
    "mail_link_desk": "Open the curators' desk",
    "mail_link_sign_in": "Sign in",
    "mail_key": (
        "Whoever has this link can read, change, send and withdraw the deposit: pass it on only to "
        "people you trust with that."
    ),
    "mail_key_ended": "Whoever has this link can read what became of the deposit.",
    "mail_until": "It works until {day}.",
    "mail_why": (
        "You get this because this address was left with a deposit at {consortium}. On the "
        "deposit's page you can take it away; {days} days after the deposit's end it is erased."
    ),
    "mail_why_curator": "You get this as a curator of {consortium}.",
    "mail_not_asked": (
        "You did not ask for this? Then somebody mistyped an address; nothing happens unless you "
        "open the link."
    ),
    "mail_return_link_subject": "The way back to your deposit with {consortium}",
    "mail_return_link_text": "This link brings you back to your deposit with {consortium}:",
    "mail_received_subject": "{consortium}: your deposit has arrived",
    "mail_received_text": (
        "Your deposit has arrived, with all its files. There is nothing for you to do: a mail "
        "comes when it is further."
    ),
    "mail_received_look_text": (
        "Your deposit has arrived, with all its files. The consortium's curators have a look at "
        "it before it is sent to {repository}; a mail comes when they have decided."
    ),
    "mail_needs_attention_subject": "{consortium}: your deposit needs you",
    "mail_needs_attention_text": (
        "Your deposit can't go on by itself. Nothing was lost. Its page says what happened, and "
        "what to do:"
    ),
    "mail_returned_subject": "{consortium}: please change your deposit",
    "mail_returned_text": (
        "A curator had a look at your deposit and asks for changes. Change it on its page, and "
        "send it again."
    ),
    "mail_curator_said_subject": "{consortium}: a curator wrote about your deposit",
    "mail_curator_said_text": "A curator who looks at your deposit wrote something about it.",
    "mail_in_review_subject": "{consortium}: your deposit is in review",
    "mail_in_review_text": (
        "All files were copied to {repository}, and every copy was checked. The curators have it "
        "now: when they accept it, it is public."
    ),
    "mail_draft_ready_subject": "{consortium}: your deposit is ready at {repository}",
    "mail_draft_ready_text": (
        "All files were copied to {repository}, and every copy was checked. A curator finishes "
        "and publishes it."
    ),
    "mail_draft_ready_own_text": (
        "All files were copied to {repository}, and every copy was checked. It is a draft in your "
        "own account there: look at it, and publish it."
    ),
    "mail_declined_subject": "{consortium}: your deposit was declined",
    "mail_declined_text": (
        "The curators declined your deposit. Nothing was published; your files and your words "
        "are kept. Change it on its page and send it again, or ask {contact}."
    ),
    "mail_published_subject": "{consortium}: your deposit is published",
    "mail_published_text": "Your deposit is public at {repository}.",
    "mail_ends_soon_subject": "{consortium}: your deposit ends on {day}",
    "mail_ends_soon_text": (
        "Your deposit waits for you. On {day} it ends, and its files are deleted. To keep it, go "
        "on with it or send it."
    ),
    "mail_cancelled_subject": "{consortium}: your deposit was withdrawn",
    "mail_cancelled_text": (
        "Your deposit was withdrawn. Nothing was published, and the copies of its files are "
        "deleted."
    ),
    "mail_expired_subject": "{consortium}: your deposit has ended",
    "mail_expired_text": (
        "Your deposit was not finished in time. It has ended, and its files are deleted."
    ),
    "mail_waiting_subject": "{consortium}: a deposit waits for a curator",
    "mail_waiting_text": "A deposit has arrived and waits for a curator's look.",
    "mail_invitation_subject": "{consortium}: your invitation to deposit data",
    "mail_invitation_text": "{consortium} invites you to deposit data. This link opens the form:",
    "mail_invitation_asked_text": (
        "You asked {consortium} for a link to deposit data. It opens the form:"
    ),
    "mail_invitation_key": (
        "Opening it uses nothing up. Whoever has it can deposit in your place: keep it to yourself."
    ),
    "mail_sign_in_subject": "{consortium}: sign in to the curators' desk",
    "mail_sign_in_text": (
        "This link leads to the curators' desk. A button there signs you in, once, within "
        "{minutes} minutes:"
    ),
    "mail_sign_in_not_asked": (
        "You did not ask for this? Then do nothing: opening the link alone signs nobody in."
    ),
    "mail_transferred_subject": "{consortium}: a deposit was handed over to you",
    "mail_transferred_text": (
        "A curator handed a deposit over to you. This link opens it; those that others had open "
        "nothing any more."
    ),
    "mail_version_agreed_subject": "{consortium}: you can go on with the published record",
    "mail_version_agreed_version_text": (
        "The curators agreed to a new version of {record}. This link opens the form, filled in:"
    ),
    "mail_version_agreed_correction_text": (
        "The curators agreed to a correction of {record}. This link opens the form, filled in:"
    ),
    "mail_version_refused_subject": "{consortium}: the published record stays as it is",
    "mail_version_refused_text": (
        "The curators did not agree to a change of {record}. Ask them if you have questions."
    ),
}
