"""What is said at a field of the form."""

__all__ = ["FORM"]

FORM = {
    "missing": "Fill this in.",
    "family_name": "Give the family name, or remove this person.",
    "organisation_name": "Give the name of the organisation, or remove it.",
    "creators": "Add at least one person or organisation who made the data.",
    "wrong_kind": "This can't be read. Enter it again.",
    "too_long": "Shorten this to {most} characters.",
    "too_short": "Write at least {least} characters.",
    "too_formatted": (
        "This has too much formatting, or tables too large to be read. Simplify it, and put large "
        "tables into a file."
    ),
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
