"""What a field may suggest: the sources of look-ups, in which order, and when one is down."""
