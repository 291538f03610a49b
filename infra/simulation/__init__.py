"""A rush of depositors against the limits of Zenodo and of Lambda: discrete events, seeded."""
