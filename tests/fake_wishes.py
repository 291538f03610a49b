"""Wishes about published records, in memory."""

from dataclasses import replace

from zenferry.errors import Absent, Conflict, Malformed
from zenferry.pages import Page
from zenferry.versions.wishes import Answer, Wish

__all__ = ["FakeWishes"]


class FakeWishes:
    """By id; pages are numbered by where they end."""

    def __init__(self) -> None:
        self.rows: dict[str, Wish] = {}

    def add(self, wish: Wish) -> None:
        self.rows.setdefault(wish.id, wish)

    def get(self, wish: str) -> Wish:
        if wish not in self.rows:
            raise Absent("unknown_wish")
        return self.rows[wish]

    def answer(self, wish: Wish, answer: Answer) -> None:
        if self.get(wish.id).answer is not Answer.NONE:
            raise Conflict("wish_answered")
        self.rows[wish.id] = replace(wish, answer=answer, email="")

    def listed(self, most: int, before: str = "") -> Page[Wish]:
        waiting = [wish for wish in self.rows.values() if wish.answer is Answer.NONE]
        newest = sorted(waiting, key=lambda wish: wish.at, reverse=True)
        if before and not before.isdecimal():
            raise Malformed("cursor")
        start = int(before or 0)
        items = tuple(replace(wish, email="") for wish in newest[start : start + most])
        end = start + len(items)
        return Page(items, str(end) if end < len(newest) else "")
