"""What is said to people, by code."""

from zenferry.messages.repository import STATES
from zenferry.messages.sentence import SENTENCES, sentence

__all__ = ["SENTENCES", "STATES", "sentence"]
