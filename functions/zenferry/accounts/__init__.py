"""A depositor's own account at the repository: signing in, tokens sealed, refreshed and revoked."""
