"""Which deposit changes a record, in memory."""

from datetime import datetime

__all__ = ["FakeClaims"]


class FakeClaims:
    """A holder a record."""

    def __init__(self) -> None:
        self.holders: dict[str, str] = {}

    def claim(self, record: str, submission: str, until: datetime, instead_of: str = "") -> str:
        del until
        if self.holders.get(record) in {None, instead_of}:
            self.holders[record] = submission
        return self.holders[record]
