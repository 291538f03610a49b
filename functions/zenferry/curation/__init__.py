"""What curators see and do: how they come in, what waits for them, what is noted."""
