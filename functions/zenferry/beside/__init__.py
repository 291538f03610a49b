"""The metadata file beside the data: an RO-Crate that says all that was said in the form."""

__all__ = ["CRATE_NAME"]

# Set by the standard: https://www.researchobject.org/ro-crate/
CRATE_NAME = "ro-crate-metadata.json"
