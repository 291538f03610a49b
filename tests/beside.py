"""A whole deposit whose consortium wants all that was said as a file beside the data."""

from dataclasses import replace
from functools import cached_property

from tests.crossing import Crossing
from zenferry.beside import CRATE_NAME
from zenferry.beside.crate import CratedFile, crate
from zenferry.described import metadata_of
from zenferry.profile import Profile

__all__ = ["Accompanied", "expected"]


class Accompanied(Crossing):
    """The same deposit, with the file beside the data."""

    @cached_property
    def profile(self) -> Profile:
        plain = super().profile
        return replace(plain, form=replace(plain.form, beside=True))


def expected(crossing: Crossing) -> dict[str, bytes]:
    """The files that the record has to hold: those that were sent, and ours, if it is wanted."""
    if not crossing.profile.form.beside:
        return dict(crossing.files)
    found = crossing.found
    values, problems = crossing.parts.form.read(found.values)
    assert not problems
    sent = [
        CratedFile(file.path, file.size, file.media_type, found.transfer(file.id).md5)
        for file in found.files
        if not file.ours
    ]
    record = metadata_of(values, crossing.parts.form.fields, crossing.profile.repository.publisher)
    return {**crossing.files, CRATE_NAME: crate(record, sent, found.doi)}
