"""Whom a deposit writes to, what about, and in which words."""
