"""Real things behind the domain's ports. Foreign errors are translated here, once."""
