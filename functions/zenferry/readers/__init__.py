"""Readers of metadata that somebody has already: a module a format, each `read(text)`.

A reader never fetches, runs or opens anything that it is given the name of, and raises
Unreadable or nothing.
"""
