"""How a record is cited, from what there is of it: CSL-JSON, styles, BibTeX."""
