"""The links that the service hands out, wherever they are written: in a letter, in an answer."""

import re


def secret_in(text: str, name: str = "invitation") -> str:
    """What the links of this name hold: the same in all of them."""
    [secret] = set(re.findall(rf"#{name}=([\w-]+)", text))
    return str(secret)
