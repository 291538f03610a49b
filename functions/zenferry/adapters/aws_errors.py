"""What botocore raises, translated once: busy and unreachable become NotNow."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from zenferry.errors import NotNow

__all__ = ["code_of", "translated"]


def code_of(error: ClientError) -> str:
    """The service's own name for what went wrong."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def translated() -> Iterator[None]:
    """No answer, or one nobody here knows what to do about: try again. The cause is kept."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise NotNow("storage_unavailable") from error
