"""Values that a depositor may give and no record can have, each with what we say to it and where.

`sent` is what would have gone to the repository had nobody looked: paths in its JSON, and what to
put there. It complains of that too, or loses it in silence; where it does neither, `stricter` says
why we do not take it all the same.
"""

from tests.bad_examples.details import ALSO, FUNDING, PLACES
from tests.bad_examples.example import GONE, GOOD, Bad
from tests.bad_examples.links import LICENCES, LINKS
from tests.bad_examples.people import PEOPLE
from tests.bad_examples.values import ACCESS, CUSTOM, DATES, REQUIRED, TEXT

__all__ = ["BAD", "GONE", "GOOD", "Bad"]

BAD: tuple[Bad, ...] = (
    *(*REQUIRED, *TEXT, *DATES, *PEOPLE, *ACCESS, *LICENCES),
    *(*LINKS, *FUNDING, *PLACES, *ALSO, *CUSTOM),
)
