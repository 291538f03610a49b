"""Zenferry carries a consortium's data from a browser form to Zenodo."""

__version__ = "0.1.0"
