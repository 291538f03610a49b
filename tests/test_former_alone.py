"""A record is taken over by a function that lacks the libraries for reading files."""

import subprocess
import sys

_PROGRAM = """
import json, sys
for absent in ("nameparser", "yaml", "bibtexparser", "pylatexenc", "rocrate", "citeproc"):
    sys.modules[absent] = None
import zenferry.versions.former
from zenferry.readers.invenio_record import read
person = {"type": "personal", "family_name": "Carberry", "given_name": "Josiah"}
metadata = {"title": "Cores", "creators": [{"person_or_org": person}]}
print(read(json.dumps({"id": "1", "metadata": metadata})).values["creators"][0]["family_name"])
"""


def test_the_words_of_a_record_are_read_without_the_libraries_for_files() -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("Carberry\n", "")
