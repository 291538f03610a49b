"""From the staging bucket to the repository, and what follows until a deposit has ended."""
