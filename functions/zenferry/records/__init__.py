"""How the registry is filled, and what is made of it: lists, pages, a feed, files to load."""
