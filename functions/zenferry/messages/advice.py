"""What is said beside the preview: what to think over before sending, and what to do about it."""

from collections.abc import Mapping

__all__ = ["ADVICE", "PREVIEW"]

PREVIEW: Mapping[str, str] = {
    "files_open": "Anyone can download the files as soon as the record is public.",
    "files_embargoed": (
        "The record is public at once. Anyone can download the files from {date} on."
    ),
    "files_restricted": "The record is public. The files are given to those who ask for them.",
    "only_beside": "Only in the file beside the data, not in the record itself.",
}

ADVICE: Mapping[str, str] = {
    "title_capitals": "Capitals are hard to read. Write the title as in a sentence.",
    "title_file_name": (
        "This looks like the name of a file. Say what the data are, where they are from and when."
    ),
    "title_says_nothing": "This title fits anything. Say what, where and when.",
    "description_is_title": (
        "This only repeats the title. Say what was measured, how, and what the files hold."
    ),
    "description_says_nothing": (
        "Nobody can tell from this what the data are. Say what was measured, how, and what the "
        "files hold."
    ),
    "description_short": (
        "This is very short. Two or three sentences help: what was measured, how, and what the "
        "files hold."
    ),
    "keywords_none": "Without keywords the data are hard to find. Three to six are enough.",
    "published_in_future": (
        "{date} is still to come. Give today's date, unless it really appears later."
    ),
    "embargo_long": (
        "Until {date} is more than three years. Many funders allow less: check with yours."
    ),
    "orcid_missing": (
        "{count} of {all} people have no ORCID iD. With one, their work is found and counted as "
        "theirs."
    ),
    "affiliation_none": "Nobody has an affiliation. Add where the work was done.",
    "licence_for_software": (
        "{licence} is made for software. For data CC BY 4.0 or CC0 1.0 is the usual choice."
    ),
    "licence_not_for_software": (
        "{licence} is not made for software. MIT, Apache 2.0 or GPL 3.0 is the usual choice."
    ),
    "licence_no_changes": (
        "{licence} lets nobody publish a changed version: data under it can't be merged or "
        "corrected by others."
    ),
    "licence_not_commercial": (
        "{licence} also shuts out many who earn nothing with it, such as some teachers and "
        "encyclopedias. Some funders do not accept it."
    ),
    "licences_contradict": (
        "{one} and {other} can't both be kept for the same file. Choose one, or say in the "
        "description which files have which."
    ),
    "related_none": (
        "No paper or other work is named. If there is one, give its DOI: readers of the paper "
        "then find the data."
    ),
    "email_public": (
        "The e-mail address {address} would become public here, for good. Remove it, unless that "
        "is what you want."
    ),
    "phone_public": (
        "There seems to be a telephone number here. It would become public, for good. Remove it, "
        "unless that is what you want."
    ),
    "links_many": (
        "There are {count} links in here. {repository}'s spam check counts more than {most} "
        "against our account. Move some to “Related work”."
    ),
    "link_unsafe": (
        "{repository}'s spam check may take the link to {host} for spam: nobody sees where it "
        "leads. Give the full address of the page, or a DOI."
    ),
    "emoji_many": (
        "There are {count} emoji in the record. {repository}'s spam check counts more than {most} "
        "against our account. Remove some."
    ),
    "headings_many": (
        "There are {count} headings in here. {repository}'s spam check counts more than {most} "
        "against our account. Make some of them bold text instead."
    ),
    "spam_points": (
        "{repository}'s spam check would count about {points} for the record and its files. With "
        "an account that is new there it comes to {new}, with a verified one to {verified}; what "
        "has more than {most} is held back. Its lists of sites are not public."
    ),
    "files_like_spam": (
        "A few small files, with a PDF, picture or Word file among them, look like spam to "
        "{repository}. Add the data themselves, if there are any. Else go on."
    ),
}
