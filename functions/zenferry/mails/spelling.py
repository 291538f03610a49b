"""E-mail addresses: what is taken for one, and which are the same letter box."""

import re
import unicodedata

__all__ = ["ADDRESS", "LONGEST", "domain_of", "is_address", "letter_box"]

LONGEST = 254
# Plainer than what mail allows: no quotes, no addresses of machines, and neither % nor !, by which
# mail was once told to go on to others: x%other.org@here.
ADDRESS = re.compile(r"^[\w.#$&'*+/=?^`{|}~-]{1,64}@[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}\Z")


def is_address(text: str) -> bool:
    """Whether mail may be sent there."""
    return len(text) <= LONGEST and ADDRESS.match(text) is not None


def domain_of(address: str) -> str:
    """What stands behind the sign, in small letters; empty where it has others than ASCII's."""
    _, _, domain = address.rpartition("@")
    return domain.lower() if domain.isascii() else ""


def letter_box(address: str) -> str:
    """The same for all ways of writing one address: a.b+1@x.org and AB@x.org are one.

    Where a provider keeps dots apart, two people are taken for one: too strict, never too lax.
    """
    name, _, domain = unicodedata.normalize("NFKC", address).casefold().rpartition("@")
    plain = name.partition("+")[0].replace(".", "")
    return f"{plain or name}@{domain}"
