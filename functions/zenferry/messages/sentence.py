"""Codes into sentences for people. A sentence says what is wrong and what to do about it.

Here they stand in English; other languages lie in sentences/, a file each.
"""

from collections.abc import Mapping

from zenferry.errors import Param
from zenferry.languages import ENGLISH, spoken
from zenferry.messages.advice import ADVICE, PREVIEW
from zenferry.messages.deposit import FILES, REQUESTS
from zenferry.messages.form import FORM
from zenferry.messages.invitations import LISTS
from zenferry.messages.mails import MAILS
from zenferry.messages.own_account import OWN_ACCOUNT
from zenferry.messages.reading import IMPORTS, LOOK_UPS
from zenferry.messages.repository import MEANWHILE, REPOSITORY, STATES, TIMELINE

__all__ = ["SENTENCES", "sentence"]

SENTENCES: Mapping[str, str] = {
    **FORM,
    **FILES,
    **REQUESTS,
    **REPOSITORY,
    **MEANWHILE,
    **OWN_ACCOUNT,
    **TIMELINE,
    **MAILS,
    **LISTS,
    **LOOK_UPS,
    **IMPORTS,
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
