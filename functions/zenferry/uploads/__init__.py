"""From the browser to the staging bucket: parts, tickets, completion, and how long it is kept."""
