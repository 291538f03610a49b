"""`make screenshots`: draws pictures of the page by depositing something made up in the demo.

Each picture is one moment of a deposit that a browser really makes. It tests nothing.
"""
