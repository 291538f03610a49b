"""Zenferry carries a consortium's data from a browser form to Zenodo."""
