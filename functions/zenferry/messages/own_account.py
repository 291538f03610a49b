"""What is said to depositors with an account of their own at the repository."""

__all__ = ["OWN_ACCOUNT"]

OWN_ACCOUNT = {
    "own_token_off": "Deposits with an account of one's own are not offered here.",
    "own_repository_unknown": "Choose one of the repositories that are offered.",
    "own_token_not_taken": (
        "{repository} does not take this token. Copy it again, whole, or make a new one there."
    ),
    "own_token_other": (
        "This token is of another account at {repository} than the deposit was opened with. Use "
        "one of the same account."
    ),
    "own_token_unchecked": (
        "{repository} can't be asked about this token at the moment. Try again in a moment; "
        "nothing was kept."
    ),
    "own_account_enough": (
        "Too many tries to deposit with an account of one's own at the moment. Try again in a "
        "minute."
    ),
    "own_account_today": (
        "No more deposits are opened today with your account, or with accounts of people's own "
        "at all. Try again tomorrow, or ask {contact} for an invitation."
    ),
    "own_token_long": "This is too long for a token.",
    "own_token_characters": "A token has letters, digits and signs only, and no blanks.",
    "own_token_not_wanted": "No token is needed for this deposit: it is {state}.",
    "own_token_gone": "Your token is not here any more. Give one again.",
    "own_token_refused": (
        "{repository} does not take your token any more: it has run out, or was taken back. Give "
        "a new one of the same account; then try again."
    ),
    "own_token_forbids": (
        "{repository} does not let your token do this: {words} It needs the scopes deposit:write "
        "and deposit:actions. Give one that has them; then try again."
    ),
    "own_account_is_curator": (
        "Your account may publish in “{community}” without review, so it was not sent: it would "
        "have been public at once. Ask {contact}."
    ),
    "account_used_up": (
        "Your account has opened as many deposits as are allowed here. Ask {contact} for more."
    ),
    "sign_in_later": (
        "{repository} did not answer when it was asked who you are. Sign in again in a moment."
    ),
    "sign_in_other": (
        "You signed in to another account at {repository} than the deposit was opened with. Sign "
        "in to that one."
    ),
    "account_files": "Your account has room for no more files here. Ask {contact} for more.",
    "account_bytes": (
        "Your account has no room for {bytes} bytes more here. Ask {contact} for more."
    ),
    "own_token_renewed": "A new token was given",
    "draft_stays": (
        "The draft stays in your account at {repository}, for you to publish; it is not followed "
        "any longer"
    ),
    "draft_left": "The draft stays in your account at {repository}: delete it there",
}
