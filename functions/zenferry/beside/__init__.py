"""The metadata file beside the data: an RO-Crate that says all that was said in the form."""
