"""How near the service comes to what this very machine can do, measured side by side in one run.

Numbers for people to look at: nothing here fails because a machine is slow.
"""
