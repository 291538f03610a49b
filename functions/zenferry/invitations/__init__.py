"""Invitations: made one by one or from a list, asked for by the page, and how far they reach."""
